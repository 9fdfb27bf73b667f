import type {
  CreateStackInstancesInput,
  CreateStackInstancesOutput,
  CreateStackSetInput,
  CreateStackSetOutput,
  DeleteStackInstancesInput,
  DeleteStackInstancesOutput,
  DeleteStackSetInput,
  DeleteStackSetOutput,
  UpdateStackInstancesInput,
  UpdateStackInstancesOutput,
  UpdateStackSetInput,
  UpdateStackSetOutput,
} from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import { tagRecord } from '../../world/tags';
import { checkCapabilities } from '../capabilities';
import { validationError } from '../errors';
import { readTemplate } from '../readTemplate';
import { authorizeStackRole, stacksOf } from '../stackAccess';
import { beginOperation } from './runOperation';
import { authorizeStackSet, requireStackSet } from './stackSetAccess';
import {
  instanceKey,
  StackSet,
  type StackInstance,
  type StackSetContent,
} from './StackSet';

const NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** With service-managed permissions it would be the organization's roles. */
function requireSelfManaged({ PermissionModel }: CreateStackSetInput): void {
  if (PermissionModel === 'SERVICE_MANAGED') {
    throw validationError(
      'You must enable organizations access to operate a service managed stack set',
    );
  }
}

function contentOf(
  call: Call,
  input: CreateStackSetInput | UpdateStackSetInput,
  before?: StackSetContent,
): StackSetContent {
  const isSame = 'UsePreviousTemplate' in input && input.UsePreviousTemplate;
  const { text, body } = readTemplate(
    call,
    isSame ? { TemplateBody: before!.template } : input,
  );
  const capabilities = input.Capabilities ?? [];
  checkCapabilities(body, capabilities);
  const declared = body.Parameters ?? {};
  const given = input.Parameters ?? [];
  const stray = given.filter(
    ({ ParameterKey }) => !Object.hasOwn(declared, ParameterKey!),
  );
  if (stray.length > 0) {
    throw validationError(
      `Parameters: [${stray
        .map(({ ParameterKey }) => ParameterKey)
        .join(', ')}] do not exist in the template`,
    );
  }
  return {
    template: text,
    parameters: given,
    capabilities,
    tags: input.Tags ? tagRecord(input.Tags) : before?.tags ?? {},
    administrationRoleArn:
      input.AdministrationRoleARN ??
      before?.administrationRoleArn ??
      `arn:aws:iam::${call.caller.account}:role/AWSCloudFormationStackSetAdministrationRole`,
    executionRoleName:
      input.ExecutionRoleName ??
      before?.executionRoleName ??
      'AWSCloudFormationStackSetExecutionRole',
  };
}

export function createStackSet(
  call: Call,
  input: CreateStackSetInput,
): CreateStackSetOutput {
  const name = input.StackSetName!;
  // There is no resource before there is a StackSet.
  authorize(call, { action: 'cloudformation:CreateStackSet', resource: '*' });
  requireSelfManaged(input);
  if (!NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const { stackSets } = stacksOf(call);
  if (stackSets.has(name)) {
    throw new ServiceError(
      'NameAlreadyExistsException',
      `StackSet ${name} already exists`,
      { status: 409 },
    );
  }
  const content = contentOf(call, input);
  authorizeStackRole(call, content.administrationRoleArn);
  const stackSet = new StackSet(
    name,
    call.caller.account,
    call.region,
    content,
  );
  stackSets.set(name, stackSet);
  return { StackSetId: stackSet.id };
}

/** One operation at a time. */
function requireIdle({ name, running }: StackSet): void {
  if (running) {
    throw new ServiceError(
      'OperationInProgressException',
      `Another Operation on StackSet ${name} is in progress: ${running.id}`,
      { status: 409 },
    );
  }
}

/** One that the caller may change, and that nobody is changing. */
function idleStackSet(call: Call, action: string, name: string): StackSet {
  authorizeStackSet(call, action, name);
  const stackSet = requireStackSet(call, name);
  requireIdle(stackSet);
  return stackSet;
}

export function updateStackSet(
  call: Call,
  input: UpdateStackSetInput,
): UpdateStackSetOutput {
  const stackSet = idleStackSet(call, 'UpdateStackSet', input.StackSetName!);
  const content = contentOf(call, input, stackSet.content);
  authorizeStackRole(call, content.administrationRoleArn);
  stackSet.content = content;
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'UPDATE',
    instances: [...stackSet.instances.values()],
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

export function deleteStackSet(
  call: Call,
  input: DeleteStackSetInput,
): DeleteStackSetOutput {
  const stackSet = idleStackSet(call, 'DeleteStackSet', input.StackSetName!);
  if (stackSet.instances.size > 0) {
    throw new ServiceError(
      'StackSetNotEmptyException',
      'StackSet is not empty',
      { status: 409 },
    );
  }
  stacksOf(call).stackSets.delete(stackSet.name);
  return {};
}

interface Targets {
  Accounts?: string[];
  DeploymentTargets?: { Accounts?: string[] };
  Regions?: string[];
}

function placesOf({ Accounts, DeploymentTargets, Regions }: Targets) {
  const accounts = Accounts ?? DeploymentTargets?.Accounts ?? [];
  const regions = Regions ?? [];
  if (accounts.length === 0 || regions.length === 0) {
    throw validationError('Accounts and Regions must not be empty');
  }
  return accounts.flatMap(account =>
    regions.map(region => ({ account, region })),
  );
}

export function createStackInstances(
  call: Call,
  input: CreateStackInstancesInput,
): CreateStackInstancesOutput {
  const stackSet = idleStackSet(
    call,
    'CreateStackInstances',
    input.StackSetName!,
  );
  const instances = placesOf(input).map(({ account, region }) => {
    const key = instanceKey(account, region);
    const instance: StackInstance = stackSet.instances.get(key) ?? {
      account,
      region,
      status: 'OUTDATED',
      overrides: [],
      lastOperationId: '',
    };
    instance.overrides = input.ParameterOverrides ?? [];
    stackSet.instances.set(key, instance);
    return instance;
  });
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'CREATE',
    instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

function knownInstances(stackSet: StackSet, input: Targets): StackInstance[] {
  return placesOf(input).map(({ account, region }) => {
    const found = stackSet.instances.get(instanceKey(account, region));
    if (!found) {
      throw new ServiceError(
        'StackInstanceNotFoundException',
        `Stack instance not found for account ${account} and Region ${region}`,
        { status: 404 },
      );
    }
    return found;
  });
}

export function updateStackInstances(
  call: Call,
  input: UpdateStackInstancesInput,
): UpdateStackInstancesOutput {
  const stackSet = idleStackSet(
    call,
    'UpdateStackInstances',
    input.StackSetName!,
  );
  const instances = knownInstances(stackSet, input);
  for (const instance of instances) {
    instance.overrides = input.ParameterOverrides ?? [];
  }
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'UPDATE',
    instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}

export function deleteStackInstances(
  call: Call,
  input: DeleteStackInstancesInput,
): DeleteStackInstancesOutput {
  const stackSet = idleStackSet(
    call,
    'DeleteStackInstances',
    input.StackSetName!,
  );
  const instances = knownInstances(stackSet, input);
  if (input.RetainStacks) {
    instances.forEach(({ account, region }) =>
      stackSet.instances.delete(instanceKey(account, region)),
    );
  }
  const { id } = beginOperation(call.world, stackSet, {
    id: input.OperationId,
    action: 'DELETE',
    instances: input.RetainStacks ? [] : instances,
    preferences: input.OperationPreferences,
  });
  return { OperationId: id };
}
