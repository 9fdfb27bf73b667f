import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';

/**
 * Reads a pipeline and what it reaches, and says how well every hop works.
 *
 * @public
 */
export interface PipelineAssessor {
  /**
   * @throws InputError when the text is not the ARN of a pipeline
   * @throws NotFoundError when the pipeline's account is not configured or has
   *   no credentials, or when there is no such pipeline
   */
  assess(options: {
    pipelineArn: string;
    signal?: AbortSignal;
  }): Promise<PipelineReport>;
}
