import { randomUUID } from 'node:crypto';
import type {
  Change,
  CreateChangeSetInput,
  CreateChangeSetOutput,
  DeleteChangeSetInput,
  DescribeChangeSetInput,
  DescribeChangeSetOutput,
  ExecuteChangeSetInput,
  ListChangeSetsInput,
  ListChangeSetsOutput,
} from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { tagList } from '../world/tags';
import type { ChangeSet, ResourceChange } from './ChangeSet';
import { deploymentOf } from './deploymentOf';
import { alreadyExists, changeSetNotFound, validationError } from './errors';
import { findNameConflicts } from './findNameConflicts';
import { readDrifts } from './drift/readDrifts';
import { isUnchanged, planChanges } from './planChanges';
import { Stack } from './Stack';
import {
  authorizeStack,
  authorizeStackRole,
  stackCall,
  stacksOf,
} from './stackAccess';
import { OnFailure, StackOperation } from './StackOperation';
import { checkStackName, checkUpdatable, deployContext } from './stackWrites';

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";
/** Change sets of one stack. */
const MAX_CHANGE_SETS = 1_000;

function stackFor(call: Call, input: CreateChangeSetInput): Stack {
  const name = input.StackName!;
  const known = stacksOf(call).find(name);
  const existing = known && !known.deletedAt ? known : undefined;
  if (input.ChangeSetType === 'CREATE') {
    if (existing && existing.status !== 'REVIEW_IN_PROGRESS') {
      throw validationError(
        `Stack [${name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
      );
    }
    return (
      existing ??
      new Stack({ name, account: call.caller.account, region: call.region })
    );
  }
  if (!existing) {
    throw validationError(`Stack [${name}] does not exist`);
  }
  checkUpdatable(existing);
  return existing;
}

/** Sees what would change; this is what takes CloudFormation its time. */
async function examine(
  call: Call,
  stack: Stack,
  changeSet: ChangeSet,
): Promise<void> {
  await call.world.pause();
  try {
    changeSet.changes = planChanges(
      call.world,
      stack,
      changeSet.deployment,
      changeSet.revertsDrift ? await readDrifts(call, stack) : undefined,
    );
  } catch (error) {
    changeSet.status = 'FAILED';
    changeSet.statusReason =
      error instanceof Error ? error.message : `${error}`;
    return;
  }
  if (isUnchanged(call.world, stack, changeSet.deployment, changeSet.changes)) {
    changeSet.status = 'FAILED';
    changeSet.statusReason = NO_CHANGES;
    return;
  }
  const conflicts = await findNameConflicts(call, stack, changeSet);
  if (conflicts.length > 0) {
    stack.validations.push(...conflicts);
    changeSet.status = 'FAILED';
    changeSet.statusReason = `The following hook(s)/validation failed: [${conflicts[0].name}]. To troubleshoot Early Validation errors, use the DescribeEvents API for detailed failure information.`;
    return;
  }
  changeSet.status = 'CREATE_COMPLETE';
  changeSet.executionStatus = 'AVAILABLE';
}

export function createChangeSet(
  call: Call,
  input: CreateChangeSetInput,
): CreateChangeSetOutput {
  const name = input.ChangeSetName!;
  const { region, caller } = call;
  if (!input.StackName!.startsWith('arn:')) {
    checkStackName(input.StackName!);
  }
  authorizeStack(
    call,
    'CreateChangeSet',
    input.StackName!,
    deployContext(input),
  );
  authorizeStackRole(call, input.RoleARN);
  const stack = stackFor(call, input);
  const known = stack.changeSets.get(name);
  if (known && input.ClientToken && known.token === input.ClientToken) {
    return { Id: known.id, StackId: stack.id };
  }
  if (known) {
    throw alreadyExists(
      `ChangeSet ${name} cannot be created because a change set with that name already exists for stack ${stack.name}`,
    );
  }
  if (stack.changeSets.size >= MAX_CHANGE_SETS) {
    throw new ServiceError(
      'LimitExceededException',
      `ChangeSet limit exceeded for stack ${stack.name}`,
    );
  }
  if (input.DeploymentMode && input.ChangeSetType === 'CREATE') {
    throw validationError(
      'DeploymentMode can only be used with change sets of type UPDATE',
    );
  }
  const deployment = deploymentOf(call, input, stack);
  const changeSet: ChangeSet = {
    id: `arn:aws:cloudformation:${region}:${
      caller.account
    }:changeSet/${name}/${randomUUID()}`,
    name,
    type: input.ChangeSetType === 'CREATE' ? 'CREATE' : 'UPDATE',
    createdAt: new Date(),
    description: input.Description,
    status: 'CREATE_IN_PROGRESS',
    executionStatus: 'UNAVAILABLE',
    deployment,
    changes: [],
    revertsDrift: input.DeploymentMode === 'REVERT_DRIFT',
    roleArn: input.RoleARN,
    onStackFailure: input.OnStackFailure,
    token: input.ClientToken,
    operationId: randomUUID(),
    examined: Promise.resolve(),
  };
  const acting = stackCall(call, stack, input.RoleARN);
  if (!stacksOf(call).find(stack.id)) {
    stacksOf(call).add(stack);
    stack.report('REVIEW_IN_PROGRESS', 'User Initiated');
  }
  stack.changeSets.set(name, changeSet);
  changeSet.examined = call.world.runInBackground(() =>
    examine(acting, stack, changeSet),
  );
  return { Id: changeSet.id, StackId: stack.id };
}

interface Reference {
  StackName?: string;
  ChangeSetName?: string;
}

/** A change set by name and stack, or by its ARN. */
function findChangeSet(
  call: Call,
  { StackName, ChangeSetName }: Reference,
): { stack: Stack; changeSet: ChangeSet } | undefined {
  const state = stacksOf(call);
  const candidates = StackName
    ? [state.find(StackName)].filter(stack => stack !== undefined)
    : [...state.stacks, ...state.deletedStacks];
  for (const stack of candidates) {
    for (const changeSet of stack.changeSets.values()) {
      if (changeSet.id === ChangeSetName || changeSet.name === ChangeSetName) {
        return { stack, changeSet };
      }
    }
  }
  return undefined;
}

function requireChangeSet(call: Call, action: string, reference: Reference) {
  const found = findChangeSet(call, reference);
  authorizeStack(
    call,
    action,
    found?.stack.id ?? reference.StackName ?? '*',
    deployContext({ ChangeSetName: reference.ChangeSetName }),
  );
  if (!found) {
    throw reference.StackName && !stacksOf(call).find(reference.StackName)
      ? validationError(`Stack [${reference.StackName}] does not exist`)
      : changeSetNotFound(reference.ChangeSetName!);
  }
  return found;
}

function describeLiveDrift({ drift }: ResourceChange, name: string) {
  const isDrifted = drift?.differences.some(
    ({ path }) => path.split('/')[1] === name,
  );
  return isDrifted
    ? {
        PreviousValue: JSON.stringify(drift!.expected[name]),
        ActualValue: JSON.stringify(drift!.actual?.[name]),
      }
    : undefined;
}

function describeChange(change: ResourceChange): Change {
  return {
    Type: 'Resource',
    ResourceChange: {
      Action: change.action,
      LogicalResourceId: change.logicalId,
      PhysicalResourceId: change.physicalId,
      ResourceType: change.type,
      Replacement: change.replacement,
      Scope: change.properties.length > 0 ? ['Properties'] : [],
      Details: change.properties.map(name => ({
        Target: {
          Attribute: 'Properties',
          Name: name,
          RequiresRecreation:
            change.replacement === 'False' ? 'Never' : 'Always',
          Drift: describeLiveDrift(change, name),
        },
        Evaluation: change.replacement === 'Conditional' ? 'Dynamic' : 'Static',
        ChangeSource: 'DirectModification',
      })),
      ResourceDriftStatus: change.drift?.status,
    },
  };
}

export function describeChangeSet(
  call: Call,
  input: DescribeChangeSetInput,
): DescribeChangeSetOutput {
  const { stack, changeSet } = requireChangeSet(
    call,
    'DescribeChangeSet',
    input,
  );
  const { deployment } = changeSet;
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    Parameters: Object.entries(deployment.parameters).map(([key, value]) => ({
      ParameterKey: key,
      ParameterValue: value,
    })),
    CreationTime: changeSet.createdAt,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    Capabilities: deployment.capabilities as any,
    Tags: tagList(deployment.tags),
    Changes: changeSet.changes.map(describeChange),
    OnStackFailure: changeSet.onStackFailure as any,
    ...(changeSet.revertsDrift && {
      DeploymentMode: 'REVERT_DRIFT' as const,
      StackDriftStatus: changeSet.changes.some(({ drift }) => drift)
        ? ('DRIFTED' as const)
        : ('IN_SYNC' as const),
    }),
  };
}

export function executeChangeSet(
  call: Call,
  input: ExecuteChangeSetInput,
): object {
  const { stack, changeSet } = requireChangeSet(
    call,
    'ExecuteChangeSet',
    input,
  );
  const token = input.ClientRequestToken;
  if (token && stack.token === token) {
    return {};
  }
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
    );
  }
  if (changeSet.type === 'UPDATE') {
    checkUpdatable(stack);
  } else if (stack.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack:${stack.id} is in ${stack.status} state and can not be updated.`,
    );
  }
  stack.roleArn = changeSet.roleArn ?? stack.roleArn;
  const acting = stackCall(call, stack);
  stack.token = token;
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  for (const other of stack.changeSets.values()) {
    if (other !== changeSet) {
      other.executionStatus = 'OBSOLETE';
    }
  }
  const operation = new StackOperation(
    stack,
    acting,
    changeSet.deployment,
    changeSet.revertsDrift,
  );
  const onFailure = (changeSet.onStackFailure ??
    (input.DisableRollback ? 'DO_NOTHING' : 'ROLLBACK')) as OnFailure;
  stack.begin(changeSet.type === 'CREATE' ? 'CREATE_STACK' : 'UPDATE_STACK');
  // The first event is there when the call is answered, as on AWS.
  stack.settled = call.world.runInBackground(async () => {
    await (changeSet.type === 'CREATE'
      ? operation.create(changeSet.deployment, onFailure)
      : operation.update(changeSet.deployment, {
          disableRollback: input.DisableRollback,
        }));
    stack.changeSets.delete(changeSet.name);
  });
  return {};
}

export function deleteChangeSet(
  call: Call,
  input: DeleteChangeSetInput,
): object {
  const found = findChangeSet(call, input);
  authorizeStack(
    call,
    'DeleteChangeSet',
    found?.stack.id ?? input.StackName ?? '*',
    deployContext({ ChangeSetName: input.ChangeSetName }),
  );
  if (found?.changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
    throw new ServiceError(
      'InvalidChangeSetStatus',
      `ChangeSet [${found.changeSet.id}] cannot be deleted while it is being executed`,
    );
  }
  found?.stack.changeSets.delete(found.changeSet.name);
  return {};
}

export function listChangeSets(
  call: Call,
  input: ListChangeSetsInput,
): ListChangeSetsOutput {
  authorizeStack(call, 'ListChangeSets', input.StackName!);
  const stack = stacksOf(call).find(input.StackName!);
  if (!stack) {
    throw validationError(`Stack [${input.StackName}] does not exist`);
  }
  return {
    Summaries: [...stack.changeSets.values()].map(changeSet => ({
      StackId: stack.id,
      StackName: stack.name,
      ChangeSetId: changeSet.id,
      ChangeSetName: changeSet.name,
      ExecutionStatus: changeSet.executionStatus,
      Status: changeSet.status,
      StatusReason: changeSet.statusReason,
      CreationTime: changeSet.createdAt,
      Description: changeSet.description,
    })),
  };
}
