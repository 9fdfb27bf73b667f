import type { KnownError, KnownMeaning } from './KnownError';

const missingPrincipal = {
  cause: 'principal-missing',
  readNext: [
    'whether every role and user that the policy names exists, path included',
    'whether a Principal reads AROA… or AIDA…: the id of something that was deleted',
  ],
  change:
    'Deploy the stacks that create those roles first, or name their accounts and test aws:PrincipalArn, which accepts roles that do not exist yet. Drop ids of deleted roles before writing a policy back.',
  side: 'resource' as const,
  phase: 'set-up' as const,
};

const setUpOrder: KnownMeaning = {
  hop: 'set-up',
  cause: 'role-deployed-later',
  sentence:
    'In the order in which the stacks were deployed, the policy came before a role that it names.',
  readNext: ['the order of the stacks'],
  change:
    'Deploy roles before the policies that name them, without a second pass: by account and aws:PrincipalArn.',
  phase: 'set-up',
};

/**
 * Policies that AWS refuses to write.
 */
export const policyErrors: KnownError[] = [
  {
    pattern:
      /statement with (?:one or more )?invalid principals?|\bkey\b.{0,80}invalid principal|(?:KMS|Kms|PutKeyPolicy|AWS::KMS::Key|key policy).{0,240}(?:Invalid principal|MalformedPolicyDocument)/i,
    page: 'kms/latest/developerguide/key-policy-overview',
    meanings: [
      {
        ...missingPrincipal,
        hop: 'H6',
        sentence:
          'KMS refused the key policy because it names a role or user that does not exist.',
      },
      setUpOrder,
    ],
  },
  {
    pattern: /ARN in the specified key policy is invalid/i,
    meanings: [
      {
        hop: 'H6',
        cause: 'principal-malformed',
        sentence:
          'KMS refused the key policy because a Principal in it is not an ARN: most often an account id that was empty, too short, or lost its leading zero.',
        readNext: [
          'the account ids in the rendered key policy: twelve digits each',
        ],
        change:
          'Give every account id as a string of twelve digits before the policy is rendered.',
        side: 'resource',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /key policy will not allow you to update the key policy in the future/i,
    meanings: [
      {
        hop: 'H6',
        cause: 'key-policy-locks-out',
        sentence:
          'KMS refused a key policy that would lock out whoever writes it.',
        readNext: [
          'whether the policy lets the account root administer the key',
        ],
        change:
          'Allow kms:PutKeyPolicy to the account root or to the role that deploys.',
        side: 'resource',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /(?:UpdateAssumeRolePolicy|CreateRole|AWS::IAM::Role|AssumeRolePolicy|trust policy|\bIAM\b|Service: Iam|MalformedPolicyDocument(?:Exception)?\b).{0,240}Invalid principal in policy(?:: ?"?(?:AWS|SERVICE|Service)"? ?: ?"?(?<principal>[^\s"]{1,300}))?/i,
    unless: /PutBucketPolicy|S3 policy|S3 Bucket/i,
    page: 'IAM/latest/UserGuide/troubleshoot_roles',
    meanings: [
      {
        ...missingPrincipal,
        hop: 'H1',
        sentence:
          'IAM refused a trust policy because it names {principal|a role or user that does not exist}, which does not exist (yet).',
        accountOf: 'account',
      },
      {
        hop: 'set-up',
        cause: 'principal-too-young',
        sentence:
          'A role that was created moments ago, such as one that is to trust itself, may not be known everywhere yet.',
        readNext: ['when the role was created (iam:GetRole)'],
        change:
          'Write the policy again after a while, or name the account and test aws:PrincipalArn.',
        phase: 'set-up',
        severity: 'passing',
      },
    ],
  },
  {
    pattern: /Invalid principal in policy/i,
    unless:
      /MalformedPolicyDocument|UpdateAssumeRolePolicy|CreateRole|AWS::IAM::Role|AWS::KMS|PutKeyPolicy/,
    page: 'AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro',
    meanings: [
      {
        ...missingPrincipal,
        hop: 'H5',
        sentence:
          'S3 refused the bucket policy because it names a role or user that does not exist: one that is not deployed yet, or the id of one that was deleted.',
      },
      setUpOrder,
    ],
  },
  {
    pattern:
      /Action does not apply to any resources?(?:\(s\))? in statement|Policy has invalid (?:resource|action)/i,
    meanings: [
      {
        hop: 'H5',
        cause: 'wrong-resource-shape',
        sentence:
          'A statement of the bucket policy pairs actions with the wrong kind of ARN.',
        readNext: ['Action and Resource of each statement'],
        change:
          'Name bucket/* for object actions and the bucket itself for listing.',
        side: 'resource',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /MalformedPolicy(?:Document)?(?:Exception)?|policy (?:document )?(?:is not valid|contains? invalid|has a syntax error)|Syntax errors? in policy/i,
    fallback: true,
    meanings: [
      {
        hop: 'set-up',
        cause: 'policy-malformed',
        sentence: 'AWS refused a policy document as malformed.',
        readNext: ['the rendered policy document'],
        change: 'Mend the document; its principals and ARNs first.',
        phase: 'set-up',
      },
    ],
  },
];
