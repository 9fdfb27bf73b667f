import { setTimeout as sleep } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import type { StackEventDetail } from '../DeploymentEvent';
import type { FinishedStack } from './runPhase';
import { failureReason } from './DeploymentFailedError';
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
export async function repeatWhileRolesSettle<T>(options: {
  run: () => Promise<T>;
  /** The stacks that may have made the role. */
  done: ReadonlyArray<
    Pick<FinishedStack, 'account' | 'outcome' | 'finishedAt'>
  >;
  onEvent: (event: StackEventDetail) => void;
  signal?: AbortSignal;
  settling?: RoleSettling;
}): Promise<T> {
  const { run, done, onEvent, signal, settling = {} } = options;
  let wait = settling.firstWait ?? 10_000;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      const reason = isError(error) ? failureReason(error as Error) : '';
      const role = cannotAssume.exec(reason);
      const newUntil = role
        ? madeAt(done, role[2]) + (settling.newFor ?? 120_000)
        : 0;
      if (!role || Date.now() >= newUntil) {
        throw error;
      }
      onEvent({ type: 'stack-repeated', reason, wait });
      await pause(wait, signal);
      wait *= 2;
    }
  }
}

/** When the youngest change in an account was done; milliseconds since 1970. */
function madeAt(
  done: ReadonlyArray<
    Pick<FinishedStack, 'account' | 'outcome' | 'finishedAt'>
  >,
  account: string,
): number {
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
