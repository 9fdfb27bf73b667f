import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CodeBuildClient } from '@aws-sdk/client-codebuild';
import type { CodeCommitClient } from '@aws-sdk/client-codecommit';
import type { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import type { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import type { CodeStarConnectionsClient } from '@aws-sdk/client-codestar-connections';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { EKSClient } from '@aws-sdk/client-eks';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { RAMClient } from '@aws-sdk/client-ram';
import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';

/**
 * SDK clients of one account and Region, made when they are first asked for.
 *
 * @public
 */
export interface AwsAccountClients {
  readonly account: string;
  readonly region: string;
  readonly autoScaling: AutoScalingClient;
  /** Reads any thing that CloudFormation can make. */
  readonly cloudControl: CloudControlClient;
  readonly cloudFormation: CloudFormationClient;
  readonly codeBuild: CodeBuildClient;
  /** Answers for connections of both prefixes. */
  readonly codeConnections: CodeStarConnectionsClient;
  readonly codeCommit: CodeCommitClient;
  readonly codeDeploy: CodeDeployClient;
  readonly codePipeline: CodePipelineClient;
  readonly ec2: EC2Client;
  readonly ecr: ECRClient;
  readonly ecs: ECSClient;
  readonly eks: EKSClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  readonly lambda: LambdaClient;
  readonly organizations: OrganizationsClient;
  readonly ram: RAMClient;
  /** Finds things of any service by their tags. */
  readonly resourceTagging: ResourceGroupsTaggingAPIClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/**
 * What the clients are for: it decides which role they work with.
 *
 * @public
 */
export type AwsPurpose = 'read' | 'deploy';

/**
 * Finds clients for any configured account.
 *
 * @public
 */
export interface AwsClients {
  /**
   * The account whose credentials may read the organization's policies: its
   * management account or a delegated administrator. Without one they are not
   * read.
   */
  readonly organizationAccount?: string;
  /**
   * Whether the roles of an account are read together, with
   * `iam:GetAccountAuthorizationDetails`, rather than one by one. Where that is
   * denied they are read one by one.
   */
  readonly readsAllRoles?: boolean;
  /**
   * The role that deploys in every account, by its name. Without one, whose
   * credentials deploy is the integration's, and is not judged before.
   */
  readonly deployerRoleName?: string;

  /**
   * @throws NotFoundError when no credentials are configured for the account
   * @throws ForbiddenError when its role cannot be assumed
   */
  forAccount(options: {
    account: string;
    region: string;
    purpose: AwsPurpose;
    /** Entity ref of the user who asked, for CloudTrail. */
    onBehalfOf?: string;
    /**
     * Assumes the roles again: whether they can be assumed now is what is asked.
     */
    fresh?: boolean;
  }): Promise<AwsAccountClients>;
}
