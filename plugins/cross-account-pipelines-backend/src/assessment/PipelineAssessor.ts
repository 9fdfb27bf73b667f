import type { TaggedPipelines } from 'backstage-plugin-cross-account-pipelines-node';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { CheckResult } from '../store/PipelineStore';

/**
 * What was read of a pipeline, and how well every hop works.
 *
 * @public
 */
export type PipelineReading = CheckResult;

/**
 * AWS has nothing that the stored report was not made from: it is not made again.
 *
 * @public
 */
export type UnchangedReading = Omit<CheckResult, 'report' | 'madeFrom'> & {
  /** When the oldest part of what was compared was read; ISO 8601. */
  unchangedAt: string;
};

/**
 * The report that is stored.
 *
 * @public
 */
export interface StoredJudgement {
  /** As the reading said that gave it. */
  madeFrom: string;
  /** Nothing where it cannot be read any more. */
  readReport(): Promise<PipelineReport | undefined>;
}

/**
 * Reads a pipeline and what it reaches, and says how well every hop works.
 *
 * @public
 */
export interface PipelineAssessor {
  /**
   * @throws InputError when the text is not the ARN of a pipeline
   * @throws NotFoundError when the pipeline's account is not configured or has
   *   no credentials
   * @throws PipelineGoneError when there is no such pipeline
   */
  assess(options: {
    pipelineArn: string;
    /** Entity ref of the user who asked, for CloudTrail; absent on schedule. */
    onBehalfOf?: string;
    signal?: AbortSignal;
    /** What need not be judged again; absent where it has to be. */
    stored?: StoredJudgement;
  }): Promise<PipelineReading | UnchangedReading>;

  /**
   * Assesses the pipelines of one run, and reads and decides once what they
   * share. Without it each is read by itself.
   */
  beginRun?(): Pick<PipelineAssessor, 'assess'>;

  /**
   * The pipelines that have tags, in the accounts and Regions where pipelines may
   * live. Without it entities cannot name theirs by tags.
   *
   * @param options - `patience`: after how many ms a place counts as unread
   */
  readTaggedPipelines?(options: {
    patience: number;
    onBehalfOf?: string;
  }): Promise<TaggedPipelines>;
}
