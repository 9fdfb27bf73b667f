import type { AuthService } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { CrossAccountPipelinesApi } from 'backstage-plugin-cross-account-pipelines-common';
import { examples } from './createUnregisterAction.examples';
import { readRegistration } from './readRegistration';
import { reasonOf } from './reasonOf';

/**
 * Withdraws the registration of a pipeline for an entity. Nothing changes in AWS.
 */
export function createUnregisterAction(options: {
  auth: AuthService;
  client: Pick<CrossAccountPipelinesApi, 'unregisterPipeline'>;
}) {
  const { auth, client } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:unregister',
    description:
      "Withdraws the registration of a pipeline for an entity: the entity's page does not show it any more, unless its own annotation names it. Changes nothing in AWS; withdrawing twice is as withdrawing once. Needs the permission cross-account-pipelines.pipeline.register for the entity.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('The entity, e.g. component:default/orders'),
        pipelineArn: z => z.string().describe('The pipeline'),
      },
    },
    async handler(ctx) {
      const registration = readRegistration(ctx.input);
      const { entityRef, pipelineArn } = registration;
      if (ctx.isDryRun) {
        ctx.logger.info(
          `Would withdraw that ${pipelineArn} is registered for ${entityRef}`,
        );
        return;
      }
      const { token } = await auth.getPluginRequestToken({
        onBehalfOf: await ctx.getInitiatorCredentials(),
        targetPluginId: 'cross-account-pipelines',
      });
      const { signal } = ctx;
      try {
        await client.unregisterPipeline(registration, { token, signal });
      } catch (error) {
        throw new ForwardedError(
          `The registration of ${pipelineArn} for ${entityRef} was not withdrawn`,
          reasonOf(error),
        );
      }
      ctx.logger.info(
        `${pipelineArn} is not registered for ${entityRef} any more`,
      );
    },
  });
}
