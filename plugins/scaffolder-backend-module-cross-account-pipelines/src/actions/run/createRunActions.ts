import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  formatRunEvent,
  formatWatchedRun,
  watchRun,
} from 'backstage-plugin-cross-account-pipelines-node';
import { runExamples } from './createRunActions.examples';
import { BlockLog } from '../log/BlockLog';
import { pipelineConsoleUrl } from '../deploy/pipelineConsoleUrl';
import { requirePipelineArn } from '../requirePipelineArn';

/**
 * Actions that start, follow, stop and answer runs. They ask the plugin's
 * backend, which asks whether the user may and tells the auditor.
 */
export function createRunActions(options: {
  accounts: ConfiguredAccount[];
  auth: AuthService;
  client: Pick<
    CrossAccountPipelinesApi,
    | 'startPipeline'
    | 'stopExecution'
    | 'retryStage'
    | 'rollBackStage'
    | 'answerApproval'
  >;
  clients: AwsClients;
}) {
  const { accounts, auth, client, clients } = options;

  const requestOptions = async (ctx: {
    getInitiatorCredentials(): Promise<BackstageCredentials>;
    signal?: AbortSignal;
  }) => {
    const { token } = await auth.getPluginRequestToken({
      onBehalfOf: await ctx.getInitiatorCredentials(),
      targetPluginId: 'cross-account-pipelines',
    });
    return { token, signal: ctx.signal };
  };

  /**
   * @param said - what was done, for the log
   * @throws ConflictError when the run does not succeed, with what explains it
   */
  const follow = async (
    ctx: {
      logger: { info(text: string): void };
      output: (name: any, value: any) => void;
      user?: { ref?: string };
      signal?: AbortSignal;
    },
    said: string,
    run: { pipelineArn: string; executionId: string; timeoutSeconds?: number },
  ) => {
    const log = new BlockLog(text => ctx.logger.info(text));
    log.add(said);
    const watched = await watchRun({
      ...run,
      clients,
      accounts,
      onBehalfOf: ctx.user?.ref,
      signal: ctx.signal,
      onEvent: event => log.add(formatRunEvent(event)),
    }).finally(() => log.close());
    const { status } = watched.run;
    ctx.output('status', status);
    if (status !== 'Succeeded') {
      throw new ConflictError(formatWatchedRun(watched).join('\n'));
    }
  };

  const start = createTemplateAction({
    id: 'aws:codepipeline:start',
    description:
      'Starts a run of a pipeline and follows it stage by stage to its end, with approvals that wait. Fails when the run does not succeed, with the hop, the side and the remedy that explain it. Needs the permission cross-account-pipelines.pipeline.run for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples: runExamples.start,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        variables: z =>
          z
            .record(z.string())
            .optional()
            .describe("Values of the pipeline's variables, by their names"),
        sourceRevisions: z =>
          z
            .array(
              z.object({
                action: z.string().describe('Name of the source action'),
                type: z.enum([
                  'COMMIT_ID',
                  'IMAGE_DIGEST',
                  'S3_OBJECT_VERSION_ID',
                  'S3_OBJECT_KEY',
                ]),
                value: z.string(),
              }),
            )
            .optional()
            .describe('What source actions give in the place of the newest'),
        wait: z =>
          z
            .boolean()
            .optional()
            .describe('Whether to follow the run to its end. Default true'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .positive()
            .max(86_400)
            .optional()
            .describe(
              'How long the run may take, in seconds, approvals included. Default 3600',
            ),
      },
      output: {
        executionId: z => z.string().describe('The id of the run'),
        status: z =>
          z
            .string()
            .describe(
              'How it ended, as CodePipeline spells it, e.g. Succeeded',
            ),
        consoleUrl: z =>
          z.string().describe('The page of the pipeline in the AWS console'),
      },
    },
    async handler(ctx) {
      const { wait = true, timeoutSeconds, ...asked } = ctx.input;
      const { pipelineArn } = asked;
      requirePipelineArn(pipelineArn);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would start ${pipelineArn}`);
        return;
      }
      // A task that goes on after a restart follows the run that it started. A
      // step is one for all values of `each`.
      const executionId = await ctx.checkpoint({
        key: `start/${JSON.stringify(asked)}`,
        fn: async () =>
          (
            await client.startPipeline(asked, await requestOptions(ctx))
          ).executionId,
      });
      const consoleUrl = pipelineConsoleUrl(parsePipelineArn(pipelineArn)!);
      ctx.output('executionId', executionId);
      ctx.output('consoleUrl', consoleUrl);
      const started = `Started run ${executionId}\n${consoleUrl}`;
      if (!wait) {
        ctx.logger.info(started);
        return;
      }
      await follow(ctx, started, { pipelineArn, executionId, timeoutSeconds });
    },
  });

  const rollback = createTemplateAction({
    id: 'aws:codepipeline:rollback',
    description:
      'Runs a stage of a pipeline with what an earlier run had brought there, and follows that to its end. Needs the permission cross-account-pipelines.pipeline.run for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples: runExamples.rollback,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        stage: z => z.string().describe('The stage'),
        targetExecutionId: z =>
          z
            .string()
            .optional()
            .describe(
              'The run to go back to. Default: the last that succeeded in the stage before the present one',
            ),
      },
      output: {
        executionId: z => z.string().describe('The id of the new run'),
        status: z => z.string().describe('How it ended'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, stage } = ctx.input;
      requirePipelineArn(pipelineArn);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would roll back stage ${stage} of ${pipelineArn}`);
        return;
      }
      const executionId = await ctx.checkpoint({
        key: `rollback/${JSON.stringify(ctx.input)}`,
        fn: async () =>
          (
            await client.rollBackStage(ctx.input, await requestOptions(ctx))
          ).executionId,
      });
      ctx.output('executionId', executionId);
      await follow(ctx, `Rolls stage ${stage} back in run ${executionId}`, {
        pipelineArn,
        executionId,
      });
    },
  });

  const approve = createTemplateAction({
    id: 'aws:codepipeline:approve',
    description:
      'Approves or rejects what a manual approval of a run waits for, and of no later run. Needs the permission cross-account-pipelines.pipeline.run for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples: runExamples.approve,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        executionId: z => z.string().describe('The run'),
        stage: z => z.string().describe('The stage'),
        action: z => z.string().describe('The approval action'),
        approve: z =>
          z.boolean().optional().describe('False rejects. Default true'),
        comment: z =>
          z.string().optional().describe('What is kept beside the answer'),
      },
    },
    async handler(ctx) {
      const { approve: isApproved = true, comment = '', ...run } = ctx.input;
      requirePipelineArn(run.pipelineArn);
      const what = `${run.stage}/${run.action} of run ${run.executionId}`;
      if (ctx.isDryRun) {
        ctx.logger.info(`Would answer ${what}`);
        return;
      }
      await client.answerApproval(
        { ...run, approve: isApproved, comment },
        await requestOptions(ctx),
      );
      ctx.logger.info(`${isApproved ? 'Approved' : 'Rejected'} ${what}`);
    },
  });

  const retry = createTemplateAction({
    id: 'aws:codepipeline:retry',
    description:
      'Runs the failed actions of a stage again and follows the run to its end. Needs the permission cross-account-pipelines.pipeline.run for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples: runExamples.retry,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        executionId: z => z.string().describe('The run that failed'),
        stage: z => z.string().describe('The stage that failed'),
      },
      output: {
        status: z => z.string().describe('How it ended'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, executionId, stage } = ctx.input;
      requirePipelineArn(pipelineArn);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would retry ${stage} of run ${executionId}`);
        return;
      }
      await client.retryStage(ctx.input, await requestOptions(ctx));
      await follow(ctx, `Retries ${stage} of run ${executionId}`, {
        pipelineArn,
        executionId,
      });
    },
  });

  const stop = createTemplateAction({
    id: 'aws:codepipeline:stop',
    description:
      'Stops a run. What an action is doing is finished first, unless it is abandoned. Needs the permission cross-account-pipelines.pipeline.run for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples: runExamples.stop,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        executionId: z => z.string().describe('The run'),
        abandon: z =>
          z
            .boolean()
            .optional()
            .describe('Leave what an action is doing. Default false'),
        reason: z => z.string().optional().describe('Kept beside the run'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, executionId } = ctx.input;
      requirePipelineArn(pipelineArn);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would stop run ${executionId}`);
        return;
      }
      await client.stopExecution(ctx.input, await requestOptions(ctx));
      ctx.logger.info(`Stops run ${executionId}`);
    },
  });

  return [start, approve, retry, stop, rollback];
}
