import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { CloudFormationStack } from './CloudFormationStack';
import type { StackEventDetail } from '../DeploymentEvent';
import { followStack } from './followStack';
import type { PaceOptions } from './Pace';
import { StackEventFeed } from './StackEventFeed';
import { stackCondition, wayOut } from './StackStatus';

/** The stack when nothing is being done to it. */
export interface SettledStack {
  /** Absent when it has to be created. */
  current?: Stack;
  /** Whether there was something of its name, if only change sets. */
  existed: boolean;
  /** What is there has to be deleted first; a dry run leaves it. */
  leftover?: boolean;
}

interface SettleOptions {
  /** Deletes nothing. */
  dryRun?: boolean;
  onEvent?: (event: StackEventDetail) => void;
  pace?: PaceOptions;
  signal?: AbortSignal;
}

/**
 * Waits until nothing is being done to a stack, and removes what is left of one
 * that never came to be.
 *
 * @throws ConflictError when a person has to mend the stack first
 */
export async function settleStack(
  stack: CloudFormationStack,
  options: SettleOptions,
): Promise<SettledStack> {
  const { dryRun, onEvent, pace, signal } = options;
  const following = { onEvent, pace, signal };
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
        onEvent?.({ type: 'stack-followed', status });
        await followStack({
          ...following,
          stack,
          current,
          events: StackEventFeed.ofCurrentOperation(stack, current.StackId!),
        });
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

async function removeLeftover(
  stack: CloudFormationStack,
  leftover: Stack,
  { onEvent, pace, signal }: SettleOptions,
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
  onEvent?.({ type: 'leftover-removed', status });
  const events = await StackEventFeed.fromNow(stack, leftover.StackId!);
  await stack.delete(leftover.StackId!);
  await followStack({
    stack,
    current: leftover,
    events,
    onEvent,
    pace,
    signal,
  });
}
