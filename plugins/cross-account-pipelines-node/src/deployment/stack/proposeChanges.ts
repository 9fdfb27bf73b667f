import { createHash } from 'node:crypto';
import type {
  Capability,
  CreateChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  ResourceChange,
  Stack,
} from '@aws-sdk/client-cloudformation';
import { ConflictError, isError } from '@backstage/errors';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { CloudFormationStack } from './CloudFormationStack';
import type { StackChange } from '../DeploymentEvent';
import { Pace, type PaceOptions } from './Pace';
import { StackFailedError } from './StackFailedError';
import { StoppedWaitingError } from './StoppedWaitingError';

/** What a stack should be. */
export interface StackContent {
  /** `previous`: what was deployed last, with the parameters that it had. */
  template: { body: string } | { url: string } | 'previous';
  parameters: Record<string, string>;
  capabilities: string[];
  tags: Record<string, string>;
}

/** A change set that can be executed. */
export interface Proposal {
  changeSetName: string;
  changeSetId: string;
  stackId: string;
  changes: StackChange[];
}

interface ProposeOptions {
  stack: CloudFormationStack;
  /** The stack as it is; absent when it is to be created. */
  current?: Stack;
  content: StackContent;
  pace?: PaceOptions;
  signal?: AbortSignal;
}

/** How CloudFormation says that a change set would change nothing. */
const nothingToDo =
  /didn't contain changes|no updates are to be performed|no changes/i;

const MAX_NAMES = 3;

/**
 * Makes a change set and waits until it can be executed. Its name and token
 * come from what it contains and what it applies to, so that a run that was
 * interrupted finds its own change set again.
 *
 * @returns undefined when it would change nothing
 * @throws StackFailedError when CloudFormation refuses the content
 */
export async function proposeChanges(
  options: ProposeOptions,
): Promise<Proposal | undefined> {
  const { stack } = options;
  const digest = digestOf(options);
  // A change set of that name may have been executed, deleted or outdated
  // meanwhile; another name then makes another one.
  for (let number = 1; number <= MAX_NAMES; number++) {
    const name = number === 1 ? digest : `${digest}-${number}`;
    const changeSet = await makeChangeSet(options, name);
    if (changeSet?.Status === 'FAILED') {
      return await refuse(stack, changeSet);
    }
    if (changeSet?.ExecutionStatus === 'AVAILABLE') {
      return {
        changeSetName: name,
        changeSetId: changeSet.ChangeSetId!,
        stackId: changeSet.StackId!,
        changes: (changeSet.Changes ?? []).flatMap(({ ResourceChange }) =>
          ResourceChange ? [toStackChange(ResourceChange)] : [],
        ),
      };
    }
  }
  throw new ConflictError(
    `Change sets ${digest} of ${describePlace(
      stack.place,
    )} cannot be executed; someone else seems to work on the stack. Try again when they are done`,
  );
}

/** One that nobody waits for any longer is taken back. */
async function makeChangeSet(
  options: ProposeOptions,
  name: string,
): Promise<DescribeChangeSetCommandOutput | undefined> {
  try {
    await createUnlessThere(options, name);
    return await waitForChangeSet(options, name);
  } catch (error) {
    if (error instanceof StoppedWaitingError) {
      await removeChangeSet(options.stack.withoutSignal(), name);
    }
    throw error;
  }
}

async function createUnlessThere(
  { stack, current, content }: ProposeOptions,
  name: string,
): Promise<void> {
  try {
    await stack.createChangeSet({
      ChangeSetName: name,
      ClientToken: name,
      ChangeSetType: current ? 'UPDATE' : 'CREATE',
      ...templateOf(content, current),
      Capabilities: content.capabilities as Capability[],
      Tags: Object.entries(content.tags).map(([Key, Value]) => ({
        Key,
        Value,
      })),
    });
  } catch (error) {
    if (!isError(error) || error.name !== 'ConflictError') {
      throw error;
    }
  }
}

function templateOf(
  { template, parameters }: StackContent,
  current: Stack | undefined,
): Partial<CreateChangeSetCommandInput> {
  if (template === 'previous') {
    return {
      UsePreviousTemplate: true,
      // Deploys what nobody has changed: only this compares with what there is.
      DeploymentMode: 'REVERT_DRIFT',
      Parameters: current?.Parameters?.map(({ ParameterKey }) => ({
        ParameterKey,
        UsePreviousValue: true,
      })),
    };
  }
  return {
    ...('body' in template
      ? { TemplateBody: template.body }
      : { TemplateURL: template.url }),
    Parameters: Object.entries(parameters).map(
      ([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }),
    ),
  };
}

async function waitForChangeSet(
  { stack, pace: paceOptions, signal }: ProposeOptions,
  name: string,
): Promise<DescribeChangeSetCommandOutput | undefined> {
  const pace = new Pace(paceOptions);
  for (;;) {
    const changeSet = await stack.describeChangeSet(name);
    if (!changeSet?.Status || !isBeingMade(changeSet.Status)) {
      return changeSet;
    }
    try {
      await pace.pause({ news: false, signal });
    } catch {
      throw new StoppedWaitingError({ underWay: [] });
    }
  }
}

function isBeingMade(status: string): boolean {
  return status === 'CREATE_PENDING' || status === 'CREATE_IN_PROGRESS';
}

async function refuse(
  stack: CloudFormationStack,
  changeSet: DescribeChangeSetCommandOutput,
): Promise<undefined> {
  const reason = changeSet.StatusReason ?? 'CloudFormation gives no reason';
  if (nothingToDo.test(reason)) {
    await removeChangeSet(stack, changeSet.ChangeSetName!);
    return undefined;
  }
  const failures = /EarlyValidation/.test(reason)
    ? await stack.validationFailures(changeSet.ChangeSetId!).catch(() => [])
    : [];
  await removeChangeSet(stack, changeSet.ChangeSetName!);
  throw new StackFailedError({
    place: stack.place,
    statusReason: [reason, ...failures].join('; '),
  });
}

/**
 * Deletes a change set that nobody is going to execute. It does no harm where
 * it stays, so failing to delete it fails nothing.
 */
export async function removeChangeSet(
  stack: CloudFormationStack,
  name: string,
): Promise<void> {
  await stack.deleteChangeSet(name).catch(() => undefined);
}

function digestOf({ stack, current, content }: ProposeOptions): string {
  const sorted = (values: Record<string, string>) =>
    Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1));
  const digest = createHash('sha256')
    .update(
      JSON.stringify([
        stack.place,
        content.template,
        sorted(content.parameters),
        [...content.capabilities].sort(),
        sorted(content.tags),
        current?.StackId,
        current?.LastUpdatedTime ?? current?.CreationTime,
      ]),
    )
    .digest('hex');
  return `backstage-${digest.slice(0, 32)}`;
}

function toStackChange(change: ResourceChange): StackChange {
  return {
    action: changeAction(change),
    logicalId: change.LogicalResourceId!,
    type: change.ResourceType!,
    ...(change.Replacement === 'Conditional' && { perhaps: true }),
  };
}

function changeAction({
  Action,
  Replacement,
}: ResourceChange): StackChange['action'] {
  if (Action === 'Add' || Action === 'Import') {
    return 'add';
  }
  if (Action === 'Remove') {
    return 'remove';
  }
  return Replacement === 'True' || Replacement === 'Conditional'
    ? 'replace'
    : 'modify';
}
