import { isError } from '@backstage/errors';
import pLimit from 'p-limit';
import type {
  ManifestStack,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  DeploymentEvent,
  DeploymentPhase,
  StackEventDetail,
} from '../DeploymentEvent';
import {
  DeploymentFailedError,
  failureReason,
  type StackFailure,
} from './DeploymentFailedError';
import type { StackDeployment } from '../stack/StackDeployment';
import { STACKS_AT_A_TIME } from '../stacksAtATime';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/** A stack that is through, and when; milliseconds since 1970. */
export interface FinishedStack extends StackDeployment {
  finishedAt: number;
}

interface RunPhaseOptions {
  phase: DeploymentPhase;
  stacks: ManifestStack[];
  /** Stacks at a time. Default 100. */
  concurrency?: number;
  run: (
    stack: ManifestStack,
    onEvent: (event: StackEventDetail) => void,
  ) => Promise<StackDeployment>;
  onEvent: (event: DeploymentEvent) => void;
  /** What the phases before it were through with. */
  done?: readonly StackDeployment[];
  /** Nothing is done. */
  dryRun?: boolean;
  signal?: AbortSignal;
  /** What follows when a stack fails, as a clause. */
  consequence?: string;
}

/**
 * Works through the stacks of one phase in parallel. One that fails does not
 * stop the others.
 *
 * @throws DeploymentFailedError when any failed
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function runPhase(
  options: RunPhaseOptions,
): Promise<FinishedStack[]> {
  const { phase, stacks, concurrency = STACKS_AT_A_TIME, onEvent } = options;
  if (stacks.length === 0) {
    return [];
  }
  onEvent({ type: 'phase-started', phase, stacks: stacks.length });
  const limit = pLimit(concurrency);
  const failures: StackFailure[] = [];
  const finished = await Promise.all(
    stacks.map(stack =>
      limit(async () => {
        try {
          return await runStack(stack, options);
        } catch (error) {
          const { account, region, stackName } = stack;
          failures.push({
            place: { account, region, stackName },
            error: isError(error) ? (error as Error) : new Error(String(error)),
          });
          return undefined;
        }
      }),
    ),
  );
  stopIfAborted(options, failures, finished);
  if (failures.length > 0) {
    throw new DeploymentFailedError({
      phase,
      failures,
      stacks: stacks.length,
      consequence: options.consequence,
    });
  }
  return finished.flatMap(stack => stack ?? []);
}

async function runStack(
  stack: ManifestStack,
  { run, onEvent, dryRun, signal }: RunPhaseOptions,
): Promise<FinishedStack> {
  const { account, region, stackName } = stack;
  const place: StackPlace = { account, region, stackName };
  const report = (event: StackEventDetail) => onEvent({ ...place, ...event });
  const startedAt = Date.now();
  if (signal?.aborted) {
    throw new StoppedWaitingError({ underWay: [] });
  }
  try {
    const deployment = await run(stack, report);
    const finishedAt = Date.now();
    report({
      type: 'stack-finished',
      outcome: deployment.outcome,
      duration: finishedAt - startedAt,
      ...(dryRun && { dryRun }),
    });
    return { ...deployment, finishedAt };
  } catch (error) {
    if (!(error instanceof StoppedWaitingError)) {
      report({ type: 'stack-failed', reason: failureReason(error as Error) });
    }
    throw error;
  }
}

function stopIfAborted(
  options: RunPhaseOptions,
  failures: StackFailure[],
  finished: Array<FinishedStack | undefined>,
): void {
  const { signal } = options;
  const stopped = failures.flatMap(({ error }) =>
    error instanceof StoppedWaitingError ? [error] : [],
  );
  if (signal?.aborted && stopped.length > 0) {
    throw new StoppedWaitingError({
      underWay: stopped.flatMap(({ underWay }) => underWay),
      cancelled: stopped.flatMap(({ cancelled }) => cancelled),
      done: [...(options.done ?? []), ...finished.flatMap(stack => stack ?? [])]
        .filter(({ outcome }) => outcome !== 'unchanged')
        .map(({ account, region, stackName }) => ({
          account,
          region,
          stackName,
        })),
    });
  }
}
