import type { PolicyStatement } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { addAttachmentRecord, type AttachmentRecord } from './AttachmentRecord';

/** Days in which a key can be had back. */
const window = 30;

/**
 * The stack that lets a pipeline of others into accounts: what its service role
 * may assume, and a key where it has none that others can use. Both are whole
 * resources of ours. Policies that others own are not in it: CloudFormation would
 * overwrite them.
 */
export function attachmentTemplate(options: {
  /** Name of the pipeline. */
  pipelineName: string;
  policyName: string;
  partition: string;
  account: string;
  serviceRoleName: string;
  /** Roles that the service role is to assume. */
  actionRoles: string[];
  key?: {
    /** Roles of the pipeline account that use artifacts. */
    users: string[];
    statements: PolicyStatement[];
  };
  record: AttachmentRecord;
}): string {
  const { key, partition, account, pipelineName } = options;
  return addAttachmentRecord(
    {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: `Lets pipeline ${pipelineName}, which others have made, work in other accounts. Its metadata keeps how the pipeline was before: detach it before you delete this stack`,
      Resources: {
        EnterTargetAccounts: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyName: options.policyName,
            Roles: [options.serviceRoleName],
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [
                {
                  Sid: 'AssumeActionRoles',
                  Effect: 'Allow',
                  Action: 'sts:AssumeRole',
                  Resource: options.actionRoles,
                },
              ],
            },
          },
        },
        ...(key && {
          ArtifactKey: {
            Type: 'AWS::KMS::Key',
            Properties: {
              Description: `Artifacts of pipeline ${pipelineName}`,
              EnableKeyRotation: true,
              PendingWindowInDays: window,
              KeyPolicy: keyPolicy({ ...key, partition, account }),
            },
          },
        }),
      },
      Outputs: key
        ? {
            ArtifactKeyArn: { Value: { 'Fn::GetAtt': ['ArtifactKey', 'Arn'] } },
          }
        : {},
    },
    options.record,
  );
}

/** A key's policy alone decides for roles of its account that it names. */
export function keyPolicy(options: {
  partition: string;
  account: string;
  users: string[];
  statements: PolicyStatement[];
}): object {
  const { partition, account, users, statements } = options;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        // Without it nobody could change this policy again.
        Sid: 'LetIamOfThisAccountDecide',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'LetRolesOfThePipelineUse',
        Effect: 'Allow',
        Principal: { AWS: users },
        Action: [
          'kms:Decrypt',
          'kms:DescribeKey',
          'kms:Encrypt',
          'kms:GenerateDataKey*',
          'kms:ReEncrypt*',
        ],
        Resource: '*',
      },
      ...statements,
    ],
  };
}
