import type { Cause } from './Cause';

const PAGE = 'IAM/latest/UserGuide/troubleshoot_access-denied';

const caller = {
  side: 'caller',
  sentence:
    "The caller's own policies may not allow {action|this} on exactly this resource, path and name included.",
  change:
    'Allow {action|the action} on {target|the resource} in an identity policy of {who|the caller}.',
  readNext: [
    'the identity policies of {who|the caller}',
    'its permissions boundary',
  ],
  page: PAGE,
} as const;

const guardrail = {
  hop: 'guardrail',
  page: PAGE,
  readNext: ['CloudTrail of the account that was called, around that time'],
} as const;

/**
 * Refusals by IAM. Of those that AWS names the caller and the action of,
 * {@link explainRefusal} says the first sentence; those here follow it.
 */
export const refusalCauses = {
  'caller-policy-lacks-allow': caller,
  'caller-policy-denies': {
    ...caller,
    sentence: 'A Deny statement in a policy of the caller says so.',
    change:
      'Take {action|the action} for {who|the caller} out of the Deny statement that applies[[ in {policy}]], or narrow that statement.',
  },
  'resource-policy-lacks-allow': {
    side: 'resource',
    sentence:
      'The {document|policy of the resource} may not name the caller or its account for this action.',
    change:
      'Let the {document|policy of the resource} of {target|the resource} allow {action|the action} for {who|the caller}.',
    readNext: [
      'the {document|policy of the resource} of {target|the resource}',
    ],
    page: 'IAM/latest/UserGuide/access_policies-cross-account-resource-access',
  },
  'resource-policy-denies': {
    side: 'resource',
    sentence:
      'A Deny statement in the {document|policy of the resource} says so.',
    change:
      'Take {action|the action} for {who|the caller} out of the Deny statement that applies[[ in {policy}]], or narrow that statement, in the {document|policy of the resource} of {target|the resource}.',
    readNext: ['the Deny statements of the {document|policy of the resource}'],
    page: PAGE,
  },
  'account-needs-role': {
    hop: 'H1',
    side: 'definition',
    sentence:
      'The caller is of account {principalAccount} and what it calls of account {resourceAccount}, but {service|this service} has no policies of resources that could let another account in.',
    change:
      'Assume a role of account {resourceAccount} first: give the action a roleArn (an action role) there.',
    readNext: ['roleArn of the action, or the role that the command assumes'],
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'service-role-trust': {
    hop: 'H0',
    side: 'resource',
    sentence:
      'The service role may not exist, or its trust policy may not name codepipeline.amazonaws.com or may test another account or pipeline.',
    change:
      'Let the trust policy of {resource|the service role} name codepipeline.amazonaws.com, with aws:SourceAccount and aws:SourceArn of this pipeline if it tests them.',
    readNext: ['the trust policy of {resource|the service role}'],
    page: 'codepipeline/latest/userguide/how-to-custom-role',
  },
  'trust-refuses-caller': {
    hop: 'H1',
    side: 'resource',
    sentence:
      'The role may not exist yet (or be so young that IAM does not know it everywhere), its trust policy may not name the caller or its account, or may set a condition the caller does not meet (tags, organization, principal ARN, external id).',
    change:
      'Create {resource|the role} before the pipeline and let its trust policy name {who|the caller} or its account. A trust that requires sts:ExternalId can never be met by CodePipeline.',
    readNext: [
      'whether {resource|the role} exists, with its path',
      'its trust policy and the conditions in it',
    ],
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'trust-lacks-session-action': {
    hop: 'H1',
    side: 'resource',
    sentence:
      'The caller passes session tags or a source identity (EKS Pod Identity, single sign-on and some tools always do), and then the trust policy has to allow {action|sts:TagSession} beside sts:AssumeRole.',
    change:
      'Add {action|sts:TagSession} to the trust policy of {resource|the role}, beside sts:AssumeRole, and to the identity policy of {who|the caller}; or let the caller pass no tags.',
    readNext: [
      'the actions in the trust policy of {resource|the role}',
      'which tags the caller passes',
    ],
    page: 'IAM/latest/UserGuide/id_session-tags',
  },
  'bootstrap-role-refuses-caller': {
    hop: 'H1',
    side: 'resource',
    sentence:
      'The role is one that cdk bootstrap makes: the account may not be bootstrapped in that Region or under that qualifier, or was bootstrapped without trusting the account of the caller.',
    change:
      'Bootstrap {resourceAccount|the target account} again with --trust {principalAccount|the account of the caller} (a lookup role: --trust-for-lookup) and the same qualifier, and allow {who|the caller} sts:AssumeRole on the role.',
    readNext: [
      'whether {resource|the role} exists',
      'its trust policy and the qualifier in its name',
    ],
    page: 'cdk/v2/guide/bootstrapping-env',
  },
  'pass-role-lacks-allow': {
    hop: 'H3',
    side: 'caller',
    sentence:
      'Its policies may not allow iam:PassRole on this role, or may demand another iam:PassedToService.',
    change:
      'Allow iam:PassRole on {resource|the deploy role} in an identity policy of {who|the caller}, with iam:PassedToService equal to the service it is for (cloudformation.amazonaws.com for a CloudFormation action, ecs-tasks.amazonaws.com for the roles of a task).',
    readNext: [
      'the identity policies of {who|the caller}',
      'the RoleArn in the configuration of the action',
    ],
    page: 'IAM/latest/UserGuide/id_roles_use_passrole',
  },
  'role-trust-refuses-service': {
    hop: 'H4',
    side: 'resource',
    sentence:
      'The role may not exist, may not trust the service that is to work with it, or may be too young.',
    change:
      'Let the trust policy of {resource|the role} name the service that assumes it.',
    readNext: ['the trust policy of {resource|the role}'],
    page: 'IAM/latest/UserGuide/troubleshoot_roles',
  },
  'bucket-policy-lacks-allow': {
    hop: 'H5',
    side: 'resource',
    sentence:
      'The bucket policy may not name the caller or its account for this action, or only on the other kind of ARN (bucket for listing, bucket/* for objects), or may deny it.',
    change:
      'Let the bucket policy of {bucket|the artifact bucket} allow {action|the action} for {who|the caller}.',
    readNext: [
      'the bucket policy of {bucket|the artifact bucket}',
      'its Deny statements on encryption and transport',
    ],
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'key-policy-lacks-allow': {
    hop: 'H6',
    side: 'resource',
    sentence:
      'The key policy may not name the caller or its account for this action.',
    change:
      'Let the key policy of {resource|the artifact key} allow {action|the action} for {who|the caller} or its account.',
    readNext: [
      'the key policy of {resource|the artifact key}',
      'the state and the Region of the key',
    ],
    page: 'kms/latest/developerguide/key-policy-modifying-external-accounts',
  },
  'deploy-role-reads-artifact': {
    ...caller,
    hop: 'H7',
    sentence:
      'CloudFormation reads nested templates and Lambda code with the deploy role, which may lack the bucket or the key.',
  },
  'artifact-refuses-deploy-role': {
    hop: 'H7',
    side: 'resource',
    sentence:
      'CloudFormation reads nested templates and Lambda code with the deploy role, which the bucket or key policy may not name.',
    change:
      'Let the bucket policy and the key policy name {who|the deploy role} or its account.',
    readNext: ['the bucket policy', 'the key policy of the artifact key'],
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'repository-in-other-region': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'If the repository stands in another Region than the one in this ARN, it is not a matter of permission: a source action always works in the Region of its pipeline.',
    change:
      'Create the pipeline in the Region of its source and deploy into other Regions from there.',
    readNext: ['the Region of the source and the Region of the pipeline'],
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'key-in-other-region': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'If the key stands in another Region than the bucket, or is named by an alias or a bare id, it is not found from here.',
    change:
      'Give the artifact store a key of its own Region, named by its key ARN.',
    readNext: [
      'the encryption key of the artifact store in the pipeline definition',
    ],
    page: 'codepipeline/latest/userguide/actions-create-cross-region',
  },
  'destination-bucket-policy': {
    hop: 'H9',
    side: 'resource',
    sentence:
      'If this is the bucket that is deployed to, its policy may not admit the caller, or the caller may be of another account than the bucket.',
    change:
      'Give the S3 deploy action a role of the account that owns {bucket|the bucket}, and allow it there.',
    readNext: [
      'the role of the S3 deploy action',
      'which account owns {bucket|the bucket}',
    ],
    page: 'codepipeline/latest/userguide/action-reference-S3Deploy',
  },
  'destination-bucket-caller': {
    ...caller,
    hop: 'H9',
    sentence:
      "If this is the bucket that is deployed to, the action role's policies may not allow it.",
  },
  'instance-lacks-revision': {
    ...caller,
    hop: 'H10',
    sentence:
      'The instance reads the revision with its own role, which may lack the bucket or the key.',
  },
  'revision-refuses-instance': {
    hop: 'H10',
    side: 'resource',
    sentence:
      'The instance reads the revision with its own role, which the bucket or key policy may not name.',
    change:
      'Let the bucket policy and the key policy name {who|the instance role} or its account.',
    readNext: ['the bucket policy', 'the key policy of the artifact key'],
    page: 'codedeploy/latest/userguide/getting-started-create-iam-instance-profile',
  },
  'connection-role-lacks-allow': {
    hop: 'connection',
    side: 'caller',
    sentence: 'Its policies may allow only one of the two prefixes.',
    change:
      'Allow {verb|UseConnection} on {resource|the connection} under both prefixes, codestar-connections and codeconnections, in an identity policy of {who|the service role}.',
    readNext: [
      'the identity policies of {who|the service role}',
      'any condition on the repository in them',
    ],
    page: 'codepipeline/latest/userguide/connections-permissions',
  },
  'event-bus-refuses': {
    hop: 'event',
    side: 'resource',
    sentence: 'The policy of the event bus may not admit the source account.',
    change:
      'Let the policy of the event bus allow events:PutEvents for the source account.',
    readNext: ['the policy of the event bus', 'the targets of the rule'],
    page: 'eventbridge/latest/userguide/eb-cross-account',
  },
  'repository-refuses-pull': {
    hop: 'workload',
    side: 'resource',
    sentence: 'The repository policy may not name the account that pulls.',
    change:
      'Let the repository policy allow ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability for the account that pulls.',
    readNext: ['the policy of the repository'],
    page: 'AmazonECR/latest/userguide/repository-policy-examples',
  },
  'deny-of-guardrail': {
    ...guardrail,
    side: 'caller',
    accountOf: 'principalAccount',
    sentence:
      'A Deny statement says so; if none is in the policies of role and resource, it is in a service control policy or a permissions boundary.',
    readNext: [
      'the service control policies of the account and of every unit above it',
      'the permissions boundary of {who|the caller}',
    ],
    change:
      'Ask whoever keeps the guardrails to exempt {who|the caller} from the Deny.',
  },
  'service-control-policy': {
    ...guardrail,
    side: 'caller',
    accountOf: 'principalAccount',
    sentence: 'A service control policy refuses it.',
    change: 'Ask whoever keeps the service control policies.',
  },
  'resource-control-policy': {
    ...guardrail,
    side: 'resource',
    accountOf: 'resourceAccount',
    sentence: 'A resource control policy refuses it.',
    change: 'Ask whoever keeps the resource control policies.',
  },
  'permissions-boundary': {
    ...guardrail,
    side: 'caller',
    accountOf: 'principalAccount',
    sentence: 'A permissions boundary refuses it.',
    change: 'Ask whoever keeps the permissions boundary.',
  },
  'session-policy': {
    ...guardrail,
    side: 'caller',
    accountOf: 'principalAccount',
    sentence: 'A session policy refuses it.',
    change: 'Ask whoever hands out the session.',
  },
  'endpoint-policy': {
    ...guardrail,
    side: 'caller',
    accountOf: 'principalAccount',
    sentence: 'A VPC endpoint policy refuses it.',
    change: 'Ask whoever keeps the VPC endpoint.',
  },
  'resource-access-refused': {
    hop: 'H2',
    side: 'resource',
    sentence:
      'The caller may not use {resource|the resource}. Across accounts a queue, topic, secret, repository or function lets others in only by its own policy; some services say “does not exist” instead.',
    change:
      'Let the policy of {resource|the resource} name the caller or its account, for the action that it needs.',
    readNext: [
      'the policy of {resource|the resource}',
      'CloudTrail of the account that was called: it names caller and action',
    ],
    page: 'IAM/latest/UserGuide/access_policies-cross-account-resource-access',
  },
  'caller-access-refused': {
    hop: 'H2',
    side: 'caller',
    sentence:
      'Or an identity policy of the caller does not allow it, which is needed as well across accounts.',
    change: 'Allow the action on {resource|the resource} to the caller.',
    readNext: ['the identity policies of the caller'],
    page: PAGE,
  },
  'assume-refused': {
    hop: 'H1',
    sentence:
      'If a role was being assumed: its trust policy or the policy of the caller refused.',
    readNext: [
      'the trust policy of the action role and the policies of the service role',
    ],
    change: 'Let both sides name each other.',
    page: PAGE,
  },
  'provider-refused': {
    hop: 'H2',
    sentence:
      'If the action was calling its provider: the action role lacks the call.',
    readNext: ['the identity policies of the action role'],
    change: 'Allow the action role the calls of its provider.',
    page: PAGE,
  },
  'bucket-refused': {
    hop: 'H5',
    sentence:
      'If an artifact was being read or written: the bucket policy or the role lacks it.',
    readNext: ['the bucket policy and the S3 actions of the role that acted'],
    change: 'Allow the role the bucket, on both sides.',
    page: PAGE,
  },
  'key-refused': {
    hop: 'H6',
    sentence:
      'If an artifact was being read or written: the key policy or the role lacks the key.',
    readNext: ['the key policy and the KMS actions of the role that acted'],
    change: 'Allow the role the key, on both sides.',
    page: PAGE,
  },
  'guardrail-refused': {
    hop: 'guardrail',
    sentence:
      'If all of these allow it, a guardrail of the organization denies it.',
    readNext: ['CloudTrail of the account that was called, around that time'],
    change: 'Ask whoever keeps the guardrails.',
    page: PAGE,
  },
  'destination-refused': {
    hop: 'H9',
    sentence:
      'If it was the bucket that is deployed to: the role is of another account than the bucket, or an object there belongs to whoever uploaded it.',
    readNext: ['the account and Object Ownership of that bucket'],
    change: 'Deploy with a role of the account that owns the bucket.',
    page: PAGE,
  },
  'instance-refused': {
    hop: 'H10',
    sentence:
      'If an instance was reading the revision: its role lacks the bucket or the key.',
    readNext: ['the identity policies of the instance role'],
    change: 'Allow the instance role the bucket and the key, on both sides.',
    page: PAGE,
  },
} satisfies Record<string, Cause>;
