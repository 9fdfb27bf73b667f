import type { Pattern } from './Pattern';

/** CodeDeploy, ECS, EKS and Lambda: the providers that deploy. */
export const deploymentPatterns: Pattern[] = [
  {
    says: /Aws::S3::Errors::(?:AccessDenied|Forbidden)|UnknownError.{0,10}not opened for reading|Not able to download artifacts from S3|(?:DownloadBundle|CodeDeployPlugin|codedeploy-agent).{0,400}Access ?Denied\b(?!Exception)/i,
    means: [
      'instance-reads-revision',
      'instance-uses-key',
      'bucket-refuses-instance',
    ],
  },
  {
    says: /Aws::CodeDeployCommand::Errors::AccessDenied|Cannot reach InstanceService|Missing credentials - please check if this (?:EC2 )?instance was started with an IAM instance profile/i,
    means: ['instance-profile'],
  },
  {
    says: /IAM role (?<role>\S{1,300}) ?does not give you permission to perform operations in the following AWS service: (?<service>\w{2,60})/i,
    means: ['service-role-lacks-permission'],
  },
  {
    says: /INVALID_REVISION|did not find an AppSpec file|(?:specifies that|application specification|AppSpec).{0,120}(?:missing|could not be|invalid|cannot|does not exist|malformed|is required|not (?:valid|found)|n't found)|BundleType must be|Unknown revision type/i,
    needsAws: true,
    means: ['revision-invalid'],
  },
  {
    says: /CodeDeploy agent (?:was not able|did not|is not|isn't|could not).{0,60}|agent .{0,40}not (?:running|installed|able to receive)|deployment .{0,60}timed out .{0,60}agent|UnknownError.{0,40}not able to receive the lifecycle event/i,
    unless: /did not find an AppSpec file/i,
    needsAws: true,
    means: ['agent-silent', 'instance-profile'],
  },
  {
    says: /no instances (?:were )?found (?:for|in)|NO_INSTANCES|deployment group .{0,60}(?:has|have) no instances/i,
    needsAws: true,
    means: ['no-instances'],
  },
  {
    says: /DeploymentLimitExceeded|is already deploying (?:deployment|revision)|deployment .{0,60}(?:already|currently) in progress|active (?:Deployment|TaskSet)s? .{0,60}(?:in progress|exists)/i,
    needsAws: true,
    means: ['deployment-under-way'],
  },
  {
    says: /too many individual instances failed deployment|HEALTH_CONSTRAINTS/i,
    rank: 'frame',
    means: ['instances-failed', 'revision-unreadable'],
  },
  {
    says: /(?:provided role|role) does not have (?:the )?(?:sufficient )?permissions?(?: required)?(?: needed)?:? (?:to (?:access|call) |Service: ?)(?:Amazon |AWS )?(?<service>CodeDeploy|ECS|Elastic Container Service)\b/i,
    rank: 'frame',
    means: ['ecs-deployment-lacks-calls', 'provider-access'],
  },
  {
    says: /(?:provided role|role) does not have (?:the )?(?:sufficient )?permissions?(?: required)?(?: needed)?:? (?:to (?:access|call) |Service: ?)(?:Amazon |AWS )?(?<service>[A-Za-z]{2,60})|\brole does not have (?:the |permissions? )[^.]{0,30}(?<action>[a-z0-9-]{2,30}:[A-Z][A-Za-z]{2,60})/i,
    unless: /(?:access|call) the (?:Amazon|AWS|CodeCommit|ECR)|s3\.\w/i,
    rank: 'frame',
    means: ['provider-access'],
  },
  {
    says: /User "(?<principal>arn:aws[^"]{1,300})" cannot (?<item>\w{1,20}) resource|AccessDeniedException.{0,120}EKS.{0,60}(?:namespace|kubernetes)/i,
    means: ['cluster-role-too-narrow'],
  },
  {
    says: /You must be logged in to the server(?: \(Unauthorized\)| \(the server has asked)|(?:EKS|eks\.amazonaws|\.eks\.|arn:aws[a-z-]{0,12}:eks).{0,400}(?:server has asked for the client to provide credentials|\bUnauthorized\b|access entry)|(?:Unauthorized|access entry|aws-auth).{0,300}(?:\bEKS\b|arn:aws[a-z-]{0,12}:eks)|current (?:user or role|IAM principal) does not have access to Kubernetes objects|could not get token: AccessDenied|(?:no|missing) access ?entr(?:y|ies)/i,
    unless: /\becr\b|docker/i,
    means: ['cluster-lets-role-not-in'],
  },
  {
    says: /(?:dial tcp|i\/o timeout|connection (?:refused|timed out)|Unable to connect to the server).{0,200}\.eks\.amazonaws\.com|\.eks\.amazonaws\.com.{0,200}(?:i\/o timeout|timed out|connection refused|no such host)/i,
    means: ['cluster-unreachable'],
  },
  {
    says: /was unable to place a task|ECS Deployment Circuit Breaker|deployment circuit breaker|(?:service|tasks?|deployment)s? .{0,80}(?:did not stabilize|failed to stabilize|not (?:reach|reached|become|became) (?:a )?(?:steady|stable)|unable to (?:consistently )?start tasks)|Waiter (?:ServicesStable|services_stable|TasksRunning|tasks_running|DeploymentSuccessful) failed|Resource is not in the state (?:services)?\w{0,30}|(?:deployment|service) .{0,80}(?:failed|exceeded).{0,40}(?:health ?check|steady)|exceeded .{0,40}wait(?:ing)? (?:time|period).{0,60}(?:service|deployment|stable)/i,
    needsAws: true,
    means: ['service-not-stable'],
  },
  {
    says: /ARN does not refer to a valid principal|KMS key is invalid for CreateGrant|KMS Exception: ?UnrecognizedClient.{0,160}/i,
    means: ['function-role-recreated'],
  },
  {
    says: /target group must be behind listener|ELB could not be updated/i,
    means: ['listener-changed'],
  },
  {
    says: /(?:rolled back|failed|stopped) (?:because|due to|by) .{0,60}(?:CloudWatch )?alarm|ALARM_ACTIVE|ROLLBACK_ON_ALARM/i,
    needsAws: true,
    means: ['alarm-rolled-back'],
  },
  {
    says: /ResourceInitializationError|unable to pull secrets or registry auth/i,
    rank: 'frame',
    means: ['task-could-not-start'],
  },
];
