import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { CloudControlClient } from '@aws-sdk/client-cloudcontrol';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CodeStarConnectionsClient } from '@aws-sdk/client-codestar-connections';
import { EC2Client } from '@aws-sdk/client-ec2';
import { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EKSClient } from '@aws-sdk/client-eks';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RAMClient } from '@aws-sdk/client-ram';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import type { AwsCallObserver } from './AwsCallObserver';
import type { AwsAccountClients } from './AwsClients';
import { connectionSettings } from './connectionSettings';
import { keepSession, type PreparableClient } from './keepSession';
import { observeCalls, type ObservableClient } from './observeCalls';
import {
  refuseForeignAnswers,
  type AnsweredClient,
} from './refuseForeignAnswers';

type Credentials = NonNullable<STSClientConfig['credentials']>;

/**
 * Makes each client when it is first asked for.
 */
export class DefaultAwsAccountClients implements AwsAccountClients {
  readonly account: string;
  readonly region: string;
  private readonly settings: typeof connectionSettings & {
    region: string;
    credentials: Credentials;
  };
  private readonly made: {
    -readonly [Name in keyof AwsAccountClients]?: AwsAccountClients[Name];
  } = {};

  private readonly observer?: AwsCallObserver;

  constructor(options: {
    account: string;
    region: string;
    credentials: Credentials;
    observer?: AwsCallObserver;
  }) {
    this.account = options.account;
    this.region = options.region;
    this.observer = options.observer;
    this.settings = {
      ...connectionSettings,
      region: options.region,
      credentials: options.credentials,
    };
  }

  get autoScaling(): AutoScalingClient {
    return (this.made.autoScaling ??= this.prepare(
      new AutoScalingClient(this.settings),
    ));
  }

  get cloudControl(): CloudControlClient {
    return (this.made.cloudControl ??= this.prepare(
      new CloudControlClient(this.settings),
    ));
  }

  get cloudFormation(): CloudFormationClient {
    return (this.made.cloudFormation ??= this.prepare(
      new CloudFormationClient(this.settings),
    ));
  }

  get codeBuild(): CodeBuildClient {
    return (this.made.codeBuild ??= this.prepare(
      new CodeBuildClient(this.settings),
    ));
  }

  get codeConnections(): CodeStarConnectionsClient {
    return (this.made.codeConnections ??= this.prepare(
      new CodeStarConnectionsClient(this.settings),
    ));
  }

  get codeDeploy(): CodeDeployClient {
    return (this.made.codeDeploy ??= this.prepare(
      new CodeDeployClient(this.settings),
    ));
  }

  get codePipeline(): CodePipelineClient {
    return (this.made.codePipeline ??= this.prepare(
      new CodePipelineClient(this.settings),
    ));
  }

  get ec2(): EC2Client {
    return (this.made.ec2 ??= this.prepare(new EC2Client(this.settings)));
  }

  get codeCommit(): CodeCommitClient {
    return (this.made.codeCommit ??= this.prepare(
      new CodeCommitClient(this.settings),
    ));
  }

  get ecr(): ECRClient {
    return (this.made.ecr ??= this.prepare(new ECRClient(this.settings)));
  }

  get ecs(): ECSClient {
    return (this.made.ecs ??= this.prepare(new ECSClient(this.settings)));
  }

  get eks(): EKSClient {
    return (this.made.eks ??= this.prepare(new EKSClient(this.settings)));
  }

  get lambda(): LambdaClient {
    return (this.made.lambda ??= this.prepare(new LambdaClient(this.settings)));
  }

  get iam(): IAMClient {
    return (this.made.iam ??= this.prepare(new IAMClient(this.settings)));
  }

  get kms(): KMSClient {
    return (this.made.kms ??= this.prepare(new KMSClient(this.settings)));
  }

  get organizations(): OrganizationsClient {
    return (this.made.organizations ??= this.prepare(
      new OrganizationsClient(this.settings),
    ));
  }

  get ram(): RAMClient {
    return (this.made.ram ??= this.prepare(new RAMClient(this.settings)));
  }

  get resourceTagging(): ResourceGroupsTaggingAPIClient {
    return (this.made.resourceTagging ??= this.prepare(
      new ResourceGroupsTaggingAPIClient(this.settings),
    ));
  }

  get s3(): S3Client {
    return (this.made.s3 ??= this.prepare(
      new S3Client({
        ...this.settings,
        // A bucket may be in another Region than the pipeline that uses it.
        followRegionRedirects: true,
      }),
    ));
  }

  get sts(): STSClient {
    return (this.made.sts ??= this.prepare(new STSClient(this.settings)));
  }

  private prepare<
    C extends PreparableClient & AnsweredClient & ObservableClient,
  >(client: C): C {
    if (this.observer) {
      observeCalls(client, {
        observer: this.observer,
        account: this.account,
        region: this.region,
      });
    }
    keepSession(client, this.settings.credentials);
    refuseForeignAnswers(client);
    return client;
  }
}
