import type {
  AccountSummary,
  ConfiguredAccount,
  Explanation,
  Health,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  ListedThing,
  ListedThingKind,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { LinkPage, LinkQuery } from './LinkQuery';
import type { LinkTransition } from './LinkTransition';
import type { PipelineExecution } from './PipelineExecution';
import type { PipelineStart } from './PipelineStart';
import type { PipelinePlan } from './PipelinePlan';
import type { NewWaiver, Waiver } from './Waiver';

/**
 * What is known of one pipeline of an entity.
 *
 * @public
 */
export interface EntityPipeline {
  pipelineArn: string;
  /**
   * The entity that the pipeline belongs to: the one that its tag
   * `backstage-component` names, or that it was registered for. Another entity
   * may name the pipeline, too. Absent while nobody knows.
   */
  ownerRef?: string;
  /**
   * The newest report; absent until the pipeline was first checked, and for
   * callers who may not read the reports of its owner.
   */
  report?: PipelineReport;
  /**
   * Whether the report and the runs are only what is seen at a glance, see
   * {@link abridgeReport}. {@link CrossAccountPipelinesApi.getPipelineReport} has
   * the rest.
   */
  isAbridged?: true;
  /** When AWS last said that there is no such pipeline any more; ISO 8601. */
  goneAt?: string;
  /** The newest runs, newest first; absent where there is no report, too. */
  executions?: PipelineExecution[];
  /** Why the last check gave no report, or why there is none to show; a sentence. */
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
  /** The entity that it belongs to. Absent while nobody knows. */
  ownerRef?: string;
  /** The entities that name it or that it was registered for, the owner among them. */
  entityRefs: string[];
  /** Absent until the pipeline was first checked. */
  health?: Health;
  /** When AWS last said that there is no such pipeline any more; ISO 8601. */
  goneAt?: string;
  /** The accounts that it acts in, its own not counted; by account id. */
  reaches: AccountSummary[];
  /** When AWS was read for the newest report; ISO 8601. */
  readAt?: string;
}

/**
 * Whose a pipeline is, for those who may know.
 *
 * @public
 */
export interface PipelineOwner {
  pipelineArn: string;
  /** Absent where nobody has it. */
  ownerRef?: string;
}

/**
 * The spec that a pipeline was made of, as its own stack tells.
 *
 * @public
 */
export interface RecordedSpec {
  pipelineArn: string;
  /** As the render action takes it. */
  spec: Record<string, unknown>;
  /** The templates that it was rendered from. */
  templates: {
    /** Where they came from; `suite` for its own. */
    origin: string;
    /**
     * Whether they are those that the portal renders from now; absent where the
     * portal's own cannot be read.
     */
    areCurrent?: boolean;
  };
}

/**
 * What the backend plugin offers, for the screens, the actions, the catalog
 * module and other programs. Every answer holds only what the caller may see.
 *
 * @public
 */
export interface CrossAccountPipelinesApi {
  /** The accounts configured in app-config. */
  listAccounts(options?: RequestOptions): Promise<ConfiguredAccount[]>;
  /** The entity's pipelines with their newest reports. */
  getEntityPipelines(
    entityRef: string,
    options?: DetailOptions,
  ): Promise<EntityPipeline[]>;
  /** Reads AWS now and returns what was found. */
  checkEntityPipelines(
    entityRef: string,
    options?: DetailOptions,
  ): Promise<EntityPipeline[]>;
  /**
   * The newest report of a pipeline, or what it says of one link: of an account
   * and Region, e.g. `222222222222/eu-west-1`, or with `own` of what the pipeline
   * needs whatever it reaches.
   */
  getPipelineReport(
    part: { pipelineArn: string; link?: string },
    options?: RequestOptions,
  ): Promise<PipelineReport>;
  /** Whose a pipeline is. */
  getPipelineOwner(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<PipelineOwner>;
  /** Registers a pipeline for an entity; registering it again changes nothing. */
  registerPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void>;
  /** Withdraws a registration; one that is not there is withdrawn already. */
  unregisterPipeline(
    registration: PipelineRegistration,
    options?: RequestOptions,
  ): Promise<void>;
  /** Every registration whose entity the caller may read. */
  listRegistrations(options?: RequestOptions): Promise<PipelineRegistration[]>;
  /** Every pipeline that is checked on schedule, by ARN. */
  listPipelines(options?: RequestOptions): Promise<PipelineSummary[]>;
  /** Links of all pipelines: who reaches what, how well, and since when. */
  queryLinks(query: LinkQuery, options?: RequestOptions): Promise<LinkPage>;
  /** What became of the pipeline's hops, newest first. */
  getHistory(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<LinkTransition[]>;
  /** The newest runs, newest first, as they were last read. */
  listExecutions(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<PipelineExecution[]>;
  /**
   * What an error text can mean, most likely first. With a pipeline, its newest
   * report confirms or contradicts.
   */
  explainError(
    error: { text: string; pipelineArn?: string },
    options?: RequestOptions,
  ): Promise<Explanation[]>;
  /** What there is in an account for a form to name. */
  listThings(
    place: { account: string; region: string; kind: ListedThingKind },
    options?: RequestOptions,
  ): Promise<ListedThing[]>;
  /** What a spec would make of a pipeline for the entity; nothing is created. */
  planPipeline(
    plan: { entityRef: string; spec: object },
    options?: RequestOptions,
  ): Promise<PipelinePlan>;
  /**
   * What made a pipeline, as somebody would write it, for whoever may deploy for
   * the entity that it belongs to. What the platform team says is left out.
   */
  getPipelineSpec(
    pipelineArn: string,
    options?: RequestOptions,
  ): Promise<RecordedSpec>;
  /** The waivers of a pipeline that have not run out. */
  listWaivers(pipelineArn: string, options?: RequestOptions): Promise<Waiver[]>;
  waive(waiver: NewWaiver, options?: RequestOptions): Promise<Waiver>;
  withdrawWaiver(id: string, options?: RequestOptions): Promise<void>;
  /** Starts a run and returns its id. */
  startPipeline(
    start: PipelineStart,
    options?: RequestOptions,
  ): Promise<{ executionId: string }>;
  /** Stops a run; what an action is doing is finished first unless abandoned. */
  stopExecution(
    stop: {
      pipelineArn: string;
      executionId: string;
      abandon?: boolean;
      reason?: string;
    },
    options?: RequestOptions,
  ): Promise<void>;
  /** Runs the failed actions of a stage again. */
  retryStage(
    retry: { pipelineArn: string; executionId: string; stage: string },
    options?: RequestOptions,
  ): Promise<void>;
  /**
   * Runs a stage with what an earlier run had brought there; the last that
   * succeeded before the present one, where none is named.
   *
   * @returns the id of the new run
   */
  rollBackStage(
    rollback: {
      pipelineArn: string;
      stage: string;
      targetExecutionId?: string;
    },
    options?: RequestOptions,
  ): Promise<{ executionId: string }>;
  /** Answers the manual approval that waits in that run, and no later one. */
  answerApproval(
    answer: {
      pipelineArn: string;
      executionId: string;
      stage: string;
      action: string;
      approve: boolean;
      comment: string;
    },
    options?: RequestOptions,
  ): Promise<void>;
}

/**
 * @public
 */
export interface RequestOptions {
  /** Backstage token, where the fetch API in use does not add one. */
  token?: string;
  signal?: AbortSignal;
}

/**
 * @public
 */
export interface DetailOptions extends RequestOptions {
  /**
   * Whether reports and runs come in full, which is the default, or only with
   * what is seen at a glance.
   */
  detail?: 'full' | 'glance';
}
