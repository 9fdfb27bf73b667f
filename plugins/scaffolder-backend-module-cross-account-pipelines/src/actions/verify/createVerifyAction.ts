import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  describeVerdict,
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { crossAccountPipelinesCheckPermission } from 'backstage-plugin-cross-account-pipelines-common';
import { examples } from './createVerifyAction.examples';
import { describeBroken, describeReport } from './describeReport';
import { requirePipelineArn } from '../requirePipelineArn';
import {
  type PipelinePermissionServices,
  requirePipelinePermission,
} from '../requirePipelinePermission';
import { waitUntil } from '../waitUntil';

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
  const { interval = 2_000, patience = 20_000 } = options;

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

      let latest: PipelineReport | undefined;
      const isFinal = createJudge(patience);
      const read = async () => {
        latest = await options.readPipeline({
          pipelineArn,
          onBehalfOf: ctx.user?.ref,
          signal: ctx.signal,
        });
        if (isFinal(latest)) {
          return latest;
        }
        ctx.logger.info(`${describeVerdict(latest)} yet; reading again`);
        return undefined;
      };
      await waitUntil({
        ask: read,
        timeout: timeoutSeconds * 1_000,
        interval,
        signal: ctx.signal,
      });
      const report = latest!;

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

/**
 * Tells whether a reading is the last word: nothing is pending, and what is
 * broken has been so for a while, since AWS shows a new policy to some callers
 * later than to others.
 */
function createJudge(patience: number): (report: PipelineReport) => boolean {
  const brokenSince = new Map<string, number>();
  return report => {
    const now = Date.now();
    const hops = hopsOf(report);
    for (const { id, health } of hops) {
      if (health !== 'broken') {
        brokenSince.delete(id);
      } else if (!brokenSince.has(id)) {
        brokenSince.set(id, now);
      }
    }
    return (
      hops.every(({ health }) => health !== 'pending') &&
      [...brokenSince.values()].every(since => now - since >= patience)
    );
  };
}
