import type {
  JudgedFinding,
  PipelineReport,
  StackPhase,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * What a spec would make, foretold without asking AWS.
 *
 * @public
 */
export interface PipelinePlan {
  pipelineArn: string;
  /** Every hop, foretold. */
  report: PipelineReport;
  /** What the platform team's policy makes of them is in their level. */
  findings: JudgedFinding[];
  /** In the order in which they would be deployed. */
  stacks: Array<{
    phase: StackPhase;
    account: string;
    region: string;
    stackName: string;
    template: string;
  }>;
}
