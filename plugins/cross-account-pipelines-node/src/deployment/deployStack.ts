import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import type { AwsAccountClients } from '../aws';
import { additions } from './additions';
import { CloudFormationStack } from './CloudFormationStack';
import type { StackEventDetail } from './DeploymentEvent';
import { describePlace } from './StackPlace';
import { describeOutcome, type StackDeployment } from './StackDeployment';
import { followStack } from './followStack';
import { isUpToDate } from './isUpToDate';
import type { PaceOptions } from './Pace';
import {
  proposeChanges,
  removeChangeSet,
  type Proposal,
  type StackContent,
} from './proposeChanges';
import { StackEventFeed } from './StackEventFeed';
import { StackFailedError } from './StackFailedError';
import { MAX_INLINE_TEMPLATE } from './uploadTemplate';
import { isSuccess, stackCondition, wayOut } from './StackStatus';

/**
 * What is remembered of a submit; nothing secret.
 *
 * @public
 */
export type Submitted = { stackId: string };

/**
 * Submits once for a key, and gives what was remembered when the same key comes
 * again, even after a restart; `ctx.checkpoint` of a scaffolder action.
 *
 * @public
 */
export type Checkpoint = (
  key: string,
  submit: () => Promise<Submitted>,
) => Promise<Submitted>;

/**
 * @public
 */
export interface DeployStackOptions {
  /** Of the stack's account and Region, to deploy with. */
  clients: AwsAccountClients;
  stackName: string;
  template: { file: string; text: string };
  parameters?: Record<string, string>;
  capabilities?: string[];
  tags?: Record<string, string>;
  /**
   * Where a template that is too large to be sent itself is put, as an https
   * URL. Without it such a template is refused.
   */
  uploadTemplate?: (text: string) => Promise<string>;
  /** Lists the changes, makes none. */
  dryRun?: boolean;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  onEvent?: (event: StackEventDetail) => void;
  checkpoint?: Checkpoint;
  pace?: PaceOptions;
}

const submitAlways: Checkpoint = (_, submit) => submit();

/**
 * Brings one stack to what it should be, and waits until it is.
 *
 * It looks before it writes: what is up to date is left alone, an operation
 * under way is followed, a stack that never came to be is deleted and created
 * anew. So it can be repeated at any time, also after it was interrupted.
 *
 * @throws StackFailedError when CloudFormation cannot do it; the error names
 * the resource that failed first
 * @throws StoppedWaitingError when the signal is aborted
 * @throws ConflictError when a person has to mend the stack first
 *
 * @public
 */
export async function deployStack(
  options: DeployStackOptions,
): Promise<StackDeployment> {
  const stack = new CloudFormationStack(options);
  const { dryRun = false, onEvent = () => {} } = options;
  const found = await settle(stack, options);
  const { current } = found;
  if (
    current &&
    (await isUpToDate({
      stack,
      current,
      template: options.template,
      parameters: options.parameters ?? {},
      tags: options.tags ?? {},
    }))
  ) {
    return describeOutcome(stack.place, 'unchanged', current);
  }

  if (found.leftover) {
    const changes = additions(options.template);
    onEvent({ type: 'changes-planned', changes, dryRun: true });
    return describeOutcome(stack.place, 'created', undefined, changes);
  }
  const proposal = await propose(stack, found, options);
  if (!proposal) {
    return describeOutcome(stack.place, 'unchanged', current);
  }
  const { changes } = proposal;
  onEvent({ type: 'changes-planned', changes, dryRun });
  const outcome = current ? 'updated' : 'created';
  if (dryRun) {
    await removeChangeSet(stack, proposal.changeSetName);
    await removeShell(stack, found);
    return describeOutcome(stack.place, outcome, current, changes);
  }
  const deployed = await execute(stack, proposal, options);
  return describeOutcome(stack.place, outcome, deployed, changes);
}

/** The stack when nothing is being done to it. */
interface SettledStack {
  /** Absent when it has to be created. */
  current?: Stack;
  /** Whether there was something of its name, if only change sets. */
  existed: boolean;
  /** What is there has to be deleted first; a dry run leaves it. */
  leftover?: boolean;
}

async function settle(
  stack: CloudFormationStack,
  options: DeployStackOptions,
): Promise<SettledStack> {
  const { onEvent = () => {}, dryRun } = options;
  for (;;) {
    const current = await stack.describe();
    const status = current?.StackStatus;
    if (!current || !status) {
      return { existed: false };
    }
    switch (stackCondition(status)) {
      case 'ready':
        return { current, existed: true };
      case 'in review':
        return { existed: true };
      case 'busy':
        onEvent({ type: 'stack-followed', status });
        await follow(stack, current, options);
        break;
      case 'never created':
        if (dryRun) {
          return { existed: true, leftover: true };
        }
        await removeLeftover(stack, current, options);
        break;
      default:
        throw new ConflictError(
          `The ${describePlace(stack.place)} is ${status}${
            current.StackStatusReason ? ` (${current.StackStatusReason})` : ''
          }: ${wayOut(status)}`,
        );
    }
  }
}

