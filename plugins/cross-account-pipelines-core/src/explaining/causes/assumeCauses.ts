import type { Cause } from './Cause';

const TRUST = 'IAM/latest/UserGuide/troubleshoot_roles';

/** Roles that are assumed and passed. */
export const assumeCauses = {
  'cross-account-pass-role': {
    hop: 'H3',
    side: 'definition',
    sentence:
      'A role was passed to a service from another account than its own ({resource|the deploy role and the role that passes it are in different accounts}). That never works, whatever the policies say.',
    readNext: [
      'the accounts of roleArn and of configuration.RoleArn of the action in the pipeline definition',
    ],
    change: 'Name a deploy role of the account in which the action role lives.',
    page: 'IAM/latest/UserGuide/id_roles_use_passrole',
  },
  'rule-target-role-of-other-account': {
    hop: 'event',
    side: 'definition',
    phase: 'set-up',
    sentence:
      'If a rule was being created: a rule can only be given a role of its own account.',
    readNext: ['the targets of the rule (events:ListTargetsByRule)'],
    change:
      "Send the event to the other account's event bus with a role of the rule's own account.",
    page: 'eventbridge/latest/userguide/eb-cross-account',
  },
  'deploy-role-unusable': {
    hop: 'H4',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'CloudFormation cannot assume {role|the deploy role}: it was deleted, it does not trust cloudformation.amazonaws.com, or it is too young. CloudFormation remembers the role of a stack and uses it for later updates and for deletion.',
    readNext: [
      'whether {role|the role} exists, and its trust policy',
      'RoleARN of the stack (cloudformation:DescribeStacks)',
    ],
    change:
      'Create a role of that name again, trusting cloudformation.amazonaws.com, or name another role in the operation. Delete the stacks that remember a role before the role.',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  'role-trust-lacks-service': {
    hop: 'H4',
    side: 'resource',
    accountOf: 'account',
    sentence:
      '{service|The service} may not assume {role|the role}: its trust policy does not name the service, or the role is too young.',
    readNext: ['the trust policy of {role|the role}'],
    change: 'Let the trust policy of {role|the role} name the service.',
    page: TRUST,
  },
  'service-role-trust-lacks-service': {
    hop: 'H0',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'CodePipeline may not assume {role|the service role}: it does not exist, or its trust policy does not name codepipeline.amazonaws.com or tests another account or pipeline.',
    readNext: ['the trust policy of {role|the service role}'],
    change:
      'Let the trust policy of {role|the service role} name codepipeline.amazonaws.com.',
    page: 'codepipeline/latest/userguide/how-to-custom-role',
  },
  'event-role-trust-lacks-service': {
    hop: 'event',
    side: 'resource',
    accountOf: 'account',
    phase: 'set-up',
    sentence:
      'The role {role|that the rule was given} cannot be assumed by {principal|events.amazonaws.com}: its trust policy does not name that service.',
    readNext: ['the trust policy of {role|the role}'],
    change:
      'Let the trust policy of {role|the role} name {principal|events.amazonaws.com}, and give the rule a role of its own.',
    page: 'eventbridge/latest/userguide/eb-use-identity-based',
  },
  'workload-role-trust': {
    hop: 'workload',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'What was deployed cannot assume its own role ({role|not named}): its trust policy does not name {principal|the service}, or the role is too young.',
    readNext: ['the trust policy of the role in the deployed template'],
    change:
      'Name {principal|the service} in the trust policy of that role in the deployed template, and let what uses the role depend on it.',
    page: TRUST,
  },
  'tool-cannot-assume-role': {
    hop: 'H1',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'A tool, or a command of a build, could not assume {role|a role} in the target account.',
    readNext: [
      'the trust policy of {role|the role} and whether it exists',
      'which credentials the tool ran with (sts:GetCallerIdentity)',
    ],
    change:
      'Let the trust policy of {role|the role} name the caller and allow the caller sts:AssumeRole on it.',
    page: TRUST,
  },
  'pipeline-deploys-foreign-set-up': {
    hop: 'H8',
    side: 'definition',
    sentence:
      "If it was the pipeline's own update: it was asked to deploy a set-up stack of another account, for which its role is not meant.",
    readNext: ['the stacks that the self-update of the pipeline deploys'],
    change:
      "Keep the set-up of target accounts out of the pipeline's own update.",
    page: 'cdk/v2/guide/cdk_pipeline',
  },
  'role-missing': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'The role {role|that is named} does not exist in the account that was asked.',
    readNext: ['the account and path that the role was created with'],
    change:
      'Deploy the stack that creates the role before what uses it, or correct the name.',
    page: TRUST,
  },
  'action-role-missing': {
    hop: 'H1',
    side: 'resource',
    sentence: 'If it is an action role: no run can enter the account.',
    readNext: ['roleArn of the actions in the pipeline definition'],
    change: 'Create the action role in the target account.',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'deploy-role-missing': {
    hop: 'H4',
    side: 'resource',
    sentence: 'If it is a deploy role: CloudFormation cannot work with it.',
    readNext: ['configuration.RoleArn of the actions'],
    change: 'Create the deploy role in the target account.',
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
  },
  'service-linked-role-missing': {
    hop: 'set-up',
    side: 'resource',
    phase: 'set-up',
    sentence:
      'The service works with a service-linked role, which this account does not have (yet), or which the caller may not create.',
    readNext: ['the roles under /aws-service-role/ of the account'],
    change:
      'Create it once in the account (iam:CreateServiceLinkedRole), or wait a moment and try again where the service makes it by itself.',
    page: 'IAM/latest/UserGuide/id_roles_create-service-linked-role',
  },
  'root-credentials': {
    hop: 'credentials',
    sentence:
      'The call was made with credentials of an account root, which may not assume roles.',
    readNext: ['sts:GetCallerIdentity'],
    change: 'Work with a role or user of the account.',
    page: 'STS/latest/APIReference/API_AssumeRole',
  },
  'session-too-long': {
    hop: 'H1',
    side: 'caller',
    sentence:
      'The session that was asked for is longer than the role allows; one role that assumes the next gets at most an hour.',
    readNext: ['MaxSessionDuration of {role|the role}'],
    change:
      'Ask for a shorter session: at most an hour (3600 seconds) when one role assumes the next.',
    page: 'IAM/latest/UserGuide/id_roles_use',
  },
  'session-policy-too-large': {
    hop: 'quota',
    side: 'caller',
    sentence:
      'The session policies and session tags handed to AssumeRole are larger than AWS packs into a session.',
    readNext: ['the session policy and the tags that the caller passes'],
    change: 'Pass a shorter session policy, or fewer and shorter tags.',
    page: 'IAM/latest/UserGuide/reference_iam-quotas',
  },
  'web-identity-refused': {
    hop: 'set-up',
    side: 'resource',
    sentence:
      'A token of an identity provider (GitHub, GitLab, EKS …) was not let into {role|the role}: the trust policy names another provider, or its conditions on audience and subject do not fit the token.',
    readNext: [
      'the conditions on aud and sub in the trust policy of {role|the role}',
      'whether the identity provider exists in the account of the role',
    ],
    change:
      'Let the trust policy of {role|the role} allow sts:AssumeRoleWithWebIdentity for the provider of its own account, with the audience and subject that the token carries.',
    page: 'IAM/latest/UserGuide/id_roles_create_for-idp_oidc',
  },
  'account-not-prepared': {
    hop: 'set-up',
    phase: 'set-up',
    accountOf: 'account',
    sentence:
      'The account {account|that is deployed to} lacks the roles, bucket and parameter that the deploying tool expects in this Region: it was not bootstrapped, or under another qualifier.',
    readNext: [
      'whether the bootstrap stack exists in that account and Region',
      'the qualifier that the tool works with',
    ],
    change:
      'Bootstrap the account and Region and name the pipeline account as trusted (cdk bootstrap --trust …).',
    page: 'cdk/v2/guide/bootstrapping-env',
  },
  'roles-too-young': {
    hop: 'set-up',
    phase: 'set-up',
    severity: 'passing',
    sentence:
      'If a role or policy was created moments ago, such as earlier in the same deployment, IAM may not know it everywhere yet.',
    readNext: ['when the roles and their policies were created'],
    change:
      'Try again after a minute; make what uses the role depend on the role and its policy.',
    page: 'IAM/latest/UserGuide/troubleshoot_general',
  },
} satisfies Record<string, Cause>;
