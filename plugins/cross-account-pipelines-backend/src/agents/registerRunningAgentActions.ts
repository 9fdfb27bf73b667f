import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { PipelineRuns } from 'backstage-plugin-cross-account-pipelines-node';
import type { z } from 'zod';
import { readRequest } from '../routes/readRequest';
import { requestSchemas } from '../routes/requestSchemas';
import type { RouteServices } from '../routes/RouteServices';
import { runPipeline } from '../routes/runPipeline';

interface RunningAction<S extends z.ZodType> {
  name: string;
  title: string;
  description: string;
  eventId: string;
  schema: S;
  /** What it takes beside the pipeline, for whoever calls. */
  fields: Parameters<ActionsRegistryService['register']>[0]['schema']['input'];
  destructive: boolean;
  work(
    runs: PipelineRuns,
    run: { pipelineArn: string; onBehalfOf: string } & z.output<S>,
  ): Promise<string | void>;
}

/**
 * What people start, stop and answer, as actions for agents. They do it in the
 * name of a user, where he may; a portal has to switch them on.
 */
export function registerRunningAgentActions(
  registry: ActionsRegistryService,
  services: RouteServices,
): void {
  const register = <S extends z.ZodType>(action: RunningAction<S>) =>
    registry.register({
      name: action.name,
      title: action.title,
      description: action.description,
      attributes: {
        readOnly: false,
        idempotent: false,
        destructive: action.destructive,
      },
      schema: {
        input: action.fields as any,
        output: z => z.object({ executionId: z.string().optional() }),
      },
      action: async ({ input, credentials }) => {
        const { pipelineArn, ...rest } = input as { pipelineArn: string };
        const asked = readRequest(action.schema, rest) as object;
        const executionId = await runPipeline(services, {
          eventId: action.eventId,
          pipelineArn,
          identify: async () => credentials,
          work: run => action.work(services.runs, { ...run, ...asked } as any),
        });
        return { output: executionId ? { executionId } : {} };
      },
    });

  register({
    name: 'start-pipeline',
    title: 'Start a pipeline',
    description:
      'Starts a run of a pipeline, with values of its variables and source revisions where they are given.',
    eventId: 'pipeline-start',
    schema: requestSchemas.start,
    destructive: false,
    fields: z =>
      z.object({
        pipelineArn: z.string(),
        variables: z.record(z.string()).optional(),
        sourceRevisions: z
          .array(
            z.object({
              action: z.string(),
              type: z.enum([
                'COMMIT_ID',
                'IMAGE_DIGEST',
                'S3_OBJECT_VERSION_ID',
                'S3_OBJECT_KEY',
              ]),
              value: z.string(),
            }),
          )
          .optional(),
      }),
    work: (runs, run) => runs.start(run),
  });
  register({
    name: 'stop-pipeline-run',
    title: 'Stop a run of a pipeline',
    description:
      'Stops a run. What an action is doing is finished first, unless it is abandoned.',
    eventId: 'pipeline-stop',
    schema: requestSchemas.stop,
    destructive: true,
    fields: z =>
      z.object({
        pipelineArn: z.string(),
        executionId: z.string(),
        abandon: z.boolean().optional(),
        reason: z.string().optional(),
      }),
    work: (runs, run) => runs.stop(run),
  });
  register({
    name: 'retry-pipeline-stage',
    title: 'Retry a stage of a pipeline',
    description: 'Runs the failed actions of a stage again.',
    eventId: 'pipeline-retry',
    schema: requestSchemas.retry,
    destructive: false,
    fields: z =>
      z.object({
        pipelineArn: z.string(),
        executionId: z.string(),
        stage: z.string(),
      }),
    work: (runs, run) => runs.retry(run),
  });
  register({
    name: 'roll-back-pipeline-stage',
    title: 'Roll back a stage of a pipeline',
    description:
      'Runs a stage with what an earlier run had brought there: the one that is named, or the last that succeeded before the present one.',
    eventId: 'pipeline-rollback',
    schema: requestSchemas.rollback,
    destructive: true,
    fields: z =>
      z.object({
        pipelineArn: z.string(),
        stage: z.string(),
        targetExecutionId: z.string().optional(),
      }),
    work: (runs, run) => runs.rollBack(run),
  });
  register({
    name: 'answer-pipeline-approval',
    title: 'Answer an approval of a pipeline',
    description:
      'Approves or rejects what a manual approval of that run waits for, and of no later one.',
    eventId: 'pipeline-approval',
    schema: requestSchemas.approval,
    destructive: true,
    fields: z =>
      z.object({
        pipelineArn: z.string(),
        executionId: z.string(),
        stage: z.string(),
        action: z.string(),
        approve: z.boolean(),
        comment: z.string(),
      }),
    work: (runs, run) => runs.answerApproval(run),
  });
}
