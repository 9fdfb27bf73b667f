import type { AwsAccountClients } from '../../aws';
import { CloudFormationStack } from './CloudFormationStack';
import type { StackEventDetail } from '../DeploymentEvent';
import { describeOutcome, type StackDeployment } from './StackDeployment';
import { followStack } from './followStack';
import type { PaceOptions } from './Pace';
import { requireOwnStack } from '../ownership/requireOwnStacks';
import { StackEventFeed } from './StackEventFeed';
import { StackFailedError } from './StackFailedError';
import { stackCondition } from './StackStatus';

/**
 * @public
 */
export interface DeleteStackOptions {
  /** Of the stack's account and Region, to deploy with. */
  clients: AwsAccountClients;
  stackName: string;
  /** Those that it was deployed with: they say whose it is. */
  tags?: Record<string, string>;
  /** Whoever it belongs to by its tag: somebody has looked already. */
  anyOwner?: boolean;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  onEvent?: (event: StackEventDetail) => void;
  pace?: PaceOptions;
}

/**
 * Deletes one stack and waits until it is gone; an operation under way is
 * followed first. What its template retains stays.
 *
 * @returns outcome `unchanged` when there is no such stack
 * @throws StackFailedError that names the first resource that could not be
 * deleted
 * @throws StoppedWaitingError when the signal is aborted
 * @throws ConflictError when it is another entity's by its tag
 * `backstage-component`
 *
 * @public
 */
export async function deleteStack(
  options: DeleteStackOptions,
): Promise<StackDeployment> {
  const stack = new CloudFormationStack(options);
  const { onEvent, pace, signal } = options;
  const following = { stack, onEvent, pace, signal };
  let current = await stack.describe();
  if (current && !options.anyOwner) {
    requireOwnStack({ place: stack.place, current, tags: options.tags });
  }
  while (current && stackCondition(current.StackStatus!) === 'busy') {
    const status = current.StackStatus!;
    onEvent?.({ type: 'stack-followed', status });
    const events = StackEventFeed.ofCurrentOperation(stack, current.StackId!);
    const ended = await followStack({ ...following, current, events });
    if (ended.stack.StackStatus === 'DELETE_COMPLETE') {
      return describeOutcome(stack.place, 'deleted', current);
    }
    current = await stack.describe();
  }
  if (!current) {
    return describeOutcome(stack.place, 'unchanged');
  }
  const events = await StackEventFeed.fromNow(stack, current.StackId!);
  await stack.delete(current.StackId!);
  const ended = await followStack({ ...following, current, events });
  if (ended.stack.StackStatus !== 'DELETE_COMPLETE') {
    throw new StackFailedError({
      place: stack.place,
      status: ended.stack.StackStatus!,
      statusReason: ended.stack.StackStatusReason,
      resource: ended.failed,
    });
  }
  return describeOutcome(stack.place, 'deleted', current);
}
