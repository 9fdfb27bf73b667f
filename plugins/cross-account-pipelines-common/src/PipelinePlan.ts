import type {
  JudgedFinding,
  PipelineReport,
  StackPhase,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  PipelineChange,
  ResourceChange,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What a spec would make, foretold, and what it would change of what is deployed.
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
    /** Absent where it could not be compared with what is deployed. */
    outcome?: 'created' | 'updated' | 'unchanged' | 'deleted';
    /** Absent where its outcome is. */
    changes?: ResourceChange[];
  }>;
  /** Of a pipeline that exists already: what it gains and loses. */
  change?: PipelineChange;
  /** Why its stacks cannot be deployed: their names are another entity's. */
  conflict?: string;
}
