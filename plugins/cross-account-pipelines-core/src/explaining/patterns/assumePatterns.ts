import type { MeaningByService, Pattern } from './Pattern';

const byService: MeaningByService = {
  of: {
    events: ['event-role-trust-lacks-service'],
    scheduler: ['event-role-trust-lacks-service'],
    pipes: ['event-role-trust-lacks-service'],
    cloudformation: ['deploy-role-unusable'],
    codepipeline: ['service-role-trust-lacks-service'],
    codebuild: ['build-role-unusable'],
    lambda: ['workload-role-trust'],
    'ecs-tasks': ['workload-role-trust'],
    ecs: ['workload-role-trust'],
    states: ['workload-role-trust'],
    ec2: ['workload-role-trust'],
    apigateway: ['workload-role-trust'],
  },
  otherwise: ['role-trust-lacks-service'],
};

/** Roles that cannot be assumed or passed. */
export const assumePatterns: Pattern[] = [
  {
    says: /(?:Access to the resource (?<resource>arn:[^\s"']{1,300}) is denied\. Reason: )?Cross-account pass ?role is not allowed|cannot pass (?:a )?role across accounts|role (?:\S{1,200} )?(?:must|should|has to) (?:be in|belong to) the same account/i,
    means: ['cross-account-pass-role', 'rule-target-role-of-other-account'],
  },
  {
    says: /role(?: ["']?(?<role>arn:aws[a-z-]{0,12}:iam::[^\s"']{1,300})["']?)? (?:cannot|can not|can't|could not) be assumed by (?:the )?(?:principal|service)? ?["'\\]{0,2}(?<principal>(?<service>[a-z0-9-]{2,40})\.amazonaws\.com(?:\.cn)?)/i,
    means: byService,
  },
  {
    says: /Role (?<role>\S{1,400}) is invalid or cannot be assumed|(?:CloudFormation|the (?:service )?role).{0,60}cannot be assumed by (?:CloudFormation|cloudformation\.amazonaws\.com)|(?:unable|failed|not able) to assume (?:the )?(?:CloudFormation|stack)(?: service)? role/i,
    means: ['deploy-role-unusable'],
  },
  {
    says: /CodePipeline (?:is not authorized|does not have|doesn't have|cannot|could not|is unable).{0,60}assume (?:the )?(?:service )?role:? ?["']?(?<role>[^\s"']{1,300})/i,
    means: ['service-role-trust-lacks-service'],
  },
  {
    says: /CodeBuild (?:is not authorized|does not have|doesn't have|cannot|could not|is unable).{0,60}assume (?:the )?(?:service )?role:? ?["']?(?<role>[^\s"']{1,300})/i,
    means: ['build-role-unusable'],
  },
  {
    says: /(?:AWS )?(?<service>CodeDeploy|StepFunctions|Step Functions|Events|EventBridge|Config|[A-Z][A-Za-z]{2,30}) (?:does not|doesn't|do not) have (?:the )?permissions? (?:required )?to assume (?:the )?(?:provided |specified |service )?role:? ?["']?(?<role>[^\s"']{1,300})?/,
    means: ['role-trust-lacks-service'],
  },
  {
    says: /(?:Neither the global service principal|service principal) (?<service>[a-z0-9-]{2,40})\.amazonaws\.com.{0,120}authorized to assume the (?:provided )?role|(?:principal|service) ['"]?(?<principal>[a-z0-9.-]{2,60}\.amazonaws\.com)['"]? (?:is not authorized to|cannot|can't) assume/i,
    means: byService,
  },
  {
    says: /role defined for the function cannot be assumed by Lambda|cannot be assumed by Lambda/i,
    names: { principal: 'lambda.amazonaws.com' },
    means: ['workload-role-trust'],
  },
  {
    says: /(?:ECS|ECS Tasks?) (?:was|is) (?:unable|not able) to assume the role(?: ['"]?(?<role>[^\s'"]{1,300}))?|(?:unable|not able|failed|cannot) to assume (?:the )?(?:task|task execution|execution) role|(?:task|execution|container) role .{0,120}cannot be assumed/i,
    names: { principal: 'ecs-tasks.amazonaws.com' },
    means: ['workload-role-trust'],
  },
  {
    says: /(?:unable|not able|failed|cannot) to assume (?:the )?instance role|instance (?:role|profile) .{0,120}cannot be assumed/i,
    names: { principal: 'ec2.amazonaws.com' },
    means: ['workload-role-trust'],
  },
  {
    says: /(?:does not|doesn't) have (?:a|the|an) (?:required )?service[- ]linked role|(?:unable to assume|missing|no|verify that the \w{2,20}) (?:the )?service[- ]linked role|service[- ]linked role .{0,80}(?:does not exist|not found|is missing|cannot be created|could not be created)|AWSServiceRoleFor\w{2,60}.{0,80}(?:does not exist|cannot be found|is not ready|not found)/i,
    means: ['service-linked-role-missing'],
  },
  {
    says: /must allow (?:AWS |Amazon )?EventBridge(?: Scheduler| Pipes)? to assume/i,
    names: { principal: 'scheduler.amazonaws.com' },
    means: ['event-role-trust-lacks-service'],
  },
  {
    says: /Not authorized to perform sts:AssumeRoleWithWebIdentity|AssumeRoleWithWebIdentity.{0,200}(?:Denied|not authorized|InvalidIdentityToken)|No OpenIDConnect provider found|InvalidIdentityToken|web identity token .{0,60}(?:expired|not valid|invalid)|Couldn't retrieve verification key from your identity provider|Incorrect token audience/i,
    means: ['web-identity-refused'],
  },
  {
    says: /PackedPolicyTooLarge|packed (?:size|policy).{0,80}(?:too large|exceeds|greater than)/i,
    means: ['session-policy-too-large'],
  },
  {
    says: /requested DurationSeconds exceeds|DurationSeconds.{0,60}exceeds? (?:the )?MaxSessionDuration|session limit for roles assumed by role chaining|role chaining.{0,80}(?:hour|3600|duration)/i,
    means: ['session-too-long'],
  },
  {
    says: /Roles may not be assumed by root accounts/i,
    means: ['root-credentials'],
  },
  {
    says: /No IAM Role found|(?:NoSuchEntity.{0,120}|The )role with name (?<role>\S{1,130}) (?:cannot|can not|could not) be found/i,
    means: ['role-missing', 'action-role-missing', 'deploy-role-missing'],
  },
  {
    says: /(?:^|[\s:])(?:IAM )?Role ["']?(?<resource>[^\s"']{1,300})["']? (?:does not exist|not found|doesn't exist|is not valid)/i,
    needsAws: true,
    means: ['role-missing', 'action-role-missing', 'deploy-role-missing'],
  },
  {
    says: /Has the environment been bootstrapped|environment needs to be bootstrapped|bootstrap stack version \d+ required|requires bootstrap stack version|(?:SSM parameter|parameters?) \[?["']?\/cdk-bootstrap\/[^\s\]"']{1,80}["']?\]? (?:not found|from parameter store|does not exist)|This stack uses assets, so the toolkit stack must be deployed|No bucket named '?cdk-[a-z0-9]{1,20}-assets|(?:is|been) not? ?(?:been )?bootstrapped|not bootstrapped/i,
    means: ['account-not-prepared'],
  },
  {
    says: /could not assume role in target account|current credentials could not be used to assume '?(?<role>[^\s']{1,300})|need to perform AWS calls for account (?<account>[^\s,]{1,40}),? but|Bucket named '[^']{1,80}' exists, but/i,
    rank: 'frame',
    means: [
      'tool-cannot-assume-role',
      'pipeline-deploys-foreign-set-up',
      'account-not-prepared',
    ],
  },
  {
    says: /(?:unable|failed|could not|cannot|not able) (?:to )?assume (?:the )?(?:\w+ )?(?:IAM )?role|error assuming (?:the )?role|assuming role failed|(?:cannot|could not|unable to|failed to) assume IAM role|\brole (?:\S{1,300} )?(?:could not|cannot|can't) be assumed/i,
    rank: 'frame',
    needsAws: true,
    means: [
      'tool-cannot-assume-role',
      'pipeline-deploys-foreign-set-up',
      'account-not-prepared',
    ],
  },
];
