import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type EntityPipeline,
  getAnnotatedPipelines,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineChecker } from './checking/PipelineChecker';
import type { PipelineStore } from './store/PipelineStore';

/**
 * The pipelines of an entity: those that its annotation names and those that
 * were registered for it.
 */
export class EntityPipelines {
  readonly #checker: PipelineChecker;
  readonly #store: PipelineStore;

  constructor(options: { checker: PipelineChecker; store: PipelineStore }) {
    this.#checker = options.checker;
    this.#store = options.store;
  }

  /** What is stored of them. */
  async get(entity: Entity): Promise<EntityPipeline[]> {
    const { arns, notArns } = await this.#find(entity);
    const pipelines = await this.#store.getPipelines(arns);
    return [...pipelines, ...notArns.map(refuse)];
  }

  /** Reads AWS for each of them. */
  async check(entity: Entity): Promise<EntityPipeline[]> {
    const { arns, notArns } = await this.#find(entity);
    const pipelines = await Promise.all(
      arns.map(arn => this.#checker.check(arn)),
    );
    return [...pipelines, ...notArns.map(refuse)];
  }

  async #find(entity: Entity): Promise<{ arns: string[]; notArns: string[] }> {
    const registrations = await this.#store.listRegistrations({
      entityRef: stringifyEntityRef(entity),
    });
    const names = new Set([
      ...getAnnotatedPipelines(entity),
      ...registrations.map(({ pipelineArn }) => pipelineArn),
    ]);
    const arns = [...names].filter(name => parsePipelineArn(name));
    const notArns = [...names].filter(name => !parsePipelineArn(name));
    return { arns, notArns };
  }
}

function refuse(name: string): EntityPipeline {
  return {
    pipelineArn: name,
    error:
      'The annotation aws.amazon.com/aws-codepipeline-arn has to name a pipeline like arn:aws:codepipeline:<Region>:<account>:<name>',
  };
}
