import { setTimeout as sleep } from 'node:timers/promises';
import type { StackEventDetail } from '../DeploymentEvent';
import type { StackDeployment } from '../stack/StackDeployment';
import type { FinishedStack } from './runPhase';
import { StackFailedError } from '../stack/StackFailedError';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/**
 * IAM is eventually consistent: a role that was just made may not be usable
 * yet, and CodePipeline tries each when a pipeline is written.
 *
 * @public
 */
export interface RoleSettling {
  /** Milliseconds for which a role counts as new. Default 120000. */
  newFor?: number;
  /** Milliseconds before the first repetition; doubled each time. Default 10000. */
  firstWait?: number;
}

/** How CodePipeline and CodeBuild say that they cannot assume a role. */
const cannotAssume =
  /not authorized to perform:?\s*(?:sts:)?AssumeRole on\D*?(arn:\S+?:iam::(\d{12}):role\/\S+)/i;

/**
 * Runs again what failed because a role deployed a moment ago could not be
 * assumed, until the role is no longer new.
 */
export async function repeatWhileRolesSettle(options: {
  run: () => Promise<StackDeployment>;
  /** The stacks that may have made the role. */
  done: readonly FinishedStack[];
  onEvent: (event: StackEventDetail) => void;
  signal?: AbortSignal;
  settling?: RoleSettling;
}): Promise<StackDeployment> {
  const { run, done, onEvent, signal, settling = {} } = options;
  let wait = settling.firstWait ?? 10_000;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const role =
        error instanceof StackFailedError && cannotAssume.exec(error.reason);
      const newUntil = role
        ? madeAt(done, role[2]) + (settling.newFor ?? 120_000)
        : 0;
      if (!role || Date.now() >= newUntil) {
        throw error;
      }
      onEvent({ type: 'stack-repeated', reason: error.reason, wait });
      await pause(wait, signal);
      wait *= 2;
    }
  }
}

/** When the youngest change in an account was done; milliseconds since 1970. */
function madeAt(done: readonly FinishedStack[], account: string): number {
  return Math.max(
    0,
    ...done
      .filter(
        stack => stack.account === account && stack.outcome !== 'unchanged',
      )
      .map(({ finishedAt }) => finishedAt),
  );
}

async function pause(wait: number, signal?: AbortSignal): Promise<void> {
  try {
    await sleep(wait, undefined, { signal });
  } catch {
    throw new StoppedWaitingError({ underWay: [] });
  }
}
