import { join } from 'node:path';
import type { UrlReaderService } from '@backstage/backend-plugin-api';
import { ConflictError, isError, NotFoundError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesRepairPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import {
  assessPipeline,
  type ConfiguredAccount,
  describeVerdict,
  planRemedies,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsClients,
  collectEstate,
  type DeployManifestOptions,
  formatRemedyPlan,
  formatRepair,
  isWhole,
  patchOf,
  type PipelineGuardrails,
  readDeployedPipeline,
  repairPipeline,
  type StackRules,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createRepairAction.examples';
import { DeploymentLog } from '../log/DeploymentLog';
import { readPortalTemplates } from '../readPortalTemplates';
import { requireDeployPermission } from '../requireDeployPermission';
import {
  type PipelinePermissionServices,
  requirePipelinePermission,
} from '../requirePipelinePermission';
import { requireReachable } from '../requireReachable';

/** In the workspace. */
const eventLogName = 'repair.log';

/**
 * Makes of a pipeline's stacks what they were; for a pipeline that the suite has
 * not made, says what to do.
 */
export function createRepairAction(
  options: PipelinePermissionServices & {
    accounts: ConfiguredAccount[];
    clients: AwsClients;
    stackRules?: StackRules;
    /** What the platform team says of every pipeline. */
    guardrails?: PipelineGuardrails;
    /** Folder or URL of the platform team's own templates. */
    templates?: string;
    urlReader: UrlReaderService;
    /** How often AWS is asked how far it is; for tests. */
    pace?: DeployManifestOptions['pace'];
  },
) {
  const { accounts, clients, guardrails, stackRules, urlReader, pace } =
    options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:repair',
    description:
      'Compares the templates, the stacks and what AWS has now, logs each document that differs with the hop that it breaks, and makes of it what the stack says: by a change set that reverts drift, else by an update that writes the resource again. Looks at the result afterwards, and fails when something is broken still. Needs the permission cross-account-pipelines.pipeline.repair, and cross-account-pipelines.account.deploy for every account. For a pipeline that this suite has not made it logs AWS CLI lines and a patch, and writes nothing. A dry run only compares.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        concurrency: z =>
          z
            .number()
            .int()
            .min(1)
            .max(100)
            .optional()
            .describe('Stacks that are worked on at a time. Default 100'),
      },
      output: {
        health: z =>
          z.string().describe('The worst of all hops when the step ends'),
        repaired: z =>
          z.array(z.string()).describe('The resources that were mended'),
        remedies: z =>
          z
            .array(z.string())
            .describe('What a person has to do, as AWS CLI lines'),
        patch: z =>
          z.string().describe('The same as a patch, a file a document'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, concurrency } = ctx.input;
      const { isDryRun: dryRun = false, signal } = ctx;
      const onBehalfOf = ctx.user?.ref;
      const credentials = await ctx.getInitiatorCredentials();
      const made = await readDeployedPipeline({
        clients,
        pipelineArn,
        purpose: 'read',
        templates: await readPortalTemplates({
          ctx,
          configured: options.templates,
          urlReader,
        }),
        onBehalfOf,
        signal,
      }).catch(unlessForeign);
      if (!made) {
        await requirePipelinePermission({
          ...options,
          pipelineArn,
          permission: crossAccountPipelinesCheckPermission,
          credentials,
        });
        const estate = await collectEstate({
          clients,
          pipelineArn,
          onBehalfOf,
          signal,
        });
        const assessed = { estate, pipelineArn, accounts };
        const plan = planRemedies(assessed);
        const { health } = assessPipeline(assessed);
        const lines = formatRemedyPlan(plan);
        const patch = patchOf(plan);
        ctx.logger.info(
          [
            `This suite has not made the pipeline, which is ${health}; nothing is written`,
            ...lines,
            patch,
          ].join('\n'),
        );
        ctx.output('health', health);
        ctx.output('repaired', []);
        ctx.output('remedies', lines);
        ctx.output('patch', patch);
        return;
      }

      const { manifest, files } = made.rendered;
      await requireDeployPermission({
        ...options,
        stacks: manifest.stacks,
        permission: crossAccountPipelinesRepairPermission,
        credentials,
      });
      await requireReachable({ manifest, accounts, clients, onBehalfOf });
      const log = new DeploymentLog(ctx, {
        accounts,
        file: join(ctx.workspacePath, eventLogName),
      });
      const repair = await repairPipeline({
        pipelineArn,
        manifest,
        templates: files,
        appliesTemplates: made.hasSameTemplates,
        clients,
        accounts,
        stackRules,
        existingRoles: guardrails?.existingRoles,
        concurrency,
        dryRun,
        lock: { run: ctx.task.id },
        onBehalfOf,
        signal,
        checkpoint: (key, fn) => ctx.checkpoint({ key, fn }),
        onCompared: compared =>
          log.say(formatRepair({ ...compared, dryRun: true }, accounts)),
        onEvent: event => log.add(event),
        pace,
      }).finally(() => log.close());
      const report = repair.after ?? repair.before;
      const plan = repair.remedies ?? { remedies: [], byHand: [] };
      ctx.output('health', report?.health ?? 'broken');
      ctx.output(
        'repaired',
        repair.stacks.flatMap(({ account, stackName, resources, rewritten }) =>
          [
            ...resources.flatMap(each => (each.mended ? each.logicalId : [])),
            ...rewritten,
          ].map(id => `${id} of stack ${stackName} in account ${account}`),
        ),
      );
      ctx.output('remedies', formatRemedyPlan(plan));
      ctx.output('patch', patchOf(plan));
      if (dryRun) {
        return;
      }
      ctx.logger.info(formatRepair(repair, accounts));
      if (!isWhole(repair)) {
        throw new ConflictError(
          [
            `The pipeline is not whole after the repair${
              report ? `: ${describeVerdict(report)}` : ''
            }`,
            ...formatRemedyPlan(plan),
          ].join('\n'),
        );
      }
    },
  });
}

function unlessForeign(error: unknown): undefined {
  if (isError(error) && error.name === NotFoundError.name) {
    return undefined;
  }
  throw error;
}
