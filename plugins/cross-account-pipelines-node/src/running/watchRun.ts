import { ConflictError } from '@backstage/errors';
import {
  assessPipeline,
  type ConfiguredAccount,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../aws';
import { collectEstate } from '../collection';
import {
  type ExplainedFailure,
  explainRun,
  followRun,
  type RunEvent,
} from './followRun';

/** Seconds that a run may take, approvals included. */
const DEFAULT_TIMEOUT = 3_600;

/**
 * A run that has ended, and why it failed where it did.
 *
 * @public
 */
export interface WatchedRun {
  run: PipelineExecution;
  failures: ExplainedFailure[];
}

/**
 * The run took longer than anybody wanted to wait; it goes on.
 *
 * @public
 */
export class RunGoesOnError extends ConflictError {
  constructor(executionId: string, seconds: number) {
    super(`Run ${executionId} goes on after ${seconds} s; it was not stopped`);
  }
}

/**
 * Follows a run to its end. Where it does not succeed, the pipeline as AWS has
 * it then tells why.
 *
 * @throws RunGoesOnError when it takes too long
 * @throws NotFoundError when there is no such run
 *
 * @public
 */
export async function watchRun(options: {
  clients: AwsClients;
  accounts?: ConfiguredAccount[];
  pipelineArn: string;
  executionId: string;
  onEvent?: (event: RunEvent) => void;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  /** How long the run may take, approvals included. Default an hour. */
  timeoutSeconds?: number;
  signal?: AbortSignal;
}): Promise<WatchedRun> {
  const { clients, accounts, pipelineArn, executionId } = options;
  const { onBehalfOf, signal, timeoutSeconds = DEFAULT_TIMEOUT } = options;
  const end = AbortSignal.timeout(timeoutSeconds * 1_000);
  const run = await followRun({
    ...options,
    signal: signal ? AbortSignal.any([signal, end]) : end,
  }).catch(error => {
    if (end.aborted && !signal?.aborted) {
      throw new RunGoesOnError(executionId, timeoutSeconds);
    }
    throw error;
  });
  if (run.status === 'Succeeded') {
    return { run, failures: [] };
  }
  // What AWS said of the failure counts without it, too.
  const estate = await collectEstate({
    clients,
    pipelineArn,
    onBehalfOf,
    signal,
  }).catch(() => undefined);
  const report = estate && assessPipeline({ estate, pipelineArn, accounts });
  return { run, failures: explainRun({ run, report }) };
}
