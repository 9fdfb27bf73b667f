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
  source: SourceSpec;
  build?: BuildSpec;
  stages: StageSpec[];
  /** What CloudFormation may do in the target accounts. */
  deployRole?: DeployRoleSpec;
  /** ARN of the managed policy that bounds every role; see {@link DeployRoleSpec.permissionsBoundary}. */
  permissionsBoundary?: string;
  /** IAM path of every role, e.g. `/pipelines/`. Default `/`. */
  rolePath?: string;
  /** Put on every resource that can carry tags. */
  tags?: Record<string, string>;
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
export type SourceSpec = S3SourceSpec;

/**
 * A zip object in a bucket of the pipeline account.
 *
 * @public
 */
export interface S3SourceSpec {
  provider: 'S3';
  bucket: string;
  objectKey: string;
}

/**
 * @public
 */
export interface BuildSpec {
  /** Path in the source, or the buildspec itself as text. Default `buildspec.yml`. */
  buildspec?: string;
  /** Default `aws/codebuild/amazonlinux2-x86_64-standard:5.0`. */
  image?: string;
  /** Default `BUILD_GENERAL1_SMALL`. */
  computeType?: string;
  /** Plain-text environment variables. */
  environment?: Record<string, string>;
  /** Minutes. Default 60. */
  timeout?: number;
}

/**
 * Stages run one after the other; the targets of a stage in parallel.
 *
 * @public
 */
export interface StageSpec {
  name: string;
  /** Wait for a person before the stage's targets. */
  approval?: { message?: string };
  targets: TargetSpec[];
}

/**
 * @public
 */
export interface TargetSpec {
  /** Twelve digits. */
  account: string;
  region: string;
  /** What people call the account; in action names. Default: its configured name. */
  name?: string;
  deploy: DeploySpec;
}

/**
 * @public
 */
export type DeploySpec = CloudFormationDeploySpec;

/**
 * @public
 */
export interface CloudFormationDeploySpec {
  provider: 'CloudFormation';
  stackName: string;
  /** Path of the template in the build's output, or in the source without a build. */
  templatePath: string;
  /** Path of a template configuration file beside it. */
  templateConfigurationPath?: string;
  capabilities?: Array<
    'CAPABILITY_IAM' | 'CAPABILITY_NAMED_IAM' | 'CAPABILITY_AUTO_EXPAND'
  >;
  parameterOverrides?: Record<string, string>;
  /**
   * `change-set`: one action makes a change set, the next executes it.
   * `direct`: one action creates or updates the stack. Default `change-set`.
   */
  mode?: 'change-set' | 'direct';
}
