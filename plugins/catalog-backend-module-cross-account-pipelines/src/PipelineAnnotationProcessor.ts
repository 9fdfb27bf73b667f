import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type {
  CatalogProcessor,
  CatalogProcessorCache,
} from '@backstage/plugin-catalog-node';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  getAnnotatedPipelines,
  REGISTERED_PIPELINES_ANNOTATION,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { RegistrationReader } from './RegistrationReader';

const CACHE_KEY = 'registered-pipelines';

/**
 * Annotates entities with the pipelines that were registered for them, beside
 * those that they name themselves.
 */
export class PipelineAnnotationProcessor implements CatalogProcessor {
  readonly #registrations: Pick<RegistrationReader, 'read'>;

  constructor(options: { registrations: Pick<RegistrationReader, 'read'> }) {
    this.#registrations = options.registrations;
  }

  getProcessorName(): string {
    return 'cross-account-pipelines';
  }

  async preProcessEntity(
    entity: Entity,
    _location: unknown,
    _emit: unknown,
    _originLocation: unknown,
    cache: CatalogProcessorCache,
  ): Promise<Entity> {
    const registered = await this.#findRegistered(entity, cache);
    if (registered.length === 0) {
      return entity;
    }
    const own = getAnnotatedPipelines(entity);
    const added = registered.filter(arn => !own.includes(arn));
    return {
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: {
          ...entity.metadata.annotations,
          [CODEPIPELINE_ARN_ANNOTATION]: [...own, ...added].join(','),
          [REGISTERED_PIPELINES_ANNOTATION]: added.join(','),
        },
      },
    };
  }

  /** Falls back on the last answer, so that no card goes when a plugin is down. */
  async #findRegistered(
    entity: Entity,
    cache: CatalogProcessorCache,
  ): Promise<string[]> {
    const earlier = (await cache.get<string[]>(CACHE_KEY)) ?? [];
    const registrations = await this.#registrations.read();
    if (!registrations) {
      return earlier;
    }
    const registered = registrations.get(stringifyEntityRef(entity)) ?? [];
    if (registered.join() !== earlier.join()) {
      await cache.set(CACHE_KEY, registered);
    }
    return registered;
  }
}
