import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  CODEPIPELINE_TAGS_ANNOTATION,
  getClaimedPipelines,
  isGeneratedEntity,
  MAX_ANNOTATED_PIPELINES,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { EntityClaim } from '../store/PipelineOwnership';
import { claimOf } from './claimOf';

/** References that the catalog takes in one question. */
const BATCH_SIZE = 200;

/**
 * Asks the catalog which entities name pipelines or their tags, and whose they are.
 */
export class ClaimReader {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #logger: LoggerService;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
  }

  /** Of every entity but those that are there because of a pipeline. */
  async readClaims(): Promise<EntityClaim[]> {
    const claims: EntityClaim[] = [];
    const pages = this.#catalog.streamEntities(
      {
        filter: [CODEPIPELINE_ARN_ANNOTATION, CODEPIPELINE_TAGS_ANNOTATION].map(
          annotation => ({
            [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
          }),
        ),
        fields: ['kind', 'metadata', 'spec.owner', 'spec.system'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      for (const entity of entities) {
        if (!isGeneratedEntity(entity)) {
          const { length } = getClaimedPipelines(entity);
          if (length > MAX_ANNOTATED_PIPELINES) {
            this.#logger.warn(
              `The annotation of ${stringifyEntityRef(
                entity,
              )} names ${length} pipelines; none of them is read, for ${MAX_ANNOTATED_PIPELINES} are the most that one entity may have`,
            );
          }
          claims.push(claimOf(entity));
        }
      }
    }
    return claims;
  }

  /** Whose these entities are; nothing of those that are not there. */
  async readEntities(
    entityRefs: string[],
  ): Promise<Array<Omit<EntityClaim, 'pipelineArns'>>> {
    const found: Array<Omit<EntityClaim, 'pipelineArns'>> = [];
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (let start = 0; start < entityRefs.length; start += BATCH_SIZE) {
      const batch = entityRefs.slice(start, start + BATCH_SIZE);
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: batch,
          fields: ['kind', 'metadata', 'spec.owner', 'spec.system'],
        },
        { credentials },
      );
      for (const entity of items) {
        if (entity) {
          const { pipelineArns: _, ...rest } = claimOf(entity);
          found.push(rest);
        }
      }
    }
    return found;
  }
}
