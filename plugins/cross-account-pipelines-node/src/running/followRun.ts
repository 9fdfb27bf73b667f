import { NotFoundError } from '@backstage/errors';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Explanation,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ActionExecution,
  parsePipelineArn,
  type PipelineExecution,
  weighByReport,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { type AwsClients, toReadableError } from '../aws';
import { readExecutions } from './readExecutions';

/**
 * What happens in a run, as it happens.
 *
 * @public
 */
export type RunEvent =
  | { type: 'stage-changed'; stage: string; status: string }
  | ({ type: 'action-changed'; stage: string } & ActionExecution)
  | { type: 'approval-waits'; stage: string; action: string }
  | { type: 'run-ended'; status: string };

/** As `codepipeline/latest/APIReference/API_PipelineExecution` lists them. */
const ends = ['Succeeded', 'Failed', 'Stopped', 'Superseded', 'Cancelled'];

/** Tells what is different from what it told last. */
class News {
  private readonly told = new Map<string, string>();

  constructor(private readonly onEvent: (event: RunEvent) => void) {}

  tell({ stages, status }: PipelineExecution): void {
    for (const stage of stages) {
      for (const action of stage.actions) {
        const where = `${stage.name}/${action.name}`;
        if (action.waitsForApproval) {
          this.once(where, 'waits', {
            type: 'approval-waits',
            stage: stage.name,
            action: action.name,
          });
        } else {
          this.once(where, action.status, {
            type: 'action-changed',
            stage: stage.name,
            ...action,
          });
        }
      }
      this.once(stage.name, stage.status, {
        type: 'stage-changed',
        stage: stage.name,
        status: stage.status,
      });
    }
    if (ends.includes(status)) {
      this.once('', status, { type: 'run-ended', status });
    }
  }

  private once(what: string, state: string, event: RunEvent): void {
    if (this.told.get(what) !== state) {
      this.told.set(what, state);
      this.onEvent(event);
    }
  }
}

/**
 * Follows a run to its end, stage by stage. Waits for approvals, too, for as
 * long as the signal lets it.
 *
 * @returns the run as it ended
 * @throws NotFoundError when there is no such run
 * @throws what ends the signal
 *
 * @public
 */
export async function followRun(options: {
  clients: AwsClients;
  pipelineArn: string;
  executionId: string;
  onEvent?: (event: RunEvent) => void;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  /** Milliseconds between questions, after the first few. Default 5000. */
  interval?: number;
  signal?: AbortSignal;
}): Promise<PipelineExecution> {
  const {
    clients,
    executionId,
    onBehalfOf,
    signal,
    interval = 5_000,
  } = options;
  const { account, region, name } = parsePipelineArn(options.pipelineArn)!;
  const news = new News(options.onEvent ?? (() => {}));
  // Somebody looks on, and a run that is refused ends at once.
  for (let wait = interval / 10; ; wait = Math.min(wait * 2, interval)) {
    const { codePipeline } = await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    });
    const executions = await readExecutions({
      codePipeline,
      pipelineName: name,
      signal,
    }).catch(error => {
      signal?.throwIfAborted();
      throw toReadableError(error, {
        operation: 'codepipeline:GetPipelineState',
        account,
        region,
      });
    });
    const run = executions.find(({ id }) => id === executionId);
    if (!run) {
      throw new NotFoundError(
        `Pipeline ${name} has no run ${executionId} among its newest`,
      );
    }
    news.tell(run);
    if (ends.includes(run.status)) {
      return run;
    }
    await sleep(wait, undefined, { signal });
  }
}

/**
 * An action that failed, and what the pipeline as it is makes of its error.
 *
 * @public
 */
export interface ExplainedFailure {
  stage: string;
  action: string;
  /** AWS's own words. */
  message: string;
  /** Most likely first. */
  explanations: Explanation[];
}

/**
 * Why a run failed.
 *
 * @param options - `report`: the pipeline as AWS has it now; without it the
 * text alone tells
 *
 * @public
 */
export function explainRun(options: {
  run: PipelineExecution;
  report?: PipelineReport;
}): ExplainedFailure[] {
  const { run, report } = options;
  return run.stages.flatMap(stage =>
    stage.actions.flatMap(({ name, error }) => {
      if (!error) {
        return [];
      }
      const { message, explanations } = error;
      return [
        {
          stage: stage.name,
          action: name,
          message,
          explanations: report
            ? weighByReport({ explanations, report })
            : explanations,
        },
      ];
    }),
  );
}
