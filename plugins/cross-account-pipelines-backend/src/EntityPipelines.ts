import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  type EntityPipeline,
  getAnnotatedPipelines,
  getClaimedPipelines,
  isGeneratedEntity,
  MAX_ANNOTATED_PIPELINES,
  type PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineAccess } from './access/PipelineAccess';
import type { PipelineChecker } from './checking/PipelineChecker';
import { claimOf } from './ownership/claimOf';
import type {
  PipelinePage,
  PipelineStore,
  StoredPipeline,
} from './store/PipelineStore';
import { abridgePipeline } from './store/StoredGlance';

/** Everything, or what is seen at a glance. */
type Detail = 'full' | 'glance';

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

  /**
   * Of all entities, by ARN.
   *
   * @param page - every one of them unless it has a limit
   * @throws InputError for a cursor that is not one of this list
   */
  async list(
    credentials: BackstageCredentials,
    page: { limit?: number; cursor?: string } = {},
  ): Promise<{ items: PipelineSummary[]; nextCursor?: string }> {
    const { limit, cursor } = page;
    const found = await this.#list(credentials, {
      ...(cursor !== undefined && { after: readCursor(cursor) }),
      // One more tells whether there are others.
      ...(limit !== undefined && { limit: limit + 1 }),
    });
    const items = found.slice(0, limit);
    return {
      items,
      ...(found.length > items.length && {
        nextCursor: writeCursor(items[items.length - 1].pipelineArn),
      }),
    };
  }

  async #list(
    credentials: BackstageCredentials,
    page: PipelinePage,
  ): Promise<PipelineSummary[]> {
    if (this.#access.isService(credentials)) {
      return this.#store.listPipelines(page);
    }
    const readable = await this.#access.filterEntities({
      entityRefs: await this.#store.listOwners(),
      permission: crossAccountPipelinesReadPermission,
      credentials,
      isRemembered: true,
    });
    const shown = await this.#store.listPipelines({
      ...page,
      ownerRefs: [...readable],
    });
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

  /** What is stored of them, for one who may read what is the entity's. */
  async get(
    entity: Entity,
    options: { credentials: BackstageCredentials; detail: Detail },
  ): Promise<EntityPipeline[]> {
    const { credentials, detail } = options;
    const { arns, notArns } = await this.#find(entity);
    const pipelines = await (detail === 'glance'
      ? this.#store.glanceAt(arns)
      : this.#store.getPipelines(arns));
    const shown = await this.#show(pipelines, {
      entity,
      credentials,
      mayReadEntity: true,
    });
    return [...shown, ...notArns.map(refuse)];
  }

  /** Reads AWS for each of them whose owner lets the caller. */
  async check(
    entity: Entity,
    options: { credentials: BackstageCredentials; detail: Detail },
  ): Promise<EntityPipeline[]> {
    const { credentials, detail } = options;
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
    const shown = await this.#show(
      detail === 'glance' ? after.map(abridgePipeline) : after,
      { entity, credentials },
    );
    return [...shown, ...notArns.map(refuse)];
  }

  async #show(
    pipelines: StoredPipeline[],
    options: {
      entity: Entity;
      credentials: BackstageCredentials;
      /** Whether it was found out already that the caller may. */
      mayReadEntity?: true;
    },
  ): Promise<EntityPipeline[]> {
    const { credentials, mayReadEntity } = options;
    const entityRef = stringifyEntityRef(options.entity);
    const readable = await this.#access.filterEntities({
      entityRefs: pipelines.flatMap(({ ownerRef }) =>
        !ownerRef || (mayReadEntity && ownerRef === entityRef) ? [] : ownerRef,
      ),
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    if (mayReadEntity) {
      readable.add(entityRef);
    }
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
    // The catalog only learns later that something is not registered any more.
    const names = new Set([
      ...getClaimedPipelines(entity),
      ...registrations.map(({ pipelineArn }) => pipelineArn),
    ]);
    const arns = [...names].filter(name => parsePipelineArn(name));
    const notArns = [...names].filter(name => !parsePipelineArn(name));
    return { arns, notArns };
  }
}

function writeCursor(pipelineArn: string): string {
  return Buffer.from(pipelineArn).toString('base64url');
}

function readCursor(cursor: string): string {
  const pipelineArn = Buffer.from(cursor, 'base64url').toString();
  if (!parsePipelineArn(pipelineArn)) {
    throw new InputError(
      'cursor is not one that a page of this list ended with; ask without it for the first page',
    );
  }
  return pipelineArn;
}

function refuse(name: string): EntityPipeline {
  return {
    pipelineArn: name,
    error:
      'The annotation aws.amazon.com/aws-codepipeline-arn has to name a pipeline like arn:aws:codepipeline:<Region>:<account>:<name>',
  };
}
