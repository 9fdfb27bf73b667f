import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  CODEPIPELINE_ARN_ANNOTATION,
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  type EntityPipeline,
  getAnnotatedPipelines,
  getAnnotatedTags,
  getClaimedPipelines,
  isGeneratedEntity,
  MAX_ANNOTATED_PIPELINES,
  type PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineAccess } from './access/PipelineAccess';
import type { PipelineChecker } from './checking/PipelineChecker';
import { claimOf } from './ownership/claimOf';
import {
  parsePipelineTags,
  writePipelineTags,
} from './ownership/parsePipelineTags';
import type { TagClaims } from './ownership/TagClaims';
import type {
  PipelinePage,
  PipelineStore,
  StoredPipeline,
} from './store/PipelineStore';
import { abridgePipeline } from './store/StoredGlance';

/** Everything, or what is seen at a glance. */
type Detail = 'full' | 'glance';

/** How long a check may look for pipelines by tags before it reads them, in ms. */
const PATIENCE_FOR_TAGS = 5_000;

/** What an entity names: pipelines, tags of pipelines, or something else. */
interface Named {
  arns: string[];
  /** Those of the pipelines that are found by tags alone. */
  byTags: Set<string>;
  /** What is said of the rest. */
  others: EntityPipeline[];
  /** What the annotation with tags says, where it is spelled well. */
  tags?: string;
}

const DISPUTED =
  'Several entities name it, and nobody knows whose it is: register it for the right one, or give the pipeline the tag backstage-component';

const UNREAD_TAGS =
  'Whose it is could not be read: the reader role of its account needs codepipeline:ListTagsForResource';

/**
 * The pipelines of an entity, as far as the caller may see them: those that its
 * annotation names and those that were registered for it. Either says only that
 * the pipeline exists. Its report is for those who may read the entity that it
 * belongs to, and so is that it exists where it is found by tags.
 */
export class EntityPipelines {
  readonly #access: PipelineAccess;
  readonly #checker: PipelineChecker;
  readonly #store: PipelineStore;
  readonly #tagClaims: TagClaims;

  constructor(options: {
    access: PipelineAccess;
    checker: PipelineChecker;
    store: PipelineStore;
    tagClaims: TagClaims;
  }) {
    this.#tagClaims = options.tagClaims;
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
      entityRefs: await this.#store.ownership.listOwners(),
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
    const named = await this.#find(entity);
    const pipelines = await (detail === 'glance'
      ? this.#store.glanceAt(named.arns)
      : this.#store.getPipelines(named.arns));
    return this.#show(pipelines, {
      entity,
      named,
      credentials,
      mayReadEntity: true,
    });
  }

  /** Reads AWS for each of them whose owner lets the caller. */
  async check(
    entity: Entity,
    options: { credentials: BackstageCredentials; detail: Detail },
  ): Promise<EntityPipeline[]> {
    const { credentials, detail } = options;
    const onBehalfOf = this.#access.nameOf(credentials);
    // Who names more than can be is refused before AWS is asked anything.
    await this.#find(entity);
    if (!isGeneratedEntity(entity)) {
      const seenAt = new Date().toISOString();
      const [claim] = await this.#tagClaims.find([claimOf(entity)], {
        patience: PATIENCE_FOR_TAGS,
        onBehalfOf,
      });
      await this.#store.ownership.addClaim(claim, { seenAt });
    }
    const named = await this.#find(entity);
    const before = await this.#store.getPipelines(named.arns);
    const checkable = await this.#access.filterEntities({
      entityRefs: before.flatMap(({ ownerRef }) => ownerRef ?? []),
      permission: crossAccountPipelinesCheckPermission,
      credentials,
    });
    const after = await Promise.all(
      before.map(pipeline =>
        !pipeline.ownerRef || checkable.has(pipeline.ownerRef)
          ? this.#checker.check(pipeline.pipelineArn, { onBehalfOf })
          : pipeline,
      ),
    );
    // Only AWS may have told whose it is.
    return this.#show(
      detail === 'glance' ? after.map(abridgePipeline) : after,
      { entity, named, credentials },
    );
  }

  async #show(
    pipelines: StoredPipeline[],
    options: {
      entity: Entity;
      named: Named;
      credentials: BackstageCredentials;
      /** Whether it was found out already that the caller may. */
      mayReadEntity?: true;
    },
  ): Promise<EntityPipeline[]> {
    const { named, credentials, mayReadEntity } = options;
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
    const known = pipelines.filter(
      ({ pipelineArn, ownerRef }) =>
        !named.byTags.has(pipelineArn) || (ownerRef && readable.has(ownerRef)),
    );
    const shown = known.map((pipeline): EntityPipeline => {
      const { pipelineArn, ownerRef } = pipeline;
      if (ownerRef && readable.has(ownerRef)) {
        const { tagsWereRead: _, ...own } = pipeline;
        return own;
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
    const { tags, others } = named;
    return [
      ...shown,
      ...others,
      ...(tags !== undefined && shown.length === 0 ? [notFoundBy(tags)] : []),
    ];
  }

  async #find(entity: Entity): Promise<Named> {
    const annotated = getAnnotatedPipelines(entity);
    if (annotated.length > MAX_ANNOTATED_PIPELINES) {
      throw new InputError(
        `The annotation of ${stringifyEntityRef(entity)} names ${
          annotated.length
        } pipelines; ${MAX_ANNOTATED_PIPELINES} are the most that one entity may have`,
      );
    }
    const registrations = await this.#store.ownership.listRegistrations({
      entityRef: stringifyEntityRef(entity),
    });
    // The catalog only learns later that something is not registered any more.
    const names = new Set([
      ...getClaimedPipelines(entity),
      ...registrations.map(({ pipelineArn }) => pipelineArn),
    ]);
    const others = [...names]
      .filter(name => !parsePipelineArn(name))
      .map(refuse);
    const tagged = await this.#findByTags(entity);
    const byTags = tagged.arns.filter(arn => !names.has(arn));
    return {
      arns: [...[...names].filter(name => parsePipelineArn(name)), ...byTags],
      byTags: new Set(byTags),
      others: [...others, ...tagged.others],
      ...(tagged.tags !== undefined && { tags: tagged.tags }),
    };
  }

  async #findByTags(entity: Entity): Promise<Omit<Named, 'byTags'>> {
    const text = getAnnotatedTags(entity);
    if (text === undefined) {
      return { arns: [], others: [] };
    }
    try {
      const tags = writePipelineTags(parsePipelineTags(text));
      const matches = await this.#store.ownership.listTagMatches({
        entityRef: stringifyEntityRef(entity),
      });
      return {
        // Others were found by what the annotation said before.
        arns: matches
          .filter(match => match.tags === tags)
          .map(({ pipelineArn }) => pipelineArn),
        others: [],
        tags: text,
      };
    } catch (error) {
      if (error instanceof InputError) {
        return {
          arns: [],
          others: [{ pipelineArn: text, error: error.message }],
        };
      }
      throw error;
    }
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
    error: `The annotation ${CODEPIPELINE_ARN_ANNOTATION} has to name a pipeline like arn:aws:codepipeline:<Region>:<account>:<name>`,
  };
}

/** The same for whatever there is that the caller may not see. */
function notFoundBy(tags: string): EntityPipeline {
  return {
    pipelineArn: tags,
    error: `No pipeline that you may see has the tags ${tags}, or more than ${MAX_ANNOTATED_PIPELINES} pipelines have them. They are looked for in the pipeline accounts of app-config, whose reader roles need tag:GetResources; tags that were changed are seen by the next check`,
  };
}
