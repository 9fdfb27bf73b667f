import type { AccountSummary, PipelineReport } from './PipelineReport';

/**
 * An account that pipelines may be created in or may reach, as configured
 * under `crossAccountPipelines.accounts`.
 *
 * @public
 */
export interface ConfiguredAccount extends AccountSummary {
  name: string;
  /** Regions that may be chosen, the account's own order. */
  regions: string[];
  /** Whether a pipeline may live there, be deployed to there, or both. */
  uses: Array<'pipeline' | 'target'>;
}

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
  /** Every registered pipeline. */
  listRegistrations(options?: RequestOptions): Promise<PipelineRegistration[]>;
}

/**
 * @public
 */
export interface RequestOptions {
  /** Backstage token, where the fetch API in use does not add one. */
  token?: string;
  signal?: AbortSignal;
}
