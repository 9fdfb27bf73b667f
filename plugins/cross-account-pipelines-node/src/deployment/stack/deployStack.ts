import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import type { AwsAccountClients } from '../../aws';
import {
  describePlace,
  parseTemplate,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { additions } from './additions';
import { CloudFormationStack } from './CloudFormationStack';
import type { DeployedStack } from './DeployedStack';
import type { StackEventDetail } from '../DeploymentEvent';
import { describeOutcome, type StackDeployment } from './StackDeployment';
import { followStack } from './followStack';
import { hasSameInputs } from './hasSameInputs';
import { isSameState } from '../isSameState';
import type { PaceOptions } from './Pace';
import {
  proposeChanges,
  removeChangeSet,
  type Proposal,
  type StackContent,
} from './proposeChanges';
import {
  holdsNothing,
  requireOwnStack,
  type Adoption,
} from '../ownership/requireOwnStacks';
import { StackEventFeed } from './StackEventFeed';
import { StackFailedError } from './StackFailedError';
import { StoppedWaitingError } from './StoppedWaitingError';
import { MAX_INLINE_TEMPLATE } from './uploadTemplate';
import { settleStack, type SettledStack } from './settleStack';
import { isSuccess } from './StackStatus';

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
   * Asked of a stack without an owner: why it may not be taken over. Default:
   * none may.
   */
  adoption?: Adoption;
  /**
   * Where a template that is too large to be sent itself is put, as an https
   * URL. Without it such a template is refused.
   */
  uploadTemplate?: (text: string) => Promise<string>;
  /**
   * What was read of the stack before: its template is not read again while the
   * stack is the same.
   */
  known?: Pick<DeployedStack, 'stack' | 'template'>;
  /**
   * Undoes what was changed outside CloudFormation: deploys what was deployed
   * last, with the parameters that it had, where CloudFormation finds that
   * something differs from it.
   */
  revertDrift?: boolean;
  /** Lists the changes, makes none. */
  dryRun?: boolean;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  onEvent?: (event: StackEventDetail) => void;
  checkpoint?: Checkpoint;
  pace?: PaceOptions;
}

/** How often a stack is looked at because somebody else works on it. */
const MAX_BEGINNINGS = 3;

const submitAlways: Checkpoint = (_, submit) => submit();

/**
 * Brings one stack to what it should be, and waits until it is.
 *
 * It looks before it writes: what is up to date is left alone, an operation
 * under way is followed, a stack that never came to be is deleted and created
 * again. So it can be repeated at any time, also after it was interrupted.
 *
 * @throws StackFailedError when CloudFormation cannot do it; the error names
 * the resource that failed first
 * @throws StoppedWaitingError when the signal is aborted
 * @throws ConflictError when a person has to mend the stack first, or it is
 * another entity's by its tag `backstage-component`
 *
 * @public
 */
export async function deployStack(
  options: DeployStackOptions,
): Promise<StackDeployment> {
  for (let left = MAX_BEGINNINGS; ; left--) {
    const deployment = await deployUnlessOvertaken(options, left > 1);
    if (deployment) {
      return deployment;
    }
  }
}

/** @returns undefined when somebody was quicker, which `mayBegin` asks about */
async function deployUnlessOvertaken(
  options: DeployStackOptions,
  mayBegin: boolean,
): Promise<StackDeployment | undefined> {
  const stack = new CloudFormationStack(options);
  const { dryRun = false, onEvent = () => {} } = options;
  const found = await settleStack(stack, options);
  const { current } = found;
  if (current) {
    requireOwnStack({ ...options, place: stack.place, current });
  }
  if (
    current &&
    !options.revertDrift &&
    (await isUpToDate(stack, current, options))
  ) {
    return describeOutcome(stack.place, 'unchanged', current);
  }

  if (found.leftover) {
    const changes = additions(options.template);
    onEvent({ type: 'changes-planned', changes, dryRun: true });
    return describeOutcome(stack.place, 'created', undefined, changes);
  }
  let proposal: Proposal | undefined;
  try {
    proposal = await propose(stack, found, options);
  } catch (error) {
    const isRefused =
      error instanceof StackFailedError || error instanceof StoppedWaitingError;
    if (mayBegin && !isRefused && (await isOvertaken(stack, found))) {
      return undefined;
    }
    throw error;
  }
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
  try {
    const deployed = await execute(stack, current, proposal, options);
    return describeOutcome(stack.place, outcome, deployed, changes);
  } catch (error) {
    throw error instanceof StoppedWaitingError
      ? await takeBack(stack.withoutSignal(), found, proposal)
      : error;
  }
}

/** Whether something was done to the stack since it was looked at. */
async function isOvertaken(
  stack: CloudFormationStack,
  { current }: SettledStack,
): Promise<boolean> {
  const now = await stack.describe().catch(() => current);
  return current
    ? !isSameState(current, now)
    : now !== undefined && !holdsNothing(now);
}

/** What was proposed is removed, what is being updated goes back. */
async function takeBack(
  stack: CloudFormationStack,
  found: SettledStack,
  proposal: Proposal,
): Promise<StoppedWaitingError> {
  const { place } = stack;
  const now = await stack.describe(proposal.stackId).catch(() => undefined);
  switch (now?.StackStatus) {
    case undefined:
      return new StoppedWaitingError({ underWay: [place] });
    case 'UPDATE_IN_PROGRESS':
      try {
        await stack.cancelUpdate(proposal.stackId);
        return new StoppedWaitingError({ underWay: [], cancelled: [place] });
      } catch {
        return new StoppedWaitingError({ underWay: [place] });
      }
    default:
      await removeChangeSet(stack, proposal.changeSetName);
      await removeShell(stack, found);
      return new StoppedWaitingError({
        underWay:
          now!.StackStatus!.endsWith('_IN_PROGRESS') &&
          now!.StackStatus !== 'REVIEW_IN_PROGRESS'
            ? [place]
            : [],
      });
  }
}

/** Found out without writing. Who may not read the template asks a change set. */
async function isUpToDate(
  stack: CloudFormationStack,
  current: Stack,
  { template, parameters = {}, tags, known }: DeployStackOptions,
): Promise<boolean> {
  const isSame = hasSameInputs(current, {
    template: parseTemplate(template),
    parameters,
    tags,
  });
  if (!isSame) {
    return false;
  }
  if (isSameState(current, known?.stack) && known?.template !== undefined) {
    return known.template === template.text;
  }
  try {
    return (await stack.template()) === template.text;
  } catch (error) {
    if (error instanceof StoppedWaitingError) {
      throw error;
    }
    return false;
  }
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
    if (
      error instanceof StackFailedError ||
      error instanceof StoppedWaitingError
    ) {
      await removeShell(stack.withoutSignal(), found);
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
  if (options.revertDrift) {
    return { ...own, template: 'previous' };
  }
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
  current: Stack | undefined,
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
    current: {
      StackId: stackId,
      StackStatus: current?.StackStatus ?? 'REVIEW_IN_PROGRESS',
    },
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
