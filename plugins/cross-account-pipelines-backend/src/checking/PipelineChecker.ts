import type { LoggerService } from '@backstage/backend-plugin-api';
import { CustomErrorBase, toError } from '@backstage/errors';
import type { EntityPipeline } from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineAssessor } from '../assessment/PipelineAssessor';
import type { PipelineStore } from '../store/PipelineStore';

/**
 * Reads a pipeline's accounts and stores what was found. Nobody is given a
 * reading that was begun before they asked, since what they changed in AWS may
 * not be in it: whoever asks while one is under way shares the next.
 */
export class PipelineChecker {
  readonly #assessor: PipelineAssessor;
  readonly #store: PipelineStore;
  readonly #logger: LoggerService;
  readonly #running = new Map<string, Promise<EntityPipeline>>();
  readonly #next = new Map<string, Promise<EntityPipeline>>();

  constructor(options: {
    assessor: PipelineAssessor;
    store: PipelineStore;
    logger: LoggerService;
  }) {
    this.#assessor = options.assessor;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /**
   * Rejects only when the result cannot be stored; a pipeline that cannot be
   * read is a result.
   */
  async check(pipelineArn: string): Promise<EntityPipeline> {
    const running = this.#running.get(pipelineArn);
    if (!running) {
      return this.#start(pipelineArn);
    }
    let next = this.#next.get(pipelineArn);
    if (!next) {
      const start = () => this.#start(pipelineArn);
      next = running.then(start, start);
      this.#next.set(pipelineArn, next);
    }
    return next;
  }

  #start(pipelineArn: string): Promise<EntityPipeline> {
    this.#next.delete(pipelineArn);
    const check = this.#check(pipelineArn).finally(() => {
      this.#running.delete(pipelineArn);
    });
    this.#running.set(pipelineArn, check);
    return check;
  }

  async #check(pipelineArn: string): Promise<EntityPipeline> {
    try {
      const report = await this.#assessor.assess({ pipelineArn });
      return { pipelineArn, report: await this.#store.saveReport(report) };
    } catch (error) {
      await this.#store.saveError(
        pipelineArn,
        this.#explain(pipelineArn, error),
      );
      const [stored] = await this.#store.getPipelines([pipelineArn]);
      return stored;
    }
  }

  #explain(pipelineArn: string, error: unknown): string {
    if (error instanceof CustomErrorBase) {
      this.#logger.warn(`${pipelineArn} was not read: ${error.message}`);
      return error.message;
    }
    const unexpected = toError(error);
    this.#logger.error(`${pipelineArn} was not read`, unexpected);
    return `The pipeline could not be read (${unexpected.name}); the portal's log says more`;
  }
}
