import type {
  CheckFinding,
  KeyNames,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineChange } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { StackPlan } from '../../deployment';
import type { FailedAction } from './readFailedActions';

/** The pipelines of a set-up or of AWS, and what was found in them. */
export interface CheckResult {
  reports: PipelineReport[];
  findings: CheckFinding[];
  /** For what has no name yet that anybody knows. */
  keyNames?: KeyNames;
  /** Against what is deployed, where that was asked for. */
  plan?: StackPlan[];
  /** Of a pipeline that exists already: what it gains and loses. */
  change?: PipelineChange;
  /** Actions whose latest run failed; of a pipeline in AWS, where it may be read. */
  failures?: FailedAction[];
}
