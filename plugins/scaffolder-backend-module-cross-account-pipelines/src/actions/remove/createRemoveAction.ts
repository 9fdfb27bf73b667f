import { join } from 'node:path';
import type { PermissionsService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { crossAccountPipelinesRemovePermission } from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import {
  counted,
  describePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  type DeployManifestOptions,
  readDeployedPipeline,
  removePipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createRemoveAction.examples';
import { DeploymentLog } from '../log/DeploymentLog';
import { requireDeployPermission } from '../requireDeployPermission';
import { requireReachable } from '../requireReachable';

/** In the workspace. */
const eventLogName = 'removal.log';

/**
 * Removes a pipeline that the suite has made: pipeline, target accounts,
 * foundation.
 */
export function createRemoveAction(options: {
  accounts: ConfiguredAccount[];
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  clients: AwsClients;
  permissions: PermissionsService;
  /** How often AWS is asked how far it is; for tests. */
  pace?: DeployManifestOptions['pace'];
}) {
  const { accounts, catalog, clients, permissions, pace } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:remove',
    description:
      'Removes a pipeline that this suite has made, as its own stack tells: the pipeline, then the roles of its target accounts, then its foundation. What it deployed stays, with the roles that it needs, unless that is asked for, too. Needs the permission cross-account-pipelines.pipeline.remove. A dry run lists what would go and what would stay.',
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        pipelineArn: z => z.string().describe('The pipeline'),
        deleteApplicationStacks: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Delete the stacks that the pipeline deployed, too. Default false',
            ),
        emptyBuckets: z =>
          z
            .boolean()
            .optional()
            .describe(
              'Delete all artifacts, old versions too. Default false: the foundation stays while its bucket holds any',
            ),
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
        removed: z =>
          z.array(z.string()).describe('The stacks that were deleted'),
        kept: z => z.array(z.string()).describe('What stays, and why'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, ...choices } = ctx.input;
      const onBehalfOf = ctx.user?.ref;
      const { rendered, record } = await readDeployedPipeline({
        clients,
        pipelineArn,
        purpose: 'read',
        onBehalfOf,
        signal: ctx.signal,
      });
      const { manifest, files } = rendered;
      await requireDeployPermission({
        stacks: [
          ...manifest.stacks,
          // Of the same entity; removing asks for their tag, too.
          ...(record.former?.stacks ?? []).map(stack => ({
            ...stack,
            tags: manifest.stacks[0].tags,
          })),
        ],
        permission: crossAccountPipelinesRemovePermission,
        catalog,
        permissions,
        credentials: await ctx.getInitiatorCredentials(),
      });
      await requireReachable({ manifest, accounts, clients, onBehalfOf });
      const log = new DeploymentLog(ctx, {
        accounts,
        file: join(ctx.workspacePath, eventLogName),
      });
      const { stacks, kept, remains } = await removePipeline({
        manifest,
        templates: files,
        former: record.former,
        clients,
        ...choices,
        dryRun: ctx.isDryRun,
        lock: { run: ctx.task.id },
        onBehalfOf,
        signal: ctx.signal,
        onEvent: event => log.add(event),
        pace,
      }).finally(() => log.close());
      const removed = stacks
        .filter(({ outcome }) => outcome === 'deleted')
        .map(describePlace);
      const stays = kept.map(
        place => `${describePlace(place)}: ${place.reason}`,
      );
      ctx.logger.info(
        [
          `${ctx.isDryRun ? 'Would delete' : 'Deleted'} ${counted(
            removed.length,
            'stack',
          )}`,
          ...removed.map(line => `  - ${line}`),
          ...stays.map(line => `  stays: ${line}`),
          ...remains.map(line => `  ${line}`),
        ].join('\n'),
      );
      ctx.output('removed', removed);
      ctx.output('kept', stays);
    },
  });
}
