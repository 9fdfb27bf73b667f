import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-common';
import type { StackManifest, TemplateProblem } from '../template';
import type { RenderedPipeline } from './RenderedPipeline';

/**
 * What is known of a pipeline before any of it exists.
 *
 * @public
 */
export interface PlanCheck {
  manifest: StackManifest;
  /** How key and bucket name the roles of other accounts, and why. */
  principals?: RenderedPipeline['principals'];
  /** Names by which people know the keys, by id: theirs are not known yet. */
  keyNames?: Record<string, string>;
  /** Every hop, foretold. */
  report: PipelineReport;
  /**
   * What must not be deployed: what CloudFormation would refuse, what is over a
   * limit, and hops that would be broken, at the statement that breaks them.
   */
  problems: TemplateProblem[];
  /** What works, but is probably not what somebody wants. */
  warnings: TemplateProblem[];
}
