import type { AuthService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import type {
  FactRetriever,
  TechInsightFact,
} from '@backstage-community/plugin-tech-insights-node';
import type {
  CrossAccountPipelinesApi,
  EntityPipeline,
  PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import { type PipelineFacts, summarizePipelines } from './summarizePipelines';

/** Entities that are asked for at the same time. */
const CONCURRENCY = 4;

/**
 * Facts about the pipelines of every entity that has one, as the backend plugin
 * has last read them; AWS is asked for nothing but what made each.
 */
export function createPipelineFactRetriever(options: {
  auth: AuthService;
  client: Pick<
    CrossAccountPipelinesApi,
    'listPipelines' | 'getEntityPipelines' | 'getPipelineSpec'
  >;
}): FactRetriever {
  const { auth, client } = options;

  async function withToken<T>(
    ask: (asked: { token: string }) => Promise<T>,
  ): Promise<T> {
    return ask(
      await auth.getPluginRequestToken({
        onBehalfOf: await auth.getOwnServiceCredentials(),
        targetPluginId: 'cross-account-pipelines',
      }),
    );
  }

  /** Nothing where the suite has not made it, or its stack cannot be read. */
  async function areTemplatesCurrent({
    pipelineArn,
  }: EntityPipeline): Promise<boolean | undefined> {
    try {
      const { templates } = await withToken(asked =>
        client.getPipelineSpec(pipelineArn, asked),
      );
      return templates.areCurrent;
    } catch {
      return undefined;
    }
  }

  async function factsOf(entityRef: string): Promise<PipelineFacts> {
    const pipelines = await withToken(asked =>
      client.getEntityPipelines(entityRef, asked),
    );
    const own = pipelines.filter(({ ownerRef }) => ownerRef === entityRef);
    return summarizePipelines(
      own,
      await Promise.all(own.map(areTemplatesCurrent)),
    );
  }

  return {
    id: 'cross-account-pipelines',
    version: '0.1.0',
    title: 'Cross-account pipelines',
    description:
      'Whether the pipelines of a service reach their accounts, what was found about them, and whether their templates are behind',
    schema: {
      pipelines: { type: 'integer', description: 'Pipelines of the service' },
      links: {
        type: 'integer',
        description: 'Accounts and Regions that its pipelines reach',
      },
      brokenLinks: {
        type: 'integer',
        description: 'Links with a hop that AWS would refuse',
      },
      linksHealthy: {
        type: 'boolean',
        description:
          'Whether no hop of any of its pipelines is broken, pending or unknown; warnings count as findings',
      },
      findings: {
        type: 'integer',
        description: 'Findings that nobody has waived',
      },
      findingRules: {
        type: 'set',
        description: 'The rules of these findings',
      },
      templatesBehind: {
        type: 'boolean',
        description:
          'Whether a pipeline is made from other templates than the portal has now; absent where nobody knows',
      },
    },
    async handler({ logger }) {
      const refs = ownersOf(
        await withToken(asked => client.listPipelines(asked)),
      );
      const facts: TechInsightFact[] = [];
      const work = async () => {
        for (let ref = refs.pop(); ref !== undefined; ref = refs.pop()) {
          try {
            facts.push({
              entity: parseEntityRef(ref),
              facts: { ...(await factsOf(ref)) },
            });
          } catch (error) {
            logger.warn(
              `There are no new facts about the pipelines of ${ref}: ${stringifyError(
                error,
              )}`,
            );
          }
        }
      };
      await Promise.all(Array.from({ length: CONCURRENCY }, work));
      return facts;
    },
  };
}

function ownersOf(pipelines: PipelineSummary[]): string[] {
  return [...new Set(pipelines.flatMap(({ ownerRef }) => ownerRef ?? []))];
}
