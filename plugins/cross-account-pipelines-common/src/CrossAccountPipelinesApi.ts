import type {
  AccountSummary,
  ConfiguredAccount,
  Health,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * What is known of one pipeline of an entity.
 *
 * @public
 */
export interface EntityPipeline {
  pipelineArn: string;
  /** The newest report; absent until the pipeline was first checked. */
  report?: PipelineReport;
  /** Why the last check gave no report; a sentence. */
  error?: string;
}

/**
 * A pipeline that was registered for an entity.
 *
 * @public
 */
export interface PipelineRegistration {
  entityRef: string;
  pipelineArn: string;
}

/**
 * A pipeline that the portal keeps an eye on, and what its newest report says.
 *
 * @public
 */
export interface PipelineSummary {
  pipelineArn: string;
  /** Absent until the pipeline was first checked. */
  health?: Health;
  /** The accounts that it acts in, its own not counted; by account id. */
  reaches: AccountSummary[];
  /** When AWS was read for the newest report; ISO 8601. */
  readAt?: string;
}

/**
 * What the backend plugin offers, for the card, the form fields, the actions
 * and the catalog module.
 *
 * @public
 */
export interface CrossAccountPipelinesApi {
  /** The accounts configured in app-config. */
  listAccounts(options?: RequestOptions): Promise<ConfiguredAccount[]>;
  /** The entity's pipelines with their newest reports. */
  getEntityPipelines(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityPipeline[]>;
  /** Reads AWS now and returns what was found. */
  checkEntityPipelines(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<EntityPipeline[]>;
  /** Registers a pipeline for an entity; registering it again changes nothing. */
  registerPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void>;
  /** Every registration whose entity the caller may read. */
  listRegistrations(options?: RequestOptions): Promise<PipelineRegistration[]>;
  /** Every pipeline that is checked on schedule, by ARN. */
  listPipelines(options?: RequestOptions): Promise<PipelineSummary[]>;
}

/**
 * @public
 */
export interface RequestOptions {
  /** Backstage token, where the fetch API in use does not add one. */
  token?: string;
  signal?: AbortSignal;
}
