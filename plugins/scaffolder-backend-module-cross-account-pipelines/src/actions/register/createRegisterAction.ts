import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ForwardedError, stringifyError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import {
  type CrossAccountPipelinesApi,
  getAnnotatedPipelines,
  type PipelineRegistration,
  type RequestOptions,
} from 'backstage-plugin-cross-account-pipelines-common';
import { examples } from './createRegisterAction.examples';
import { readRegistration } from './readRegistration';
import { reasonOf } from './reasonOf';
import { waitUntil } from 'backstage-plugin-cross-account-pipelines-node';

/**
 * Registers a pipeline for an entity and waits until the entity's page shows it.
 */
export function createRegisterAction(options: {
  auth: AuthService;
  catalog: CatalogService;
  client: CrossAccountPipelinesApi;
  /** How long the catalog may take, in ms. Default 60 s. */
  timeout?: number;
  /** Between two questions to the catalog at first, in ms. Default 1 s. */
  interval?: number;
}) {
  const { auth, catalog, client, timeout = 60_000, interval = 1_000 } = options;

  return createTemplateAction({
    id: 'aws:cross-account-pipeline:register',
    description:
      "Registers a pipeline for an entity, so that the entity's page shows which accounts the pipeline reaches. Needs the permission cross-account-pipelines.pipeline.register.",
    supportsDryRun: true,
    examples,
    schema: {
      input: {
        entityRef: z =>
          z.string().describe('The entity, e.g. component:default/orders'),
        pipelineArn: z =>
          z
            .string()
            .describe('The pipeline, e.g. an output of the deploy step'),
      },
      output: {
        entityRef: z => z.string().describe('The entity, written in full'),
        health: z =>
          z
            .string()
            .optional()
            .describe(
              'What the first check found; absent when it found nothing',
            ),
      },
    },
    async handler(ctx) {
      const { entityRef, pipelineArn } = readRegistration(ctx.input);
      ctx.output('entityRef', entityRef);
      if (ctx.isDryRun) {
        ctx.logger.info(`Would register ${pipelineArn} for ${entityRef}`);
        return;
      }

      const credentials = await ctx.getInitiatorCredentials();
      const request = {
        ...(await auth.getPluginRequestToken({
          onBehalfOf: credentials,
          targetPluginId: 'cross-account-pipelines',
        })),
        signal: ctx.signal,
      };
      await register({ entityRef, pipelineArn }, request);
      ctx.logger.info(`Registered ${pipelineArn} for ${entityRef}`);

      const [health] = await Promise.all([
        checkFirst({ ctx, entityRef, pipelineArn, request }),
        waitForCatalog({ ctx, credentials, entityRef, pipelineArn }),
      ]);
      if (health) {
        ctx.output('health', health);
      }
    },
  });

  async function register(
    registration: PipelineRegistration,
    request: RequestOptions,
  ): Promise<void> {
    try {
      await client.registerPipeline(registration, request);
    } catch (error) {
      throw new ForwardedError(
        `${registration.pipelineArn} was not registered for ${registration.entityRef}`,
        reasonOf(error),
      );
    }
  }

  /** A first reading, so that the card has something to show. */
  async function checkFirst(check: {
    ctx: Pick<ActionContext<{}>, 'logger'>;
    entityRef: string;
    pipelineArn: string;
    request: RequestOptions;
  }): Promise<string | undefined> {
    const { entityRef, pipelineArn, request } = check;
    const { logger } = check.ctx;
    try {
      const pipelines = await client.checkEntityPipelines(entityRef, request);
      const found = pipelines.find(each => each.pipelineArn === pipelineArn);
      const { report, error } = found ?? {};
      logger.info(
        report ? `First check: ${report.health}` : `First check: ${error}`,
      );
      return report?.health;
    } catch (error) {
      logger.warn(
        `The first check was not made (${stringifyError(
          reasonOf(error),
        )}); the schedule makes up for it`,
      );
      return undefined;
    }
  }

  async function waitForCatalog(wait: {
    ctx: Pick<ActionContext<{}>, 'logger' | 'signal'>;
    credentials: BackstageCredentials;
    entityRef: string;
    pipelineArn: string;
  }): Promise<void> {
    const { credentials, entityRef, pipelineArn } = wait;
    const { logger, signal } = wait.ctx;
    const ask = async () => {
      const entity = await catalog.getEntityByRef(entityRef, { credentials });
      if (entity && getAnnotatedPipelines(entity).includes(pipelineArn)) {
        return true;
      }
      // The user was allowed to register; that the catalog looks again follows.
      await catalog.refreshEntity(entityRef, {
        credentials: await auth.getOwnServiceCredentials(),
      });
      return undefined;
    };
    const shown = await waitUntil({ ask, timeout, interval, signal });
    if (shown) {
      logger.info(`The page of ${entityRef} shows it`);
    } else {
      logger.warn(
        `The catalog has not taken it over within ${
          timeout / 1000
        } s: the page of ${entityRef} shows it once the entity is processed, if the catalog module of cross-account pipelines is installed`,
      );
    }
  }
}
