import { B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Limits, credentials, Regions, the network and AWS. */
export const environmentWordings: Wording[] = [
  {
    cause: 'throttled',
    text: 'An error occurred (Throttling) when calling the DescribeStacks operation (reached max retries: 4): Rate exceeded',
  },
  {
    cause: 'policy-too-large',
    text: 'Cannot exceed quota for ACLSizePerRole: 2048 (Service: Iam, Status Code: 409)',
  },
  {
    cause: 'too-many-policies',
    text: 'LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10',
  },
  {
    cause: 'function-policy-full',
    text: 'An error occurred (PolicyLengthExceededException) when calling the AddPermission operation: The final policy size (20512) is bigger than the limit (20480).',
  },
  {
    cause: 'template-too-large',
    text: "1 validation error detected: Value '…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
  },
  {
    cause: 'action-configuration-too-long',
    text: "1 validation error detected: Value '{…}' at 'pipeline.stages.3.member.actions.1.member.configuration' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 1000] (Service: AWSCodePipeline)",
  },
  {
    cause: 'too-many-builds',
    text: 'AccountLimitExceededException: Cannot have more than 1 builds in queue for the account',
  },
  {
    cause: 'limit-exceeded',
    text: 'LimitExceededException: A limit of 1000 pipelines was exceeded',
  },
  {
    cause: 'credentials-rejected',
    text: 'An error occurred (ExpiredToken) when calling the GetObject operation: The provided token has expired.',
  },
  {
    cause: 'credentials-missing',
    text: 'Unable to locate credentials. You can configure credentials by running "aws configure".',
  },
  {
    cause: 'credentials-missing',
    text: 'CredentialsProviderError: Could not load credentials from any providers (AWS SDK)',
  },
  {
    cause: 'clock-wrong',
    text: 'An error occurred (SignatureDoesNotMatch) when calling the GetCallerIdentity operation: Signature expired: 20260101T000000Z is now earlier than 20260101T001500Z',
  },
  {
    cause: 'region-not-enabled',
    text: 'An error occurred (RegionDisabledException) when calling the AssumeRole operation: STS is not activated in this region for account:222222222222',
  },
  {
    cause: 'token-not-for-region',
    text: 'An error occurred (InvalidToken) when calling the ListBuckets operation: The provided token is malformed or otherwise invalid.',
  },
  {
    cause: 'token-not-for-region',
    text: 'AuthFailure: AWS was not able to validate the provided access credentials',
  },
  {
    cause: 'no-connection',
    text: 'Error: getaddrinfo ENOTFOUND sts.eu-west-1.amazonaws.com',
  },
  {
    cause: 'operations-collided',
    text: `ResourceConflictException: The operation cannot be performed at this time. An update is in progress for resource: arn:aws:lambda:eu-west-1:${B}:function:x`,
  },
  {
    cause: 'service-fault',
    text: 'An error occurred (InternalFailure) when calling the StartBuild operation',
  },
  {
    cause: 'token-not-for-region',
    also: ['region-not-enabled', 'credentials-rejected'],
    text: '❌ app (ap-east-1) failed: Error: The security token included in the request is invalid.',
  },
  {
    cause: 'throttled',
    text: 'Throttling: Rate exceeded for CloudFormation',
  },
  {
    cause: 'waiting-gave-up',
    text: 'Error: Failed to create changeset for the stack: shop, ex: Waiter ChangeSetCreateComplete failed: Max attempts exceeded Status: FAILED. Reason: ',
  },
  {
    cause: 'throttled',
    text: 'An error occurred (ThrottlingException) when calling the StartBuild operation: Rate exceeded',
  },
];