async function follow(
  stack: CloudFormationStack,
  { StackId: stackId }: Stack,
  { onEvent = () => {}, pace, signal }: DeployStackOptions,
): Promise<void> {
  await followStack({
    stack,
    stackId: stackId!,
    events: StackEventFeed.ofCurrentOperation(stack, stackId!),
    onEvent,
    pace,
    signal,
  });
}

async function removeLeftover(
  stack: CloudFormationStack,
  leftover: Stack,
  options: DeployStackOptions,
): Promise<void> {
  const status = leftover.StackStatus!;
  const kept = (await stack.resources()).filter(
    ({ ResourceStatus }) =>
      !['DELETE_COMPLETE', 'CREATE_FAILED'].includes(ResourceStatus!),
  );
  if (kept.length > 0) {
    throw new ConflictError(
      `The ${describePlace(
        stack.place,
      )} could not be created (${status}) and left behind ${kept
        .map(({ PhysicalResourceId, ResourceType }) =>
          [PhysicalResourceId, `(${ResourceType})`].join(' '),
        )
        .join(', ')}: delete what is not wanted, then the stack, and run again`,
    );
  }
  options.onEvent?.({ type: 'leftover-removed', status });
  const events = await StackEventFeed.fromNow(stack, leftover.StackId!);
  await stack.delete(leftover.StackId!);
  await followStack({
    stack,
    stackId: leftover.StackId!,
    events,
    onEvent: options.onEvent ?? (() => {}),
    pace: options.pace,
    signal: options.signal,
  });
}

async function propose(
  stack: CloudFormationStack,
  found: SettledStack,
  options: DeployStackOptions,
): Promise<Proposal | undefined> {
  try {
    return await proposeChanges({
      stack,
      current: found.current,
      content: await contentOf(options, stack),
      pace: options.pace,
      signal: options.signal,
    });
  } catch (error) {
    if (error instanceof StackFailedError) {
      await removeShell(stack, found);
    }
    throw error;
  }
}

/** A change set for a new stack leaves an empty one behind. */
async function removeShell(
  stack: CloudFormationStack,
  found: SettledStack,
): Promise<void> {
  const shell = found.existed ? undefined : await stack.describe();
  if (shell?.StackStatus === 'REVIEW_IN_PROGRESS') {
    await stack.delete(shell.StackId!);
  }
}

async function contentOf(
  options: DeployStackOptions,
  { place }: CloudFormationStack,
): Promise<StackContent> {
  const { template, uploadTemplate } = options;
  const bytes = Buffer.byteLength(template.text);
  const own = {
    parameters: options.parameters ?? {},
    capabilities: options.capabilities ?? [],
    tags: options.tags ?? {},
  };
  if (bytes <= MAX_INLINE_TEMPLATE) {
    return { ...own, template: { body: template.text } };
  }
  if (!uploadTemplate) {
    throw new ConflictError(
      `Template ${template.file} of ${describePlace(
        place,
      )} has ${bytes.toLocaleString(
        'en',
      )} bytes. CloudFormation takes ${MAX_INLINE_TEMPLATE.toLocaleString(
        'en',
      )} at most, or a larger one from a bucket of that account; there is none. Make the template smaller`,
    );
  }
  return { ...own, template: { url: await uploadTemplate(template.text) } };
}

async function execute(
  stack: CloudFormationStack,
  proposal: Proposal,
  options: DeployStackOptions,
): Promise<Stack> {
  const { place } = stack;
  const { checkpoint = submitAlways, onEvent = () => {} } = options;
  let events = StackEventFeed.ofCurrentOperation(stack, proposal.stackId);
  // A change set's id differs from that of every other, so that what was
  // remembered for one is never taken for another.
  const changeSet = proposal.changeSetId.split('/').pop()!;
  const { stackId } = await checkpoint(
    ['deploy', place.account, place.region, place.stackName, changeSet].join(
      '/',
    ),
    async () => {
      events = await StackEventFeed.fromNow(stack, proposal.stackId);
      await stack.executeChangeSet(proposal.changeSetName, changeSet);
      return { stackId: proposal.stackId };
    },
  );
  const { stack: ended, failed } = await followStack({
    stack,
    stackId,
    events,
    total: proposal.changes.length,
    onEvent,
    pace: options.pace,
    signal: options.signal,
  });
  if (!isSuccess(ended.StackStatus!)) {
    throw new StackFailedError({
      place,
      status: ended.StackStatus!,
      statusReason: ended.StackStatusReason,
      resource: failed,
    });
  }
  return ended;
}
