import type {
  CancelUpdateStackInput,
  ContinueUpdateRollbackInput,
  CreateStackInput,
  CreateStackOutput,
  DeleteStackInput,
  RollbackStackInput,
  RollbackStackOutput,
  UpdateStackInput,
  UpdateStackOutput,
  UpdateTerminationProtectionInput,
  UpdateTerminationProtectionOutput,
} from '@aws-sdk/client-cloudformation';
import type { Call } from '../world/Call';
import { deploymentOf } from './deploymentOf';
import { alreadyExists, validationError } from './errors';
import { isUnchanged, planChanges } from './planChanges';
import { Stack } from './Stack';
import {
  authorizeStack,
  authorizeStackRole,
  requireStack,
  stackCall,
  stacksOf,
} from './stackAccess';
import { OnFailure, StackOperation } from './StackOperation';

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** States in which a stack can be given another template. */
const updatable = new Set([
  'CREATE_COMPLETE',
  'IMPORT_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
]);

/** Condition keys of `cloudformation:*` actions that deploy. */
export function deployContext(input: {
  RoleARN?: string;
  TemplateURL?: string;
  ChangeSetName?: string;
}) {
  return {
    'cloudformation:RoleArn': input.RoleARN,
    'cloudformation:TemplateUrl': input.TemplateURL,
    'cloudformation:ChangeSetName': input.ChangeSetName,
  };
}

