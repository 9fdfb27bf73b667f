import type { BuildSpec } from './BuildSpec';

/**
 * What is done in a target.
 *
 * @public
 */
export type DeploySpec =
  | CloudFormationDeploySpec
  | CodeDeployDeploySpec
  | S3DeploySpec
  | EcsDeploySpec
  | LambdaInvokeSpec
  | StackSetDeploySpec
  | CodeBuildTestSpec;

/**
 * @public
 */
export interface CloudFormationDeploySpec {
  provider: 'CloudFormation';
  stackName: string;
  /**
   * Path of the template in the build's output, or in the source without a
   * build. Not with mode `delete`.
   */
  templatePath?: string;
  /** Path of a template configuration file beside it. */
  templateConfigurationPath?: string;
  capabilities?: Capability[];
  /** Texts, or `Fn::GetArtifactAtt` and `Fn::GetParam` as CodePipeline takes them. */
  parameterOverrides?: Record<string, ParameterOverride>;
  /**
   * `change-set`: one action makes a change set, the next executes it.
   * `direct`: one action creates or updates the stack. `replace-on-failure`: so
   * does it, and a stack that has failed is made anew. `delete`: one action
   * deletes the stack. Default `change-set`.
   */
  mode?: 'change-set' | 'direct' | 'replace-on-failure' | 'delete';
}

/**
 * @public
 */
export type Capability =
  | 'CAPABILITY_IAM'
  | 'CAPABILITY_NAMED_IAM'
  | 'CAPABILITY_AUTO_EXPAND';

/**
 * @public
 */
export type ParameterOverride =
  | string
  | { 'Fn::GetArtifactAtt': [string, string] }
  | { 'Fn::GetParam': [string, string, string] };

/**
 * A revision for EC2 instances. The instances read it with their own role.
 *
 * @public
 */
export interface CodeDeployDeploySpec {
  provider: 'CodeDeploy';
  application: string;
  deploymentGroup: string;
  /**
   * Make application, deployment group and the role of the instances; without
   * it they are there already.
   */
  create?: {
    /** Tags of the instances to deploy to; all of them have to match. */
    instanceTags: Record<string, string>;
    /** Default `CodeDeployDefault.OneAtATime`. */
    deploymentConfig?: string;
  };
  /** The role that the instances have; needed without `create`. */
  instanceRoleArn?: string;
}

/**
 * Files for a bucket that the target account owns.
 *
 * @public
 */
export interface S3DeploySpec {
  provider: 'S3';
  bucket: string;
  /** Make the bucket. */
  create?: boolean;
  /** Unpack the artifact. Default true. */
  extract?: boolean;
  /** Where to put it: the folder with `extract`, the object without. */
  objectKey?: string;
  /** E.g. `max-age=300`. */
  cacheControl?: string;
  /**
   * The bucket's object ownership. Where ACLs are still on, objects are put so
   * that they belong to the bucket's owner. Default `BucketOwnerEnforced`.
   */
  ownership?: 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter';
  /** ARN of the bucket's own key, in the target account. */
  keyArn?: string;
}

/**
 * A new image for a service.
 *
 * @public
 */
export interface EcsDeploySpec {
  provider: 'ECS';
  cluster: string;
  service: string;
  /** Path of the image definitions file. Default `imagedefinitions.json`. */
  file?: string;
  /** Task and execution roles of the service. */
  taskRoleArns: string[];
  /** Minutes. */
  timeout?: number;
}

/**
 * A function that does the work.
 *
 * @public
 */
export interface LambdaInvokeSpec {
  provider: 'Lambda';
  function: string;
  /** Handed to the function with the job. */
  userParameters?: string;
}

/**
 * A stack set whose administration is in the target account.
 *
 * @public
 */
export interface StackSetDeploySpec {
  provider: 'CloudFormationStackSet';
  stackSetName: string;
  templatePath: string;
  /** Path of a file with parameters. */
  parametersPath?: string;
  capabilities?: Capability[];
  /** Regions of the instances. */
  regions: string[];
  /** Accounts of the instances, with roles of this name in each. */
  accounts?: string[];
  /** Organizational units of the instances; StackSets brings its own roles. */
  organizationalUnits?: string[];
  /** Default `AWSCloudFormationStackSetAdministrationRole` of the target account. */
  administrationRoleArn?: string;
  /** Default `AWSCloudFormationStackSetExecutionRole`. */
  executionRoleName?: string;
  failureTolerancePercentage?: number;
  maxConcurrentPercentage?: number;
}

/**
 * A test that CodeBuild runs in the target account, on the source; where that is
 * in another account, on what the build puts out.
 *
 * @public
 */
export interface CodeBuildTestSpec extends BuildSpec {
  provider: 'CodeBuild';
}
