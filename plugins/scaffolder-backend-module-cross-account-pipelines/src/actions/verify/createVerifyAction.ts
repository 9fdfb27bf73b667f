import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeVerdict,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { readSettledReport } from 'backstage-plugin-cross-account-pipelines-node';
import { crossAccountPipelinesCheckPermission } from 'backstage-plugin-cross-account-pipelines-common';
import { examples } from './createVerifyAction.examples';
import { describeBroken, describeReport } from './describeReport';
import { requirePipelineArn } from '../requirePipelineArn';
import {
  type PipelinePermissionServices,
  requirePipelinePermission,
} from '../requirePipelinePermission';

/** IAM says "a minute or so" of new roles and policies; seconds. */
const DEFAULT_TIMEOUT = 180;

/**
 * Reads a deployed pipeline and everything it reaches, waits until IAM has
 * caught up, and fails when an account cannot be reached.
 */
export function createVerifyAction(
  options: PipelinePermissionServices & {
    /** Reads AWS now. */
    readPipeline: (options: {
      pipelineArn: string;
      /** Entity ref of the user who asked, for CloudTrail. */
      onBehalfOf?: string;
      signal?: AbortSignal;
    }) => Promise<PipelineReport>;
    /** Between two readings at first, in ms. Default 2 s. */
    interval?: number;
    /** How long a hop has to stay broken to be believed, in ms. Default 20 s. */
    patience?: number;
  },
) {
  const { interval, patience } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:verify',
    description:
      'Reads a pipeline, its account and the accounts it reaches, and says of every hop whether AWS would allow it. Fails when one is broken. Needs the permission cross-account-pipelines.report.check for the entity that the pipeline belongs to.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        pipelineArn: z =>
          z
            .string()
            .describe('The pipeline, e.g. an output of the deploy step'),
        timeoutSeconds: z =>
          z
            .number()
            .int()
            .positive()
            .max(3600)
            .optional()
            .describe(
              `How long IAM may take to catch up, in seconds. Default ${DEFAULT_TIMEOUT}`,
            ),
      },
      output: {
        health: z =>
          z
            .enum(['healthy', 'warning', 'pending', 'unknown', 'broken'])
            .describe('The worst of all hops'),
        verdict: z => z.string().describe('The same in a sentence'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, timeoutSeconds = DEFAULT_TIMEOUT } = ctx.input;
      requirePipelineArn(pipelineArn);
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would read ${pipelineArn} and the accounts it reaches`,
        );
        ctx.output('health', 'unknown');
        ctx.output('verdict', 'Nothing is deployed in a dry run');
        return;
      }

      await requirePipelinePermission({
        ...options,
        pipelineArn,
        permission: crossAccountPipelinesCheckPermission,
        credentials: await ctx.getInitiatorCredentials(),
      });

      const report = await readSettledReport({
        read: () =>
          options.readPipeline({
            pipelineArn,
            onBehalfOf: ctx.user?.ref,
            signal: ctx.signal,
          }),
        onReading: reading =>
          ctx.logger.info(`${describeVerdict(reading)} yet; reading again`),
        timeout: timeoutSeconds * 1_000,
        interval,
        patience,
        signal: ctx.signal,
      });

      describeReport(report).forEach(line => ctx.logger.info(line));
      const verdict = describeVerdict(report);
      ctx.output('health', report.health);
      ctx.output('verdict', verdict);
      if (report.health === 'broken') {
        throw new ConflictError(
          [`${verdict}:`, ...describeBroken(report)].join('\n- '),
        );
      }
      ctx.logger.info(verdict);
    },
  });
}
