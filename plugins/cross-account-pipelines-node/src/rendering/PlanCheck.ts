import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-common';
import type { StackManifest, TemplateProblem } from '../template';

/**
 * What is known of a pipeline before any of it exists.
 *
 * @public
 */
export interface PlanCheck {
  manifest: StackManifest;
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
