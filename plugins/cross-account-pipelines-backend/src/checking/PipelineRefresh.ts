import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ClaimReader } from '../ownership/ClaimReader';
import type { PipelineStore } from '../store/PipelineStore';
import type { CheckRun, PipelineChecker } from './PipelineChecker';

/**
 * Pipelines read at the same time. Each is itself read account by account, and
 * AWS throttles by account, so more would mostly wait.
 */
const CONCURRENCY = 4;

/**
 * Checks every pipeline that the catalog names or that was registered.
 */
export class PipelineRefresh {
  readonly #checker: PipelineChecker;
  readonly #claims: ClaimReader;
  readonly #logger: LoggerService;
  readonly #store: PipelineStore;

  constructor(options: {
    checker: PipelineChecker;
    claims: ClaimReader;
    logger: LoggerService;
    store: PipelineStore;
  }) {
    this.#checker = options.checker;
    this.#claims = options.claims;
    this.#logger = options.logger;
    this.#store = options.store;
  }

  /**
   * @param signal - no further pipelines are read once it fires
   */
  async run(signal: AbortSignal): Promise<void> {
    await this.#readClaims();
    const queue = (await this.#store.listDue(new Date())).values();
    const run = await this.#checker.beginRun();
    const work = async () => {
      for (const pipelineArn of queue) {
        if (signal.aborted) {
          return;
        }
        await this.#checkOne(run, pipelineArn);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  async #readClaims(): Promise<void> {
    const seenAt = new Date().toISOString();
    const claims = await this.#claims.readClaims();
    const known = new Set(claims.map(({ entityRef }) => entityRef));
    const others = (await this.#store.listOwners()).filter(
      ref => !known.has(ref),
    );
    const entities = await this.#claims.readEntities(others);
    await this.#store.setClaims(claims, { seenAt, entities });
  }

  async #checkOne(run: CheckRun, pipelineArn: string): Promise<void> {
    try {
      await run.check(pipelineArn);
    } catch (error) {
      this.#logger.error(
        `What was read of ${pipelineArn} could not be stored`,
        toError(error),
      );
    }
  }
}
