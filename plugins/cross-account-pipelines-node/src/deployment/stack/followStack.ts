import type { Stack } from '@aws-sdk/client-cloudformation';
import type { CloudFormationStack } from './CloudFormationStack';
import type { StackEventDetail } from '../DeploymentEvent';
import { Pace, type PaceOptions } from './Pace';
import type { FeedEvent, StackEventFeed } from './StackEventFeed';
import type { FailedResource } from './StackFailedError';
import { StackSetProgress } from '../stackSet/StackSetProgress';
import { stackCondition } from './StackStatus';
import { StoppedWaitingError } from './StoppedWaitingError';

/** How an operation on a stack ended. */
export interface FollowedOperation {
  /** The stack as it is then; deleted stacks too. */
  stack: Stack;
  /** The resource that failed first. */
  failed?: FailedResource;
}

interface FollowOptions {
  stack: CloudFormationStack;
  /** The stack when this begins; another status of it is the operation's. */
  current: Pick<Stack, 'StackId' | 'StackStatus'>;
  events: StackEventFeed;
  /** Resources that the operation changes, where that is known. */
  total?: number;
  onEvent?: (event: StackEventDetail) => void;
  pace?: PaceOptions;
  signal?: AbortSignal;
}

/** Of so many looks that bring no event, one is at the stack itself. */
const QUIET_LOOKS = 3;

/** What CloudFormation says of resources it gave up because another failed. */
const cancelled = /cancell?ed/i;

/** Counts resources that are through and remembers what failed first. */
class Progress {
  private readonly through = new Set<string>();
  private resource?: FailedResource;
  private nestedStack?: FailedResource;

  constructor(
    private readonly options: Pick<
      FollowOptions,
      'events' | 'total' | 'onEvent'
    >,
  ) {}

  /** A nested stack fails because of a resource in it: that one is named. */
  get failed(): FailedResource | undefined {
    return this.resource ?? this.nestedStack;
  }

  add(event: FeedEvent): void {
    if (this.options.events.isOwn(event)) {
      return;
    }
    const status = event.ResourceStatus!;
    if (status.endsWith('_FAILED')) {
      this.fail(event);
    } else if (
      status.endsWith('_COMPLETE') &&
      !event.nestedStack &&
      !this.failed
    ) {
      this.through.add(event.LogicalResourceId!);
    }
    const { total } = this.options;
    this.options.onEvent?.({
      type: 'resource-changed',
      logicalId: event.LogicalResourceId!,
      resourceType: event.ResourceType!,
      status,
      reason: event.ResourceStatusReason,
      nestedStack: event.nestedStack,
      done: Math.min(this.through.size, total ?? Infinity),
      total,
    });
  }

  private fail(event: FeedEvent): void {
    const reason = event.ResourceStatusReason ?? 'no reason given';
    if (cancelled.test(reason)) {
      return;
    }
    const failed = {
      logicalId: event.LogicalResourceId!,
      type: event.ResourceType!,
      reason,
      nestedStack: event.nestedStack,
    };
    if (event.ResourceType === 'AWS::CloudFormation::Stack') {
      this.nestedStack ??= failed;
    } else {
      this.resource ??= failed;
    }
  }
}

/**
 * Reports what happens to a stack until the operation on it has ended.
 *
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function followStack(
  options: FollowOptions,
): Promise<FollowedOperation> {
  try {
    return await follow(options);
  } catch (error) {
    throw options.signal?.aborted
      ? new StoppedWaitingError({ underWay: [options.stack.place] })
      : error;
  }
}

async function follow(options: FollowOptions): Promise<FollowedOperation> {
  const { stack, current, events, signal } = options;
  const pace = new Pace(options.pace);
  const progress = new Progress(options);
  const stackSets = new StackSetProgress(options);
  let ended = false;
  let quiet = 0;
  for (;;) {
    const fresh = await events.next();
    for (const event of fresh) {
      progress.add(event);
      stackSets.add(event);
    }
    await stackSets.look();
    ended ||= fresh.some(
      event => events.isOwn(event) && hasEnded(event.ResourceStatus!),
    );
    quiet = fresh.length === 0 ? quiet + 1 : 0;
    // Events come late at times, and for some deletions not at all.
    if (ended || quiet % QUIET_LOOKS === 1) {
      const now = (await stack.describe(current.StackId)) ?? goneStack(stack);
      const status = now.StackStatus!;
      if (hasEnded(status) && (ended || status !== current.StackStatus)) {
        await stackSets.look();
        return { stack: now, failed: withPlaces(progress.failed, stackSets) };
      }
    }
    await pace.pause({ news: fresh.length > 0, signal });
  }
}

/** A StackSet fails because of accounts, of which CloudFormation names some. */
function withPlaces(
  failed: FailedResource | undefined,
  { failures }: StackSetProgress,
): FailedResource | undefined {
  return failed?.type === 'AWS::CloudFormation::StackSet' && failures.length > 0
    ? { ...failed, reason: failures.join('; ') }
    : failed;
}

function goneStack({ place }: CloudFormationStack): Stack {
  return {
    StackName: place.stackName,
    StackStatus: 'DELETE_COMPLETE',
    CreationTime: undefined,
  };
}

function hasEnded(status: string): boolean {
  return !['busy', 'in review'].includes(stackCondition(status));
}
