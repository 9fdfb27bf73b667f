import type { LoggerService } from '@backstage/backend-plugin-api';
import { MAX_ANNOTATED_PIPELINES } from 'backstage-plugin-cross-account-pipelines-common';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { TaggedPipelines } from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelineAssessor } from '../assessment/PipelineAssessor';
import type { EntityClaim } from '../store/PipelineOwnership';
import type { PipelineStore } from '../store/PipelineStore';
import { writePipelineTags } from './parsePipelineTags';

/**
 * Finds the pipelines that entities name by tags. What was found in an account
 * and Region stays while it cannot be read.
 */
export class TagClaims {
  readonly #assessor: Pick<PipelineAssessor, 'readTaggedPipelines'>;
  readonly #logger: LoggerService;
  readonly #store: PipelineStore;

  constructor(options: {
    assessor: Pick<PipelineAssessor, 'readTaggedPipelines'>;
    logger: LoggerService;
    store: PipelineStore;
  }) {
    this.#assessor = options.assessor;
    this.#logger = options.logger;
    this.#store = options.store;
  }

  /**
   * AWS is asked only where an entity names tags, and once for all of them.
   *
   * @param options - `patience`: after how many ms a place counts as unread
   * @returns the claims, those with tags with what has them
   */
  async find(
    claims: EntityClaim[],
    options: { patience: number; onBehalfOf?: string },
  ): Promise<EntityClaim[]> {
    const asking = claims.filter(({ tags }) => tags);
    if (asking.length === 0 || !this.#assessor.readTaggedPipelines) {
      return claims;
    }
    const read = await this.#assessor.readTaggedPipelines(options);
    for (const { account, region, reason } of read.unread) {
      this.#logger.warn(
        `Pipelines in account ${account}, ${region} were not looked for by tags, and those found there before stay: ${reason}`,
      );
    }
    const earlier = new Map<string, string[]>();
    const keyOf = (entityRef: string, tags: string) => `${entityRef} ${tags}`;
    const [only] = asking;
    const matches = await this.#store.ownership.listTagMatches(
      asking.length === 1 ? { entityRef: only.entityRef } : undefined,
    );
    for (const { entityRef, tags, pipelineArn } of matches) {
      const key = keyOf(entityRef, tags);
      earlier.set(key, [...(earlier.get(key) ?? []), pipelineArn]);
    }
    return claims.map(claim => {
      const { entityRef, tags } = claim;
      return tags
        ? {
            ...claim,
            taggedArns: this.#choose(claim.entityRef, {
              tags,
              read,
              earlier:
                earlier.get(keyOf(entityRef, writePipelineTags(tags))) ?? [],
            }),
          }
        : claim;
    });
  }

  /** Too many add nothing, so that no tag that others set takes anything away. */
  #choose(
    entityRef: string,
    options: {
      tags: Record<string, string>;
      read: TaggedPipelines;
      earlier: string[];
    },
  ): string[] {
    const { tags, read, earlier } = options;
    const wanted = Object.entries(tags);
    const found = new Set(
      read.pipelines
        .filter(pipeline =>
          wanted.every(
            ([key, value]) =>
              Object.hasOwn(pipeline.tags, key) && pipeline.tags[key] === value,
          ),
        )
        .map(({ pipelineArn }) => pipelineArn),
    );
    const kept = earlier.filter(
      arn => found.has(arn) || isUnread(arn, read.unread),
    );
    const all = [...new Set([...kept, ...found])];
    if (all.length > MAX_ANNOTATED_PIPELINES) {
      this.#logger.warn(
        `The tags that ${entityRef} names are those of ${all.length} pipelines; none is added, for ${MAX_ANNOTATED_PIPELINES} are the most that one entity may have`,
      );
      return kept;
    }
    return all;
  }
}

function isUnread(arn: string, unread: TaggedPipelines['unread']): boolean {
  const place = parsePipelineArn(arn);
  return unread.some(
    ({ account, region }) =>
      account === place?.account && region === place.region,
  );
}
