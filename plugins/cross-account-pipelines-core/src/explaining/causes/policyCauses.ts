import type { Cause } from './Cause';

const missing = {
  side: 'resource',
  phase: 'set-up',
  readNext: [
    'whether every role and user that the policy names exists, path included',
    'whether a Principal reads AROA… or AIDA…: the id of something that was deleted',
  ],
  change:
    'Deploy the stacks that create those roles first, or name their accounts and test aws:PrincipalArn, which accepts roles that do not exist yet. Drop ids of deleted roles before writing a policy back.',
} as const;

const document = { side: 'resource', phase: 'set-up' } as const;

const GRAMMAR = 'IAM/latest/UserGuide/reference_policies_grammar';

/** Policies that AWS refuses to write. */
export const policyCauses = {
  'key-policy-principal-missing': {
    ...missing,
    hop: 'H6',
    sentence:
      'KMS refused the key policy because it names a role or user that does not exist (yet).',
    page: 'kms/latest/developerguide/key-policy-overview',
  },
  'trust-principal-missing': {
    ...missing,
    hop: 'H1',
    accountOf: 'account',
    sentence:
      'IAM refused a trust policy because {principal|a role or user} that it names does not exist (yet).',
    page: 'IAM/latest/UserGuide/troubleshoot_roles',
  },
  'bucket-policy-principal-missing': {
    ...missing,
    hop: 'H5',
    sentence:
      'S3 refused the bucket policy because it names a role or user that does not exist: one that is not deployed yet, or the id of one that was deleted.',
    page: 'AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro',
  },
  'repository-policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'ECR refused the repository policy: a principal in it does not exist (yet), or it has a field that a repository policy does not take, such as Resource.',
    readNext: [
      'whether every role and account that the repository policy names exists',
      'whether a statement has a Resource',
    ],
    change:
      'Create the role before the policy, or name the root of its account; leave Resource out.',
    page: 'AmazonECR/latest/userguide/set-repository-policy',
  },
  'topic-policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'SNS refused the topic policy: an account or role in it does not exist, or an account id lost digits.',
    page: 'sns/latest/dg/sns-access-policy-use-cases',
  },
  'queue-policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'SQS refused the queue policy: most often an account or role in it does not exist, or an account id lost digits.',
    page: 'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies',
  },
  'function-policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'Lambda refused a permission: its principal does not exist (an account id without its leading zero, a role that was deleted or is not there yet, or a misspelt service).',
    readNext: [
      'the principal that is added, and those already in the policy of the function (lambda:GetPolicy)',
    ],
    change:
      'Give the account as a string of twelve digits, the role after it exists, or the service as <service>.amazonaws.com; remove statements whose principal is gone.',
    page: 'lambda/latest/dg/access-control-resource-based',
  },
  'secret-policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'Secrets Manager refused the policy of the secret because it names a role or user that does not exist (yet).',
    page: 'secretsmanager/latest/userguide/auth-and-access_examples_cross',
  },
  'bus-policy-principal-missing': {
    ...missing,
    hop: 'event',
    sentence:
      'EventBridge refused the policy of the event bus: a principal in it does not exist.',
    page: 'eventbridge/latest/userguide/eb-event-bus-perms',
  },
  'policy-principal-missing': {
    ...missing,
    hop: 'set-up',
    sentence:
      'AWS refused a resource policy because it names a principal that does not exist (yet).',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'role-deployed-later': {
    hop: 'set-up',
    phase: 'set-up',
    sentence:
      'In the order in which the stacks were deployed, the policy came before a role that it names.',
    readNext: ['the order of the stacks'],
    change:
      'Deploy roles before the policies that name them, without a second pass: by account and aws:PrincipalArn.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-too-young': {
    hop: 'set-up',
    phase: 'set-up',
    severity: 'passing',
    sentence:
      'A role that was created moments ago, such as one that is to trust itself, may not be known everywhere yet.',
    readNext: ['when the role was created (iam:GetRole)'],
    change:
      'Write the policy again after a while, or name the account and test aws:PrincipalArn.',
    page: 'IAM/latest/UserGuide/troubleshoot_general',
  },
  'service-principal-short': {
    ...document,
    hop: 'H4',
    sentence:
      'IAM refused the trust policy: “{service|that}” is not the name of a service principal, which ends in .amazonaws.com.',
    readNext: ['Principal.Service of the trust policy'],
    change: 'Write {service|<service>}.amazonaws.com.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'service-principal-unknown': {
    ...document,
    hop: 'H4',
    sentence:
      'AWS refused the policy: there is no service principal {principal|of that name} in this partition and Region.',
    readNext: ['Principal.Service of the policy'],
    change:
      'Correct the name of the service principal; it is <service>.amazonaws.com in nearly all cases.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'principal-malformed': {
    ...document,
    hop: 'H6',
    sentence:
      'KMS refused the key policy because a Principal in it is not an ARN: most often an account id that was empty, too short, or lost its leading zero.',
    readNext: [
      'the account ids in the rendered key policy: twelve digits each',
    ],
    change:
      'Give every account id as a string of twelve digits before the policy is rendered.',
    page: 'kms/latest/developerguide/key-policy-overview',
  },
  'key-policy-locks-out': {
    ...document,
    hop: 'H6',
    sentence: 'KMS refused a key policy that would lock out whoever writes it.',
    readNext: ['whether the policy lets the account root administer the key'],
    change:
      'Allow kms:PutKeyPolicy to the account root or to the role that deploys.',
    page: 'kms/latest/APIReference/API_PutKeyPolicy',
  },
  'trust-has-prohibited-field': {
    ...document,
    hop: 'set-up',
    sentence:
      'IAM refused the trust policy: it has the field {item|Resource}, which no trust policy may have (the role itself is the resource).',
    readNext: ['the statements of AssumeRolePolicyDocument'],
    change:
      'Take {item|Resource} out of the trust policy; what the role may do belongs into a policy that is attached to it.',
    page: 'IAM/latest/UserGuide/id_roles_terms-and-concepts',
  },
  'trust-has-foreign-action': {
    ...document,
    hop: 'set-up',
    sentence:
      'IAM refused the trust policy: it has an action that is not one of STS for assuming roles.',
    readNext: ['Action of each statement of AssumeRolePolicyDocument'],
    change:
      'Keep sts:AssumeRole (and sts:TagSession, sts:SetSourceIdentity) in the trust policy and move other actions into a policy of the role.',
    page: 'IAM/latest/UserGuide/id_roles_terms-and-concepts',
  },
  'policy-lacks-principal': {
    ...document,
    hop: 'set-up',
    sentence:
      'AWS refused a policy of a resource because a statement names no Principal.',
    readNext: ['the statements of the rendered policy'],
    change:
      'Give every statement of a trust, key or bucket policy a Principal.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'policy-has-principal': {
    ...document,
    side: 'caller',
    hop: 'set-up',
    sentence:
      'IAM refused a policy of a role or user because it names a Principal; only policies of resources do.',
    readNext: ['the statements of the rendered policy'],
    change:
      'Take Principal out, or write the statement into the policy of the resource.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_principal',
  },
  'policy-resource-not-arn': {
    ...document,
    side: 'caller',
    hop: 'set-up',
    sentence:
      'IAM refused a policy because a Resource in it is no ARN ({resource|a name, or an ARN with an empty or unresolved part}).',
    readNext: ['Resource of each statement of the rendered policy'],
    change:
      'Write the whole ARN; check references that were left empty when the policy was rendered.',
    page: 'IAM/latest/UserGuide/reference_policies_elements_resource',
  },
  'wrong-resource-shape': {
    ...document,
    hop: 'H5',
    sentence:
      'A statement of the bucket policy pairs actions with the wrong kind of ARN.',
    readNext: ['Action and Resource of each statement'],
    change:
      'Name bucket/* for object actions and the bucket itself for listing.',
    page: 'AmazonS3/latest/userguide/security_iam_service-with-iam',
  },
  'policy-action-out-of-scope': {
    ...document,
    hop: 'set-up',
    sentence:
      'AWS refused the policy of a resource because it allows or denies an action that such a policy cannot speak of: one of another service, a wildcard, or one that is not about this resource.',
    readNext: ['Action of each statement of the policy'],
    change: 'Name only actions on the resource itself, one by one.',
    page: 'sns/latest/dg/sns-access-policy-language-api-permissions-reference',
  },
  'policy-public': {
    ...document,
    sentence:
      'Block Public Access refused a policy or ACL that would make {bucket|the bucket} public.',
    readNext: [
      'statements for Principal "*" without a condition that fixes account, organization or source',
      'Block Public Access of the bucket and of its account',
    ],
    change:
      'Name accounts or add an aws:PrincipalOrgID or aws:PrincipalAccount condition; a wildcard in aws:PrincipalArn does not count.',
    page: 'AmazonS3/latest/userguide/access-control-block-public-access',
  },
  'managed-policy-missing': {
    ...document,
    side: 'caller',
    hop: 'set-up',
    sentence:
      'The policy {policy|that is named} does not exist in this account or cannot be attached, as a managed policy or as a permissions boundary.',
    readNext: ['the policies of the account (iam:ListPolicies), path included'],
    change:
      'Create the policy before the role in the same account, or correct its ARN (AWS managed policies belong to account “aws”).',
    page: 'IAM/latest/UserGuide/access_policies_manage-attach-detach',
  },
  'policy-malformed': {
    ...document,
    hop: 'set-up',
    sentence:
      'AWS refused a policy document as malformed. AWS says: “{said|MalformedPolicyDocument}”.',
    readNext: ['the rendered policy document'],
    change:
      'Mend what AWS names in the document; else its principals and ARNs.',
    page: GRAMMAR,
  },
} satisfies Record<string, Cause>;
