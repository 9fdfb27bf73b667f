import type { KnownError } from './KnownError';

/**
 * Roles that cannot be assumed or passed, and trust policies that AWS refuses,
 * where the message is not an ordinary authorization message.
 */
export const accessErrors: KnownError[] = [
  {
    pattern:
      /(?:Access to the resource (?<resource>arn:[^\s"']{1,300}) is denied\. Reason: )?Cross-account pass ?role is not allowed/i,
    page: 'IAM/latest/UserGuide/id_roles_use_passrole',
    meanings: [
      {
        hop: 'H3',
        cause: 'cross-account-pass-role',
        sentence:
          'A role was passed to a service from another account than its own ({resource|the deploy role and the role that passes it are in different accounts}). That never works, whatever the policies say.',
        readNext: [
          'the accounts of roleArn and of configuration.RoleArn of the action in the pipeline definition',
        ],
        change:
          'Name a deploy role of the account in which the action role lives.',
        side: 'definition',
      },
      {
        hop: 'event',
        cause: 'rule-target-role-of-other-account',
        sentence:
          'If a rule was being created: a rule can only be given a role of its own account.',
        readNext: ['the targets of the rule (events:ListTargetsByRule)'],
        change:
          "Send the event to the other account's event bus with a role of the rule's own account.",
        side: 'definition',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /Account (?<account>\S{1,40}) should have '?(?<role>[^\s']{1,200})'? role with trust relationship to Role '?(?<principal>[^\s']{1,300}?)'?(?:[.\s]|$)/i,
    page: 'AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed',
    meanings: [
      {
        hop: 'H1',
        cause: 'stack-set-execution-role',
        sentence:
          'The role {principal|of the administrator account} may not assume {role|the execution role} in account {account|the target account}: it does not exist there, or its trust policy does not name the administration role.',
        readNext: [
          'whether {role|the execution role} exists in {account|the target account}, and its trust policy',
        ],
        change:
          'Create {role|the execution role} in {account|the target account}, trusting {principal|the administration role}, or give the stack set service-managed permissions. The management account never gets that role by itself.',
        side: 'resource',
        accountOf: 'account',
        phase: 'set-up',
      },
      {
        hop: 'H4',
        cause: 'stack-set-execution-role',
        sentence:
          'For a StackSet action of a pipeline, this is how CloudFormation enters {account|the target account}.',
        readNext: ['the permission model and the roles of the stack set'],
        change:
          'Let the trust policy of {role|the execution role} name {principal|the administration role}.',
        side: 'resource',
        accountOf: 'account',
      },
      {
        hop: 'set-up',
        cause: 'account-not-prepared',
        sentence:
          'If roles were created moments ago, IAM may not know them everywhere yet.',
        readNext: ['when the roles were created'],
        change: 'Try the operation again after a minute.',
        phase: 'set-up',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /Role (?<role>\S{1,400}) is invalid or cannot be assumed|(?:CloudFormation|the (?:service )?role).{0,60}cannot be assumed by (?:CloudFormation|cloudformation\.amazonaws\.com)/i,
    page: 'AWSCloudFormation/latest/UserGuide/using-iam-servicerole',
    meanings: [
      {
        hop: 'H4',
        cause: 'deploy-role-unusable',
        sentence:
          'CloudFormation cannot assume {role|the deploy role}: it was deleted, it does not trust cloudformation.amazonaws.com, or it is too young. CloudFormation remembers the role of a stack and uses it for later updates and for deletion.',
        readNext: [
          'whether {role|the role} exists, and its trust policy',
          'RoleARN of the stack (cloudformation:DescribeStacks)',
        ],
        change:
          'Create a role of that name again, trusting cloudformation.amazonaws.com, or name another role in the operation. Delete the stacks that remember a role before the role.',
        side: 'resource',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /(?:AWS )?(?<service>CodeDeploy|CodeBuild|CodePipeline|StepFunctions|Events) (?:does not|doesn't) have (?:the )?permissions? required to assume (?:the )?role (?<role>\S{1,300})/i,
    meanings: [
      {
        hop: 'H4',
        cause: 'role-trust-lacks-service',
        sentence:
          '{service|The service} may not assume {role|the role}: its trust policy does not name the service, or the role is too young.',
        readNext: ['the trust policy of {role|the role}'],
        change: 'Let the trust policy of {role|the role} name the service.',
        side: 'resource',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /role defined for the function cannot be assumed by Lambda|ECS was unable to assume the role|(?:unable|not able|failed|cannot) to assume (?:the )?(?:task|execution|instance) role/i,
    meanings: [
      {
        hop: 'workload',
        cause: 'workload-role-trust',
        sentence:
          'What was deployed cannot assume its own role ({role|not named}): its trust policy does not name the service, or the role is too young.',
        readNext: ['the trust policy of the role in the deployed template'],
        change:
          'Name the service in the trust policy of that role in the deployed template.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /could not assume role in target account|current credentials could not be used to assume '?(?<role>[^\s']{1,300})|need to perform AWS calls for account (?<account>\S{1,40}?),? but|(?:unable|failed) to assume (?:the )?(?:\w+ )?role|error assuming (?:the )?role|cannot assume IAM role|assuming role failed|\brole (?:\S{1,300} )?(?:could not|cannot|can't) be assumed/i,
    unless:
      /is invalid or cannot be assumed|cannot be assumed by (?:Lambda|CloudFormation)/i,
    meanings: [
      {
        hop: 'H1',
        cause: 'tool-cannot-assume-role',
        sentence:
          'A tool, or a command of a build, could not assume {role|a role} in the target account.',
        readNext: [
          'the trust policy of {role|the role} and whether it exists',
          'which credentials the tool ran with (sts:GetCallerIdentity)',
        ],
        change:
          'Let the trust policy of {role|the role} name the caller and allow the caller sts:AssumeRole on it.',
        side: 'resource',
        accountOf: 'account',
      },
      {
        hop: 'H8',
        cause: 'pipeline-deploys-foreign-set-up',
        sentence:
          "If it was the pipeline's own update: it was asked to deploy a set-up stack of another account, for which its role is not meant.",
        readNext: ['the stacks that the self-update of the pipeline deploys'],
        change:
          "Keep the set-up of target accounts out of the pipeline's own update.",
        side: 'definition',
      },
      {
        hop: 'set-up',
        cause: 'account-not-prepared',
        sentence:
          'The target account may not have been set up for this tool, or not to trust this account.',
        readNext: ['whether the set-up stack exists in the target account'],
        change:
          'Run the set-up of the target account again and name the pipeline account as trusted.',
        phase: 'set-up',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /Has the environment been bootstrapped|environment needs to be bootstrapped|bootstrap stack version \d+ required/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'account-not-prepared',
        sentence:
          'The account {account|that is deployed to} lacks the roles and bucket that the deploying tool expects.',
        readNext: ['whether the bootstrap stack exists in that Region'],
        change:
          'Bootstrap the account and Region and name the pipeline account as trusted.',
        phase: 'set-up',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /No IAM Role found|(?:NoSuchEntity.{0,120}|The )role with name (?<role>\S{1,130}) (?:cannot|can not|could not) be found|(?:^|[\s:])Role (?<resource>\S{1,300}) (?:does not exist|not found)/i,
    meanings: [
      {
        hop: 'set-up',
        cause: 'role-missing',
        sentence:
          'The role {role|that is named} does not exist in the account that was asked.',
        readNext: ['the account and path that the role was created with'],
        change:
          'Deploy the stack that creates the role before what uses it, or correct the name.',
        phase: 'set-up',
      },
      {
        hop: 'H1',
        cause: 'role-missing',
        sentence: 'If it is an action role: no run can enter the account.',
        readNext: ['roleArn of the actions in the pipeline definition'],
        change: 'Create the action role in the target account.',
        side: 'resource',
      },
      {
        hop: 'H4',
        cause: 'role-missing',
        sentence: 'If it is a deploy role: CloudFormation cannot work with it.',
        readNext: ['configuration.RoleArn of the actions'],
        change: 'Create the deploy role in the target account.',
        side: 'resource',
      },
    ],
  },
  {
    pattern: /Roles may not be assumed by root accounts/i,
    meanings: [
      {
        hop: 'credentials',
        cause: 'root-credentials',
        sentence:
          'The call was made with credentials of an account root, which may not assume roles.',
        readNext: ['sts:GetCallerIdentity'],
        change: 'Work with a role or user of the account.',
      },
    ],
  },
  {
    pattern:
      /requested DurationSeconds exceeds|exceeds the 1 hour session limit for roles assumed by role chaining/i,
    meanings: [
      {
        hop: 'H1',
        cause: 'session-too-long',
        sentence:
          'The session that was asked for is longer than the role allows.',
        readNext: ['MaxSessionDuration of {role|the role}'],
        change:
          'Ask for a shorter session: at most an hour when one role assumes the next.',
        side: 'caller',
      },
    ],
  },
];
