import { join } from 'node:path';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  crossAccountPipelinesDeployToAccountPermission,
  crossAccountPipelinesRemovePermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import {
  type ConfiguredAccount,
  describeDocument,
} from 'backstage-plugin-cross-account-pipelines-core';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  detachPipeline,
  type DetachPipelineOptions,
  formatDetachment,
  requireAccountPermission,
} from 'backstage-plugin-cross-account-pipelines-node';
import { examples } from './createDetachAction.examples';
import { DeploymentLog } from '../log/DeploymentLog';
import { requirePipelineArn } from '../requirePipelineArn';
import {
  type PipelinePermissionServices,
  requirePipelinePermission,
} from '../requirePipelinePermission';
import { requireReachable } from '../requireReachable';

/** In the workspace. */
const eventLogName = 'detachment.log';

/** Takes back what `attach` did to a pipeline. */
export function createDetachAction(
  options: PipelinePermissionServices & {
    accounts: ConfiguredAccount[];
    clients: AwsClients;
    pace?: DetachPipelineOptions['pace'];
  },
) {
  const { accounts, clients, permissions, pace } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:detach',
    description:
      'Takes back what aws:cross-account-pipeline:attach did: the definition, the policies of bucket and key and the keys of build projects become what they were, byte for byte where nobody else changed them since, and the stacks go. What others have changed stays. Needs the permission cross-account-pipelines.pipeline.remove for the entity that the pipeline belongs to, and cross-account-pipelines.account.deploy for every account. A dry run only logs the changes.',
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
              'Deletes what the pipeline deployed into the accounts. Without it such stacks stay, and so do the roles that they were deployed with',
            ),
      },
      output: {
        changed: z =>
          z
            .array(z.string())
            .describe('Documents of others that were changed back'),
        kept: z => z.array(z.string()).describe('What stays, and why'),
      },
    },
    async handler(ctx) {
      const { pipelineArn, deleteApplicationStacks } = ctx.input;
      requirePipelineArn(pipelineArn);
      const { signal, isDryRun: dryRun } = ctx;
      const onBehalfOf = ctx.user?.ref;
      const credentials = await ctx.getInitiatorCredentials();
      await requirePipelinePermission({
        ...options,
        pipelineArn,
        permission: crossAccountPipelinesRemovePermission,
        credentials,
      });
      const log = new DeploymentLog(ctx, {
        accounts,
        file: join(ctx.workspacePath, eventLogName),
      });
      const { plan, kept, remains } = await detachPipeline({
        pipelineArn,
        clients,
        accounts,
        deleteApplicationStacks,
        dryRun,
        onBehalfOf,
        signal,
        pace,
        lock: { run: ctx.task.id },
        onPlanned: async ({ manifest, ...found }) => {
          await requireAccountPermission({
            permissions,
            credentials,
            accounts: manifest.stacks.map(each => each.account),
            permission: crossAccountPipelinesDeployToAccountPermission,
          });
          log.say(formatDetachment({ manifest, ...found }));
          await requireReachable({ manifest, accounts, clients, onBehalfOf });
        },
        onEvent: event => log.add(event),
        onWritten: document =>
          log.say(`Changed the ${describeDocument(document)} back`),
      }).finally(() => log.close());
      const stays = kept.map(
        place => `${describePlace(place)}: ${place.reason}`,
      );
      ctx.logger.info(
        [
          dryRun ? 'Nothing was changed' : 'The pipeline is as it was',
          ...stays.map(line => `  stays: ${line}`),
          ...remains.map(line => `  ${line}`),
        ].join('\n'),
      );
      ctx.output(
        'changed',
        plan.changes.map(({ document }) => describeDocument(document)),
      );
      ctx.output('kept', stays);
    },
  });
}