/** @throws ServiceError `ValidationError` */
export function checkStackName(name: string): void {
  if (!NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

/** @throws ServiceError `ValidationError` */
export function checkUpdatable(stack: Stack): void {
  if (!updatable.has(stack.status)) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be updated.`,
    );
  }
}

export function createStack(
  call: Call,
  input: CreateStackInput,
): CreateStackOutput {
  const name = input.StackName!;
  checkStackName(name);
  authorizeStack(call, 'CreateStack', name, deployContext(input));
  authorizeStackRole(call, input.RoleARN);
  const state = stacksOf(call);
  const known = state.find(name);
  if (known) {
    if (input.ClientRequestToken && known.token === input.ClientRequestToken) {
      return { StackId: known.id };
    }
    throw alreadyExists(`Stack [${name}] already exists`);
  }
  const deployment = deploymentOf(call, input);
  const stack = new Stack({
    name,
    account: call.caller.account,
    region: call.region,
  });
  stack.roleArn = input.RoleARN;
  stack.token = input.ClientRequestToken;
  stack.terminationProtection = input.EnableTerminationProtection ?? false;
  stack.disableRollback = input.DisableRollback ?? false;
  const acting = stackCall(call, stack);
  planChanges(call.world, stack, deployment);
  state.add(stack);
  const onFailure: OnFailure =
    input.OnFailure ?? (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK');
  const operation = new StackOperation(stack, acting, deployment);
  const { id: OperationId } = stack.begin('CREATE_STACK');
  stack.settled = call.world.runInBackground(() =>
    operation.create(deployment, onFailure),
  );
  return { StackId: stack.id, OperationId };
}

export function updateStack(
  call: Call,
  input: UpdateStackInput,
): UpdateStackOutput {
  const name = input.StackName!;
  authorizeStack(call, 'UpdateStack', name, deployContext(input));
  authorizeStackRole(call, input.RoleARN);
  const stack = stacksOf(call).find(name);
  if (!stack || stack.deletedAt) {
    throw validationError(`Stack [${name}] does not exist`);
  }
  if (input.ClientRequestToken && stack.token === input.ClientRequestToken) {
    return { StackId: stack.id };
  }
  checkUpdatable(stack);
  const deployment = deploymentOf(call, input, stack);
  const changes = planChanges(call.world, stack, deployment);
  if (isUnchanged(call.world, stack, deployment, changes)) {
    throw validationError('No updates are to be performed.');
  }
  stack.roleArn = input.RoleARN ?? stack.roleArn;
  const acting = stackCall(call, stack);
  stack.token = input.ClientRequestToken;
  const operation = new StackOperation(stack, acting, deployment);
  const { id: OperationId } = stack.begin('UPDATE_STACK');
  stack.settled = call.world.runInBackground(() =>
    operation.update(deployment, { disableRollback: input.DisableRollback }),
  );
  return { StackId: stack.id, OperationId };
}

export function deleteStack(call: Call, input: DeleteStackInput): void {
  const name = input.StackName!;
  authorizeStack(call, 'DeleteStack', name, deployContext(input));
  authorizeStackRole(call, input.RoleARN);
  const state = stacksOf(call);
  const stack = state.find(name);
  if (!stack || stack.deletedAt || stack.status === 'DELETE_IN_PROGRESS') {
    return;
  }
  if (stack.terminationProtection) {
    throw validationError(
      `Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (stack.isInProgress) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be deleted.`,
    );
  }
  const retained = input.RetainResources ?? [];
  if (retained.length > 0 && stack.status !== 'DELETE_FAILED') {
    throw validationError(
      'Invalid operation on stack. Specify resources to retain only when the stack is in the DELETE_FAILED state.',
    );
  }
  const unknown = retained.filter(each => !stack.resources.has(each));
  if (unknown.length > 0) {
    throw validationError(
      `The specified resources to retain must be in a valid state. Do not specify resources: [${unknown.join(
        ', ',
      )}]`,
    );
  }
  stack.roleArn = input.RoleARN ?? stack.roleArn;
  const acting = stackCall(call, stack);
  stack.token = input.ClientRequestToken;
  const operation = new StackOperation(stack, acting, stack.deployed);
  stack.begin('DELETE_STACK');
  stack.settled = call.world.runInBackground(() =>
    operation.delete(undefined, retained),
  );
}

export function cancelUpdateStack(
  call: Call,
  input: CancelUpdateStackInput,
): void {
  authorizeStack(call, 'CancelUpdateStack', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  if (stack.status !== 'UPDATE_IN_PROGRESS' || !stack.cancel) {
    throw validationError(
      'CancelUpdateStack cannot be called from current stack status',
    );
  }
  stack.cancel();
}

export function continueUpdateRollback(
  call: Call,
  input: ContinueUpdateRollbackInput,
): object {
  authorizeStack(call, 'ContinueUpdateRollback', input.StackName!);
  authorizeStackRole(call, input.RoleARN);
  const stack = requireStack(call, input.StackName!);
  const { unfinished } = stack;
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' || !unfinished) {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`,
    );
  }
  const skip = input.ResourcesToSkip ?? [];
  const wrong = skip.filter(each => !unfinished.left.includes(each));
  if (wrong.length > 0) {
    throw validationError(
      `The resources to skip must have failed to roll back. Do not specify: [${wrong.join(
        ', ',
      )}]`,
    );
  }
  stack.roleArn = input.RoleARN ?? stack.roleArn;
  const acting = stackCall(call, stack);
  stack.token = input.ClientRequestToken;
  stack.begin('CONTINUE_ROLLBACK');
  stack.settled = call.world.runInBackground(() =>
    unfinished.rollBack(acting, { skip, force: input.ForceRollback ?? false }),
  );
  return {};
}

export function rollbackStack(
  call: Call,
  input: RollbackStackInput,
): RollbackStackOutput {
  authorizeStack(call, 'RollbackStack', input.StackName!);
  authorizeStackRole(call, input.RoleARN);
  const stack = requireStack(call, input.StackName!);
  const { unfinished } = stack;
  const isUpdate = stack.status === 'UPDATE_FAILED' && unfinished;
  if (!isUpdate && stack.status !== 'CREATE_FAILED') {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`,
    );
  }
  stack.roleArn = input.RoleARN ?? stack.roleArn;
  const acting = stackCall(call, stack);
  stack.token = input.ClientRequestToken;
  const { id: OperationId } = stack.begin('ROLLBACK');
  stack.settled = call.world.runInBackground(() =>
    isUpdate
      ? isUpdate.rollBack(acting, { skip: [], force: false })
      : new StackOperation(stack, acting, stack.deployed).rollBackCreation(),
  );
  return { StackId: stack.id, OperationId };
}

export function updateTerminationProtection(
  call: Call,
  input: UpdateTerminationProtectionInput,
): UpdateTerminationProtectionOutput {
  authorizeStack(call, 'UpdateTerminationProtection', input.StackName!);
  const stack = requireStack(call, input.StackName!);
  stack.terminationProtection = input.EnableTerminationProtection!;
  return { StackId: stack.id };
}
