import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  type EntityPipeline,
  getAnnotatedPipelines,
  isGeneratedEntity,
  MAX_ANNOTATED_PIPELINES,
  type PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineAccess } from './access/PipelineAccess';
import type { PipelineChecker } from './checking/PipelineChecker';
import { claimOf } from './ownership/claimOf';
import type { PipelineStore, StoredPipeline } from './store/PipelineStore';

const DISPUTED =
  'Several entities name it, and nobody knows whose it is: register it for the right one, or give the pipeline the tag backstage-component';

const UNREAD_TAGS =
  'Whose it is could not be read: the reader role of its account needs codepipeline:ListTagsForResource';

/**
 * The pipelines of an entity, as far as the caller may see them: those that its
 * annotation names and those that were registered for it. Either says only that
 * the pipeline exists. Its report is for those who may read the entity that it
 * belongs to.
 */
export class EntityPipelines {
  readonly #access: PipelineAccess;
  readonly #checker: PipelineChecker;
  readonly #store: PipelineStore;

  constructor(options: {
    access: PipelineAccess;
    checker: PipelineChecker;
    store: PipelineStore;
  }) {
    this.#access = options.access;
    this.#checker = options.checker;
    this.#store = options.store;
  }

  /** Of all entities. */
  async list(credentials: BackstageCredentials): Promise<PipelineSummary[]> {
    const pipelines = await this.#store.listPipelines();
    if (this.#access.isService(credentials)) {
      return pipelines;
    }
    const readable = await this.#access.filterEntities({
      entityRefs: pipelines.flatMap(({ ownerRef }) => ownerRef ?? []),
      permission: crossAccountPipelinesReadPermission,
      credentials,
      isRemembered: true,
    });
    const shown = pipelines.filter(
      ({ ownerRef }) => ownerRef && readable.has(ownerRef),
    );
    // Others may name the pipeline whom the caller may not know of.
    const known = await this.#access.filterEntities({
      entityRefs: shown.flatMap(({ entityRefs }) => entityRefs),
      permission: crossAccountPipelinesReadPermission,
      credentials,
      isRemembered: true,
    });
    return shown.map(pipeline => ({
      ...pipeline,
      entityRefs: pipeline.entityRefs.filter(ref => known.has(ref)),
    }));
  }

  /** What is stored of them. */
  async get(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<EntityPipeline[]> {
    const { arns, notArns } = await this.#find(entity);
    const pipelines = await this.#store.getPipelines(arns);
    const shown = await this.#show(pipelines, { entity, credentials });
    return [...shown, ...notArns.map(refuse)];
  }

  /** Reads AWS for each of them whose owner lets the caller. */
  async check(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<EntityPipeline[]> {
    const { arns, notArns } = await this.#find(entity);
    if (!isGeneratedEntity(entity)) {
      const seenAt = new Date().toISOString();
      await this.#store.addClaim(claimOf(entity), { seenAt });
    }
    const before = await this.#store.getPipelines(arns);
    const checkable = await this.#access.filterEntities({
      entityRefs: before.flatMap(({ ownerRef }) => ownerRef ?? []),
      permission: crossAccountPipelinesCheckPermission,
      credentials,
    });
    const onBehalfOf = this.#access.nameOf(credentials);
    const after = await Promise.all(
      before.map(pipeline =>
        !pipeline.ownerRef || checkable.has(pipeline.ownerRef)
          ? this.#checker.check(pipeline.pipelineArn, { onBehalfOf })
          : pipeline,
      ),
    );
    // Only AWS may have told whose it is.
    const shown = await this.#show(after, { entity, credentials });
    return [...shown, ...notArns.map(refuse)];
  }

  async #show(
    pipelines: StoredPipeline[],
    options: { entity: Entity; credentials: BackstageCredentials },
  ): Promise<EntityPipeline[]> {
    const { credentials } = options;
    const readable = await this.#access.filterEntities({
      entityRefs: pipelines.flatMap(({ ownerRef }) => ownerRef ?? []),
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    const entityRef = stringifyEntityRef(options.entity);
    return pipelines.map(pipeline => {
      const { pipelineArn, ownerRef } = pipeline;
      if (ownerRef && readable.has(ownerRef)) {
        const { tagsWereRead: _, ...shown } = pipeline;
        return shown;
      }
      if (ownerRef) {
        return {
          pipelineArn,
          ownerRef,
          error: `It belongs to ${ownerRef}, whose reports you may not read. That ${entityRef} names it changes nothing`,
        };
      }
      return {
        pipelineArn,
        ...(pipeline.report || pipeline.error
          ? {
              error: pipeline.tagsWereRead
                ? DISPUTED
                : pipeline.error ?? UNREAD_TAGS,
            }
          : {}),
      };
    });
  }

  async #find(entity: Entity): Promise<{ arns: string[]; notArns: string[] }> {
    const annotated = getAnnotatedPipelines(entity);
    if (annotated.length > MAX_ANNOTATED_PIPELINES) {
      throw new InputError(
        `The annotation of ${stringifyEntityRef(entity)} names ${
          annotated.length
        } pipelines; ${MAX_ANNOTATED_PIPELINES} are the most that one entity may have`,
      );
    }
    const registrations = await this.#store.listRegistrations({
      entityRef: stringifyEntityRef(entity),
    });
    const names = new Set([
      ...annotated,
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
