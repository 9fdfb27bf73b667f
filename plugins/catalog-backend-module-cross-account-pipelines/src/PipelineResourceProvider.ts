import type {
  AuthService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { createPipelineResources } from './createPipelineResources';

/** References that the catalog takes in one question. */
const BATCH_SIZE = 200;

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
    const [pipelines, accounts] = await Promise.all([
      this.#client.listPipelines({ token, signal }),
      this.#client.listAccounts({ token, signal }),
    ]);
    const entityOwners = await this.#findOwners(
      pipelines.flatMap(({ ownerRef }) => ownerRef ?? []),
    );
    const resources = createPipelineResources({
      pipelines,
      accounts,
      entityOwners,
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

  /** Who owns these entities, where the catalog knows. */
  async #findOwners(entityRefs: string[]): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    const refs = [...new Set(entityRefs)];
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (let start = 0; start < refs.length; start += BATCH_SIZE) {
      const batch = refs.slice(start, start + BATCH_SIZE);
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: batch, fields: ['kind', 'metadata', 'spec.owner'] },
        { credentials },
      );
      batch.forEach((ref, index) => {
        const owner = items[index]?.spec?.owner;
        if (typeof owner === 'string') {
          owners.set(ref, owner);
        }
      });
    }
    return owners;
  }
}
