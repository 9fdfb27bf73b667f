import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { CodePipelineClient } from '@aws-sdk/client-codepipeline';
import { CodeStarConnectionsClient } from '@aws-sdk/client-codestar-connections';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Sandbox, SandboxCredentials } from '../Sandbox';

export const TOOLS = '111111111111';
export const DEV = '012345678901';
export const STAGING = '222222222222';
export const REGION = 'eu-west-1';

/** One client of each service, with an account's administrator or other keys. */
export function clientsOf(
  sandbox: Sandbox,
  options: {
    account?: string;
    region?: string;
    credentials?: SandboxCredentials & { sessionToken?: string };
  } = {},
) {
  const { account = TOOLS, region = REGION } = options;
  const config = {
    region,
    endpoint: sandbox.url,
    credentials: options.credentials ?? sandbox.administrator(account),
    maxAttempts: 1,
  };
  return {
    cloudFormation: new CloudFormationClient(config),
    codeBuild: new CodeBuildClient(config),
    codeConnections: new CodeStarConnectionsClient(config),
    codeDeploy: new CodeDeployClient(config),
    codePipeline: new CodePipelineClient(config),
    ec2: new EC2Client(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    organizations: new OrganizationsClient(config),
    s3: new S3Client(config),
    sts: new STSClient(config),
  };
}

/** Clients with a session of a role, assumed by an account's administrator. */
export async function clientsInRole(
  sandbox: Sandbox,
  options: { by: string; roleArn: string; region?: string },
) {
  const { sts } = clientsOf(sandbox, { account: options.by });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: options.roleArn,
      RoleSessionName: 'test',
    }),
  );
  return clientsOf(sandbox, {
    region: options.region,
    credentials: {
      accessKeyId: keys!.AccessKeyId!,
      secretAccessKey: keys!.SecretAccessKey!,
      sessionToken: keys!.SessionToken!,
    },
  });
}

/** A policy document of the given statements. */
export function policyOf(...statements: object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(statement => ({ Effect: 'Allow', ...statement })),
  });
}
