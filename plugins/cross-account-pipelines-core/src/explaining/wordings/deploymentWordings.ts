import { B, session } from './sampleRefusal';
import type { Wording } from './Wording';

/** What deploys and what was deployed. */
export const deploymentWordings: Wording[] = [
  {
    cause: 'revision-invalid',
    text: 'The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path "appspec.yml". The revision was unpacked to directory "/opt/codedeploy-agent/deployment-root/1/d-2/deployment-archive"',
  },
  {
    cause: 'revision-invalid',
    text: 'BundleType must be either YAML or JSON',
  },
  {
    cause: 'named-resource-missing',
    text: 'DeploymentGroupDoesNotExistException: No Deployment Group found for name: prod',
  },
  {
    cause: 'instance-reads-revision',
    also: ['instance-uses-key'],
    text: 'LifecycleEvent - DownloadBundle: UnknownError: not opened for reading',
  },
  {
    cause: 'instance-reads-revision',
    also: ['instance-uses-key', 'bucket-refuses-instance'],
    text: "[codedeploy-agent(2681)]: Error during perform: Aws::S3::Errors::AccessDenied - Access Denied - /opt/codedeploy-agent/vendor/gems/aws-sdk-core/raise_response_errors.rb:15:in `call'",
  },
  {
    cause: 'instance-profile',
    text: 'InstanceAgent::Plugins::CodeDeployPlugin::CommandPoller: Missing credentials - please check if this EC2 instance was started with an IAM instance profile',
  },
  {
    cause: 'instances-failed',
    also: ['revision-unreadable'],
    text: 'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment',
  },
  {
    cause: 'agent-silent',
    text: 'The CodeDeploy agent did not find an AppSpec hook: CodeDeploy agent was not able to receive the lifecycle event. Check the CodeDeploy agent logs on your host',
  },
  {
    cause: 'no-instances',
    text: 'The deployment failed because no instances were found for your deployment group. (CodeDeploy)',
  },
  {
    cause: 'revision-invalid',
    text: 'The CodeDeploy deployment failed because the application specification file (AppSpec file) wasn’t found: an AppSpec file is required',
  },
  {
    cause: 'deployment-under-way',
    text: "DeploymentLimitExceededException: The Deployment Group 'prod' already has an active Deployment 'd-1' (Service: AmazonCodeDeploy)",
  },
  {
    cause: 'service-role-lacks-permission',
    account: B,
    text: `The IAM role arn:aws:iam::${B}:role/cd does not give you permission to perform operations in the following AWS service: AmazonECS. Contact your AWS administrator if you need help.`,
  },
  {
    cause: 'ecs-deployment-lacks-calls',
    also: ['provider-access'],
    text: 'PermissionError: The provided role does not have sufficient permissions to access ECS',
  },
  {
    cause: 'provider-access',
    text: 'The provided role does not have permissions to access ElasticBeanstalk',
  },
  {
    cause: 'cluster-lets-role-not-in',
    text: 'error: You must be logged in to the server (the server has asked for the client to provide credentials)',
  },
  {
    cause: 'cluster-lets-role-not-in',
    account: B,
    text: `Unauthorized: role arn:aws:iam::${B}:role/action has no access entry in cluster arn:aws:eks:eu-west-1:${B}:cluster/shop`,
  },
  {
    cause: 'cluster-role-too-narrow',
    text: `Error from server (Forbidden): deployments.apps is forbidden: User "${session(
      B,
      'action',
    )}" cannot create resource "deployments" in API group "apps" in the namespace "shop"`,
  },
  {
    cause: 'cluster-unreachable',
    text: 'Unable to connect to the server: dial tcp 10.0.1.5:443: i/o timeout https://ABCDEF.gr7.eu-west-1.eks.amazonaws.com',
  },
  {
    cause: 'service-not-stable',
    text: 'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was triggered\'." (RequestToken: 1, HandlerErrorCode: GeneralServiceException)',
  },
  {
    cause: 'task-could-not-start',
    text: 'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 3 time(s): RequestError: send request failed',
  },
  {
    cause: 'alarm-rolled-back',
    text: 'The CodeDeploy deployment was stopped because a CloudWatch alarm is active: rolled back due to alarm shop-5xx',
  },
  {
    cause: 'function-role-recreated',
    text: 'Lambda was unable to configure access to your environment variables because the KMS key is invalid for CreateGrant. Please check your KMS key settings. KMS Exception: InvalidArnException KMS Message: ARN does not refer to a valid principal',
  },
  {
    cause: 'listener-changed',
    text: 'The ELB could not be updated due to the following error: Primary taskset target group must be behind listener',
  },
  {
    cause: 'named-resource-missing',
    text: 'An error occurred (ResourceNotFoundException) when calling the DescribeServices operation',
  },
  {
    cause: 'function-role-recreated',
    text: 'Lambda was unable to decrypt the environment variables because KMS access was denied. KMS Exception: UnrecognizedClientException KMS Message: The security token included in the request is invalid.',
  },
  {
    cause: 'revision-invalid',
    text: 'The deployment failed because the AppSpec file that describes it is missing or has an invalid configuration.',
  },
  {
    cause: 'instance-profile',
    text: 'CodeDeploy: Missing credentials - please check if this instance was started with an IAM instance profile',
  },
  {
    cause: 'provider-access',
    text: 'The provided role does not have the elasticbeanstalk:UpdateEnvironment permission',
  },
];
