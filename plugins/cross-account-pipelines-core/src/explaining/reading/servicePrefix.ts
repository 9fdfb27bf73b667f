import { wellKnownServices } from '../../policy';

/**
 * Names by which error texts, exceptions and SDKs call a service where its IAM
 * prefix is none of the ordinary shortenings of that name.
 */
const PREFIXES: Record<string, string> = {
  autoscalingplans: 'autoscaling-plans',
  applicationautoscaling: 'application-autoscaling',
  certificatemanager: 'acm',
  cloudwatchevents: 'events',
  cloudwatchlogs: 'logs',
  codestarconnections: 'codestar-connections',
  dynamodbv2: 'dynamodb',
  ecrpublic: 'ecr-public',
  elasticcontainerregistry: 'ecr',
  elasticcontainerservice: 'ecs',
  elasticloadbalancingv2: 'elasticloadbalancing',
  eventbridge: 'events',
  identityandaccessmanagement: 'iam',
  identitymanagement: 'iam',
  keymanagementservice: 'kms',
  lambdainternal: 'lambda',
  opensearch: 'es',
  securitytoken: 'sts',
  securitytokenservice: 'sts',
  sfn: 'states',
  simplenotificationservice: 'sns',
  simplequeueservice: 'sqs',
  simplestorageservice: 's3',
  simplesystemsmanagement: 'ssm',
  stepfunctions: 'states',
  systemsmanager: 'ssm',
};

/**
 * The IAM prefix of a service as a text names it: `AmazonS3`, `AWSKMS`,
 * `Amazon Elastic Container Registry` and `kms.amazonaws.com` alike.
 */
export function servicePrefix(name: string): string {
  const plain = name
    .replace(/\.amazonaws\.com(?:\.cn)?$/i, '')
    .replace(/^(?:AWS|Amazon)(?=[\sA-Z])/, '')
    .replace(/(?:Exception|Client)$/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  return PREFIXES[plain] ?? plain;
}

/** Operations that only one service has, for texts that leave the service out. */
const OPERATIONS: Record<string, string> = {
  cloudformation:
    'CreateStack UpdateStack DeleteStack CreateChangeSet ExecuteChangeSet DescribeChangeSet DescribeStacks DescribeStackEvents ValidateTemplate CreateStackSet UpdateStackSet DeleteStackSet CreateStackInstances UpdateStackInstances DeleteStackInstances GetTemplateSummary ContinueUpdateRollback',
  codebuild:
    'StartBuild StopBuild BatchGetBuilds BatchGetProjects CreateProject UpdateProject CreateWebhook ImportSourceCredentials',
  codecommit:
    'GetBranch GetCommit UploadArchive GetUploadArchiveStatus CancelUploadArchive GitPull GitPush',
  codedeploy:
    'CreateDeployment GetDeployment CreateDeploymentGroup UpdateDeploymentGroup GetDeploymentConfig GetApplicationRevision RegisterApplicationRevision ContinueDeployment',
  codepipeline:
    'CreatePipeline UpdatePipeline GetPipeline GetPipelineState StartPipelineExecution PutJobSuccessResult PutJobFailureResult PutApprovalResult RetryStageExecution',
  ec2: 'DescribeSecurityGroups DescribeSubnets DescribeVpcs DescribeDhcpOptions DescribeNetworkInterfaces CreateNetworkInterface DeleteNetworkInterface CreateNetworkInterfacePermission RunInstances',
  ecr: 'SetRepositoryPolicy GetRepositoryPolicy BatchGetImage BatchCheckLayerAvailability GetDownloadUrlForLayer InitiateLayerUpload UploadLayerPart CompleteLayerUpload PutImage DescribeImages DescribeRepositories GetLifecyclePolicy',
  ecs: 'RegisterTaskDefinition DescribeTaskDefinition UpdateService CreateService DescribeServices RunTask CreateTaskSet',
  eks: 'CreateAccessEntry AssociateAccessPolicy',
  events: 'PutRule PutTargets PutEvents PutPermission DescribeEventBus',
  iam: 'CreateRole UpdateAssumeRolePolicy PutRolePolicy AttachRolePolicy CreatePolicy CreatePolicyVersion PutRolePermissionsBoundary GetRole PassRole DeleteRole CreateServiceLinkedRole PutUserPolicy PutGroupPolicy',
  kms: 'Decrypt Encrypt ReEncrypt GenerateDataKey GenerateDataKeyWithoutPlaintext PutKeyPolicy GetKeyPolicy CreateKey DescribeKey CreateGrant CreateAlias UpdateAlias ScheduleKeyDeletion',
  lambda:
    'AddPermission RemovePermission Invoke InvokeFunction CreateFunction GetFunction UpdateFunctionCode UpdateFunctionConfiguration PublishVersion PublishLayerVersion GetLayerVersion AddLayerVersionPermission',
  logs: 'CreateLogGroup CreateLogStream PutLogEvents PutSubscriptionFilter',
  s3: 'PutObject GetObject HeadObject CopyObject DeleteObject PutObjectAcl ListObjects ListObjectsV2 ListBuckets HeadBucket CreateBucket DeleteBucket PutBucketPolicy GetBucketPolicy PutBucketAcl GetBucketAcl GetBucketLocation GetBucketVersioning PutBucketNotificationConfiguration CreateMultipartUpload UploadPart CompleteMultipartUpload PutPublicAccessBlock PutBucketOwnershipControls',
  secretsmanager:
    'GetSecretValue PutResourcePolicy DescribeSecret PutSecretValue CreateSecret',
  sns: 'Publish SetTopicAttributes CreateTopic Subscribe',
  sqs: 'SendMessage ReceiveMessage SetQueueAttributes CreateQueue',
  ssm: 'GetParameter GetParameters GetParametersByPath PutParameter SendCommand',
  states: 'StartExecution DescribeExecution DescribeStateMachine',
  sts: 'AssumeRole AssumeRoleWithWebIdentity AssumeRoleWithSAML GetCallerIdentity TagSession GetFederationToken',
};

const serviceByOperation = new Map(
  Object.entries(OPERATIONS).flatMap(([service, operations]) =>
    operations
      .split(' ')
      .map(operation => [operation.toLowerCase(), service] as const),
  ),
);

/** The service of an operation that is of one service only. */
export function serviceOfOperation(operation: string): string | undefined {
  return serviceByOperation.get(operation.toLowerCase());
}

const known = new Set([
  ...Object.values(PREFIXES),
  ...wellKnownServices,
  'execute-api',
  'inspector-scan',
  'tag',
]);

/** Whether a word is the IAM prefix of a service. */
export function isServicePrefix(word: string): boolean {
  return known.has(word.toLowerCase());
}
