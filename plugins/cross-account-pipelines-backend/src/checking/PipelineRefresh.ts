import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  getAnnotatedPipelines,
  isGeneratedEntity,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineStore } from '../store/PipelineStore';
import type { PipelineChecker } from './PipelineChecker';

/**
 * Pipelines read at the same time. Each is itself read account by account, and
 * AWS throttles by account, so more would mostly wait.
 */
const CONCURRENCY = 4;

/**
 * Checks every pipeline that the catalog names or that was registered.
 */
export class PipelineRefresh {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #checker: PipelineChecker;
  readonly #logger: LoggerService;
  readonly #store: PipelineStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    checker: PipelineChecker;
    logger: LoggerService;
    store: PipelineStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#checker = options.checker;
    this.#logger = options.logger;
    this.#store = options.store;
  }

  /**
   * @param signal - no further pipelines are read once it fires
   */
  async run(signal: AbortSignal): Promise<void> {
    await this.#store.setPipelines(await this.#findAnnotatedPipelines());
    const pipelines = await this.#store.listPipelines();
    // Oldest reading first, so that a run cut short leaves nobody out for good.
    const queue = pipelines
      .sort((a, b) => ((a.readAt ?? '') < (b.readAt ?? '') ? -1 : 1))
      .values();

    const work = async () => {
      for (const { pipelineArn } of queue) {
        if (signal.aborted) {
          return;
        }
        await this.#checkOne(pipelineArn);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  async #checkOne(pipelineArn: string): Promise<void> {
    try {
      await this.#checker.check(pipelineArn);
    } catch (error) {
      this.#logger.error(
        `What was read of ${pipelineArn} could not be stored`,
        toError(error),
      );
    }
  }

  async #findAnnotatedPipelines(): Promise<Set<string>> {
    const found = new Set<string>();
    const pages = this.#catalog.streamEntities(
      {
        filter: {
          [`metadata.annotations.${CODEPIPELINE_ARN_ANNOTATION}`]:
            CATALOG_FILTER_EXISTS,
        },
        fields: ['kind', 'metadata'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const entities of pages) {
      entities
        .filter(entity => !isGeneratedEntity(entity))
        .flatMap(getAnnotatedPipelines)
        .filter(name => parsePipelineArn(name))
        .forEach(name => found.add(name));
    }
    return found;
  }
}
