import {
  createChangeSet,
  deleteChangeSet,
  describeChangeSet,
  executeChangeSet,
} from '../../cloudformation/changeSets';
import type { Stack } from '../../cloudformation/Stack';
import { stacksOf } from '../../cloudformation/stackAccess';
import { describeStacks } from '../../cloudformation/stackReads';
import {
  createStack,
  deleteStack,
  updateStack,
} from '../../cloudformation/stackWrites';
import { Refusal, ServiceError } from '../../front/ServiceError';
import { ActionFailure, withService } from '../ActionFailure';
import type { ActionContext, ActionProvider } from './ActionProvider';
import { cloudFormationInput } from './cloudFormationInput';

type Mode = (context: ActionContext) => Promise<void>;

const NO_UPDATES = 'No updates are to be performed.';
const NO_CHANGES = "didn't contain changes";

const isDone = (status: string) =>
  status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE';

/** The stack as the action may see it; `undefined` when there is none. */
function findStack({ call, configuration }: ActionContext): Stack | undefined {
  try {
    describeStacks(call, { StackName: configuration.StackName });
  } catch (error) {
    if (error instanceof ServiceError && !(error instanceof Refusal)) {
      return undefined;
    }
    throw error;
  }
  return stacksOf(call).find(configuration.StackName);
}

/** Why the operation that ended last did not go well. */
function failureOf(stack: Stack): string {
  const reason = [...stack.events]
    .reverse()
    .find(
      event =>
        event.physicalId === stack.id &&
        event.reason?.startsWith('The following'),
    )?.reason;
  return reason ?? stack.statusReason ?? `The stack is in ${stack.status}`;
}

async function settle(context: ActionContext, stack: Stack): Promise<void> {
  const { call, run } = context;
  run.externalId = stack.id;
  run.externalUrl = `https://${
    stack.region
  }.console.aws.amazon.com/cloudformation/home?region=${
    stack.region
  }#/stack/detail?stackId=${encodeURIComponent(stack.id)}`;
  await call.world.orStop(stack.settled);
  describeStacks(call, { StackName: stack.id });
}

async function settleDeployment(context: ActionContext, stack: Stack) {
  await settle(context, stack);
  if (!isDone(stack.status)) {
    throw new ActionFailure('JobFailed', failureOf(stack));
  }
  context.run.summary = `Stack ${stack.name} is in ${stack.status}`;
}

const createOrUpdate: Mode = async context => {
  const { call, configuration, run } = context;
  const input = {
    ...cloudFormationInput(context),
    StackName: configuration.StackName,
  };
  const known = findStack(context);
  if (!known || known.status === 'REVIEW_IN_PROGRESS') {
    createStack(call, input as any);
  } else {
    try {
      updateStack(call, input as any);
    } catch (error) {
      if (error instanceof ServiceError && error.message === NO_UPDATES) {
        run.summary = NO_UPDATES;
        return;
      }
      throw error;
    }
  }
  await settleDeployment(context, findStack(context)!);
};

const deleteOnly: Mode = async context => {
  const { call, configuration } = context;
  const stack = findStack(context);
  if (!stack) {
    return;
  }
  deleteStack(call, {
    StackName: configuration.StackName,
    RoleARN: configuration.RoleArn,
  });
  await settle(context, stack);
  if (stack.status !== 'DELETE_COMPLETE') {
    throw new ActionFailure('JobFailed', failureOf(stack));
  }
};

const replaceOnFailure: Mode = async context => {
  const stack = findStack(context);
  if (stack && /FAILED$|^ROLLBACK_COMPLETE$/.test(stack.status)) {
    await deleteOnly(context);
  }
  await createOrUpdate(context);
};

const replaceChangeSet: Mode = async context => {
  const { call, configuration, run } = context;
  const { StackName, ChangeSetName } = configuration;
  const input = cloudFormationInput(context);
  const known = findStack(context);
  if (known) {
    deleteChangeSet(call, { StackName, ChangeSetName });
  }
  const { Id: id } = createChangeSet(call, {
    ...input,
    StackName,
    ChangeSetName,
    ChangeSetType:
      !known || known.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE',
  } as any);
  run.externalId = id;
  const changeSet = findStack(context)!.changeSets.get(ChangeSetName)!;
  await call.world.orStop(changeSet.examined);
  const { Status, StatusReason = '' } = describeChangeSet(call, {
    StackName,
    ChangeSetName,
  });
  if (Status === 'FAILED' && !StatusReason.includes(NO_CHANGES)) {
    throw new ActionFailure('JobFailed', StatusReason);
  }
  run.summary =
    Status === 'FAILED'
      ? StatusReason
      : `Change set ${ChangeSetName} was created.`;
};

const executePreparedChangeSet: Mode = async context => {
  const { call, configuration, run } = context;
  const { StackName, ChangeSetName } = configuration;
  const { Status, StatusReason = '' } = describeChangeSet(call, {
    StackName,
    ChangeSetName,
  });
  if (Status === 'FAILED' && StatusReason.includes(NO_CHANGES)) {
    run.summary = StatusReason;
    return;
  }
  executeChangeSet(call, { StackName, ChangeSetName });
  await settleDeployment(context, findStack(context)!);
};

const modes: Record<string, Mode> = {
  CREATE_UPDATE: createOrUpdate,
  CHANGE_SET_REPLACE: replaceChangeSet,
  CHANGE_SET_EXECUTE: executePreparedChangeSet,
  DELETE_ONLY: deleteOnly,
  REPLACE_ON_FAILURE: replaceOnFailure,
};

function outputsOf(context: ActionContext): Record<string, string> {
  const stack = stacksOf(context.call).find(context.configuration.StackName);
  return Object.fromEntries(
    (stack?.outputs ?? []).map(({ key, value }) => [key, value]),
  );
}

/**
 * Deploys a stack in the account of the role in use. See
 * `codepipeline/latest/userguide/action-reference-CloudFormation`.
 */
export const cloudFormationDeploy: ActionProvider = {
  category: 'Deploy',
  owner: 'AWS',
  provider: 'CloudFormation',
  async run(context) {
    const mode = modes[context.configuration.ActionMode];
    if (!mode) {
      throw new ActionFailure(
        'ConfigurationError',
        `The action mode ${context.configuration.ActionMode} is not supported`,
      );
    }
    try {
      await mode(context);
    } catch (error) {
      if (error instanceof ServiceError) {
        throw new ActionFailure(
          error instanceof Refusal ? 'PermissionError' : 'JobFailed',
          withService('AmazonCloudFormation', error),
        );
      }
      throw error;
    }
    return outputsOf(context);
  },
};
