import type { BuildSpec } from './BuildSpec';
import type { SourceSpec } from './SourceSpec';
import type { StageSpec } from './StageSpec';

/**
 * What a person asks for: one pipeline, where it lives, what it builds and
 * where it deploys. The render action's input has this shape.
 *
 * @public
 */
export interface PipelineSpec {
  /** Names the pipeline and everything made for it; lower case, digits, hyphens. */
  name: string;
  /** The pipeline account: twelve digits. */
  account: string;
  /** The pipeline's home Region. */
  region: string;
  /** Default `V2`. */
  type?: 'V1' | 'V2';
  /** What happens to an execution that another one overtakes. Default `SUPERSEDED`. */
  executionMode?: 'SUPERSEDED' | 'QUEUED' | 'PARALLEL';
  source: SourceSpec;
  /** Which pushes and pull requests start a V2 pipeline with a connection. */
  triggers?: TriggerSpec[];
  /** Values that a person may give when starting a V2 pipeline. */
  variables?: VariableSpec[];
  build?: BuildSpec;
  stages: StageSpec[];
  /** What CloudFormation may do in the target accounts. */
  deployRole?: DeployRoleSpec;
  /** ARN of the managed policy that bounds every role; see {@link DeployRoleSpec.permissionsBoundary}. */
  permissionsBoundary?: string;
  /** IAM path of every role, e.g. `/pipelines/`. Default `/`. */
  rolePath?: string;
  /** Put before the name of every role. */
  roleNamePrefix?: string;
  /** The organization that all accounts belong to. */
  organization?: OrganizationSpec;
  /**
   * How key and bucket name the roles of other accounts: by the accounts' roots
   * or by the organization, in both cases narrowed by the roles' names. Default:
   * accounts while they fit into the policies.
   */
  principals?: 'accounts' | 'organization';
  /** What is used and not made. */
  existing?: ExistingSpec;
  /** Keep roles, bucket and key when their stacks are deleted. */
  retain?: boolean;
  /** Put on every resource that can carry tags. */
  tags?: Record<string, string>;
}

/**
 * A push or a pull request that starts a pipeline. Several filters of one
 * trigger have to match together.
 *
 * See `codepipeline/latest/userguide/pipelines-triggers`.
 *
 * @public
 */
export type TriggerSpec =
  | {
      on: 'push';
      branches?: FilterSpec;
      tags?: FilterSpec;
      paths?: FilterSpec;
    }
  | {
      on: 'pull-request';
      events?: Array<'OPEN' | 'UPDATED' | 'CLOSED'>;
      branches?: FilterSpec;
      paths?: FilterSpec;
    };

/**
 * Patterns with `*`, `**`, `?` and `{a,b}`.
 *
 * @public
 */
export interface FilterSpec {
  includes?: string[];
  excludes?: string[];
}

/**
 * @public
 */
export interface VariableSpec {
  name: string;
  default?: string;
  description?: string;
}

/**
 * The permissions that a platform team gives the deploy roles. Without any, a
 * deploy role can read artifacts and nothing else. ARNs and statements may say
 * `${AWS::AccountId}`, `${AWS::Region}` and `${AWS::Partition}`.
 *
 * @public
 */
export interface DeployRoleSpec {
  managedPolicyArns?: string[];
  /** Statements of an inline policy. */
  statements?: PolicyStatement[];
  /** ARN of the managed policy that bounds the deploy roles. */
  permissionsBoundary?: string;
}

/**
 * A statement of an identity policy, spelled as IAM does.
 *
 * @public
 */
export interface PolicyStatement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/**
 * @public
 */
export interface OrganizationSpec {
  /** `o-…` */
  id: string;
  /** Organizational units to stay within, e.g. `o-a/r-b/ou-c/*`. Default: all. */
  paths?: string[];
}

/**
 * Parts that are there already. They are used as they are; what they allow is
 * not changed, and assessed where it can be read.
 *
 * @public
 */
export interface ExistingSpec {
  /** Bucket and key by Region; Regions that are not here get new ones. */
  artifactStores?: Record<string, { bucket: string; keyArn: string }>;
  serviceRoleArn?: string;
  buildRoleArn?: string;
}
