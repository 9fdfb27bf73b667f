import type {
  LinkTransition,
  PipelineExecution,
  PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineOwnership } from './PipelineOwnership';

/**
 * What is stored of a pipeline.
 */
export interface StoredPipeline {
  pipelineArn: string;
  ownerRef?: string;
  /** Whether AWS ever told whose it is, or that it does not know. */
  tagsWereRead?: true;
  report?: PipelineReport;
  executions?: PipelineExecution[];
  /** Whether the report and the runs are only what is seen at a glance. */
  isAbridged?: true;
  goneAt?: string;
  error?: string;
}

/**
 * Some of the pipelines, in the order of their ARNs.
 */
export interface PipelinePage {
  /** Those whose ARN comes after this one. */
  after?: string;
  limit?: number;
  /** Those that belong to one of these entities. */
  ownerRefs?: string[];
}

/**
 * What a check found in AWS.
 *
 * @public
 */
export interface CheckResult {
  report: PipelineReport;
  /** Absent where they could not be read: what was read before stays. */
  executions?: PipelineExecution[];
  /**
   * The entity that the pipeline's tag names; `null` when no tag names one.
   * Absent where tags could not be read: what was read before stays.
   */
  taggedRef?: string | null;
  /**
   * A hash of all that the report was made from, where nothing else can change
   * it. A report without one is made again each time.
   */
  madeFrom?: string;
}

/**
 * Keeps what is known of pipelines, and whose they are.
 */
export interface PipelineStore {
  /** Whose the pipelines are, and which entities name them. */
  readonly ownership: PipelineOwnership;

  /** What is stored of each, in the order given; only the ARN where nothing is. */
  getPipelines(pipelineArns: string[]): Promise<StoredPipeline[]>;

  /** The same with what is seen at a glance; see `abridgeReport`. */
  glanceAt(pipelineArns: string[]): Promise<StoredPipeline[]>;

  /** Pipelines that are checked, by ARN; every one unless narrowed. */
  listPipelines(options?: PipelinePage): Promise<PipelineSummary[]>;

  /** Every pipeline that is checked, the one that is most due first. */
  listDue(now: Date): Promise<string[]>;

  /** Pipelines whose health has changed since then, the last first. */
  listChanged(since: string): Promise<string[]>;

  /** Numbers a check of the pipeline; a later one has a higher number. */
  beginCheck(pipelineArn: string, at: string): Promise<number>;

  /** The highest number of a check of each pipeline. */
  countChecks(): Promise<Map<string, number>>;

  /**
   * Stores what a check found, unless a check that was begun later has stored
   * something already.
   *
   * @returns what is stored then, with the times since when its hops have been
   *   what they are, and what is different from the report before
   */
  saveResult(
    check: number,
    result: CheckResult,
  ): Promise<{ pipeline: StoredPipeline; transitions: LinkTransition[] }>;

  /**
   * What the stored report was made from. Nothing where a reading has to be judged
   * and stored whatever it finds: there is no report, a waiver has run out, or it
   * may have been made by another version.
   */
  recallMadeFrom(pipelineArn: string): Promise<string | undefined>;

  /**
   * Stores that a check found what the stored report was made from, unless a check
   * that was begun later has stored something already.
   *
   * @returns what is seen of it at a glance; nothing where the stored report is
   *   not made from that any more
   */
  saveUnchanged(
    check: number,
    found: Omit<CheckResult, 'report' | 'madeFrom'> & {
      pipelineArn: string;
      madeFrom: string;
      /** ISO 8601. */
      unchangedAt: string;
    },
  ): Promise<StoredPipeline | undefined>;

  /** Judges what is stored again: somebody puts up with more or less of it. */
  judgeAgain(pipelineArn: string): Promise<void>;

  /** Stores why there is no new report; the last report stays. */
  saveError(pipelineArn: string, error: string): Promise<void>;

  /**
   * Stores that AWS has no such pipeline any more, if there was one.
   *
   * @returns `new` the first time, `known` from then on, and nothing where there
   *   never was one
   */
  saveGone(
    check: number,
    gone: { pipelineArn: string; at: string; error: string },
  ): Promise<'new' | 'known' | undefined>;
}
