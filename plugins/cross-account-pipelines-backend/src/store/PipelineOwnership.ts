import type { PipelineRegistration } from 'backstage-plugin-cross-account-pipelines-common';

/**
 * The pipelines that an entity's own annotation names, and whose the entity is.
 */
export interface EntityClaim {
  entityRef: string;
  pipelineArns: string[];
  /** What its annotation asks for in the place of names. */
  tags?: Record<string, string>;
  /** The pipelines that have these tags; absent until they were looked for. */
  taggedArns?: string[];
  owner?: string;
  system?: string;
}

/**
 * A pipeline that an entity names by these tags, as `writePipelineTags` writes
 * them.
 */
export interface TagMatch {
  entityRef: string;
  tags: string;
  pipelineArn: string;
}

/**
 * Keeps whose pipelines are: which entities name them in the catalog, and who
 * registered which for what.
 */
export interface PipelineOwnership {
  /**
   * From now on these entities name pipelines, and no others do. Pipelines that
   * nobody names and that are not registered are forgotten with their reports.
   *
   * @param options - `entities` are further ones that the catalog was asked for
   */
  setClaims(
    claims: EntityClaim[],
    options: { seenAt: string; entities?: Omit<EntityClaim, 'pipelineArns'>[] },
  ): Promise<void>;

  /** An entity that was looked at before all are looked at again. */
  addClaim(claim: EntityClaim, options: { seenAt: string }): Promise<void>;

  /** What was found by tags, for all entities or for one; by entity and ARN. */
  listTagMatches(filter?: { entityRef: string }): Promise<TagMatch[]>;

  /** The entities that any pipeline belongs to. */
  listOwners(): Promise<string[]>;

  /** Registering again changes nothing. */
  register(
    registration: PipelineRegistration & { registeredBy: string },
  ): Promise<void>;

  /** @returns whether it was registered */
  unregister(registration: PipelineRegistration): Promise<boolean>;

  /** All of them, or those of one entity or pipeline; by entity and ARN. */
  listRegistrations(filter?: {
    entityRef?: string;
    pipelineArn?: string;
  }): Promise<PipelineRegistration[]>;
}
