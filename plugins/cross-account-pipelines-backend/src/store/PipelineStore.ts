import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type {
  EntityPipeline,
  PipelineRegistration,
  PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';

/**
 * Keeps what is known of pipelines, and who registered which for what.
 */
export interface PipelineStore {
  /** What is stored of each, in the order given; only the ARN where nothing is. */
  getPipelines(pipelineArns: string[]): Promise<EntityPipeline[]>;

  /** Every pipeline that is checked, by ARN. */
  listPipelines(): Promise<PipelineSummary[]>;

  /**
   * Checks these and the registered ones from now on, and forgets all others
   * with their reports.
   */
  setPipelines(pipelineArns: Iterable<string>): Promise<void>;

  /**
   * Stores a report unless there is a younger one, and returns the one that is
   * stored then, with the times since when its hops have been broken.
   */
  saveReport(report: PipelineReport): Promise<PipelineReport>;

  /** Stores why there is no new report; the last report stays. */
  saveError(pipelineArn: string, error: string): Promise<void>;

  /** Registering again changes nothing. */
  register(
    registration: PipelineRegistration & { registeredBy: string },
  ): Promise<void>;

  /** All of them, or those of one entity; by entity and ARN. */
  listRegistrations(filter?: {
    entityRef?: string;
    pipelineArn?: string;
  }): Promise<PipelineRegistration[]>;
}
