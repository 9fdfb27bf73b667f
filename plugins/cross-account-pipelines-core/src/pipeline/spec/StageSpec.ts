import type { DeploySpec } from './DeploySpec';

/**
 * Stages run one after the other; the targets of a stage in parallel.
 *
 * @public
 */
export interface StageSpec {
  name: string;
  /** Wait for a person before the stage's targets. */
  approval?: ApprovalSpec;
  /** What has to hold for a V2 pipeline to enter. */
  entry?: ConditionSpec;
  /** What has to hold for a V2 pipeline to call the stage a success. */
  success?: ConditionSpec;
  /** What a V2 pipeline does when the stage has failed. */
  failure?: FailureSpec;
  targets: TargetSpec[];
}

/**
 * @public
 */
export interface ApprovalSpec {
  /** Shown to reviewers. */
  message?: string;
  /** What reviewers should look at. */
  reviewUrl?: string;
  /** ARN of the topic that tells reviewers; of the pipeline account and Region. */
  notifyTopicArn?: string;
}

/**
 * See `codepipeline/latest/userguide/stage-conditions`.
 *
 * @public
 */
export interface ConditionSpec {
  /** What happens when a rule does not hold. */
  result: 'FAIL' | 'SKIP' | 'ROLLBACK';
  /** One to five; all of them have to hold. */
  rules: RuleSpec[];
}

/**
 * See `codepipeline/latest/userguide/rule-reference`.
 *
 * @public
 */
export interface RuleSpec {
  name: string;
  provider:
    | 'CloudWatchAlarm'
    | 'DeploymentWindow'
    | 'LambdaInvoke'
    | 'VariableCheck';
  configuration: Record<string, string>;
}

/**
 * @public
 */
export interface FailureSpec {
  result: 'ROLLBACK' | 'RETRY' | 'FAIL';
  /** Only with `RETRY`. Default `FAILED_ACTIONS`. */
  retry?: 'FAILED_ACTIONS' | 'ALL_ACTIONS';
}

/**
 * One thing to do in one account and Region.
 *
 * @public
 */
export interface TargetSpec {
  /** Twelve digits. */
  account: string;
  region: string;
  /** What people call the account; in action names. Default: its configured name. */
  name?: string;
  /** Targets of a later wave wait for those of the earlier ones. Default 1. */
  wave?: number;
  deploy: DeploySpec;
  /** A role that is there already, to work with instead of a new one. */
  actionRoleArn?: string;
  /** A role that is there already, for CloudFormation to work with. */
  deployRoleArn?: string;
}
