import type {
  AuthService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  type CrossAccountPipelinesClient,
  isGeneratedEntity,
} from 'backstage-plugin-cross-account-pipelines-common';
import { createPipelineResources } from './createPipelineResources';

/**
 * Keeps pipelines and the accounts that they work in as `Resource` entities, so
 * that the catalog's graph shows them.
 */
export class PipelineResourceProvider implements EntityProvider {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #client: CrossAccountPipelinesClient;
  readonly #owner: string;
  readonly #taskRunner: SchedulerServiceTaskRunner;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    client: CrossAccountPipelinesClient;
    owner: string;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#client = options.client;
    this.#owner = options.owner;
    this.#taskRunner = options.taskRunner;
  }

  getProviderName(): string {
    return 'cross-account-pipelines';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#taskRunner.run({
      id: 'cross-account-pipelines-resources',
      fn: signal => this.#refresh(connection, signal),
    });
  }

  async #refresh(
    connection: EntityProviderConnection,
    signal: AbortSignal,
  ): Promise<void> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'cross-account-pipelines',
    });
    const [pipelines, accounts, entities] = await Promise.all([
      this.#client.listPipelines({ token, signal }),
      this.#client.listAccounts({ token, signal }),
      this.#findAnnotated(),
    ]);
    const resources = createPipelineResources({
      pipelines,
      accounts,
      entities,
      owner: this.#owner,
    });
    await connection.applyMutation({
      type: 'full',
      entities: resources.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }

  async #findAnnotated(): Promise<Entity[]> {
    const pages = this.#catalog.streamEntities(
      {
        query: {
          [`metadata.annotations.${CODEPIPELINE_ARN_ANNOTATION}`]: {
            $exists: true,
          },
        },
        fields: ['kind', 'metadata', 'spec.owner'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    const annotated: Entity[] = [];
    for await (const entities of pages) {
      annotated.push(...entities.filter(entity => !isGeneratedEntity(entity)));
    }
    return annotated;
  }
}
