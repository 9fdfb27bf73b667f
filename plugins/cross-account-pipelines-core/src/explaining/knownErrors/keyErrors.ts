import type { KnownError } from './KnownError';

/**
 * The artifact key: what KMS says of a key that cannot be found or used, and
 * what services say for it.
 */
export const keyErrors: KnownError[] = [
  {
    pattern:
      /ciphertext refers to a (?:customer master key|KMS key|key)|Service or caller is not authorized to use the provided (?:AWS )?KMS key|not authorized to access the key because the resource does not exist in this Region/i,
    page: 'kms/latest/developerguide/key-policy-modifying-external-accounts',
    meanings: [
      {
        hop: 'H6',
        cause: 'key-policy-lacks-allow',
        sentence:
          'What was read is encrypted with a key {key|} that the caller may not use: the key policy names neither the caller nor its account, or the caller lacks kms:Decrypt on the key ARN.',
        readNext: [
          'the key policy, for the role that read',
          'the KMS actions in the identity policies of that role',
        ],
        change:
          'Allow kms:Decrypt and kms:DescribeKey in the key policy and in the policy of the role.',
      },
      {
        hop: 'H6',
        cause: 'key-gone',
        sentence:
          'KMS says the same of a key that was deleted, is of another Region, or is the AWS managed key of another account.',
        readNext: [
          'state, Region and manager of the key that the object is encrypted with (kms:DescribeKey)',
        ],
        change:
          'Encrypt what is to be read again, with a live customer managed key of the Region of the bucket.',
        side: 'resource',
      },
      {
        hop: 'H7',
        cause: 'deploy-role-reads-artifact',
        sentence:
          'If it was a template or Lambda code: CloudFormation reads those with the deploy role.',
        readNext: [
          'the KMS actions in the identity policies of the deploy role',
        ],
        change: 'Allow the deploy role kms:Decrypt on the key, on both sides.',
      },
    ],
  },
  {
    pattern:
      /(?<resource>arn:aws[a-z-]{0,12}:kms:\S{1,200}) is (?<state>pending deletion|disabled|pending import|unavailable)|KMS\.?(?:KMS)?InvalidStateException|KMS\.?DisabledException|KMSKeyDisabled|KMS key .{0,200}(?:is disabled|pending deletion)/i,
    page: 'kms/latest/developerguide/key-state',
    meanings: [
      {
        hop: 'H6',
        cause: 'key-state',
        sentence:
          'The key {key|} is {state|disabled or pending deletion}: nobody can use it, whatever the policies say.',
        readNext: ['KeyState (kms:DescribeKey)'],
        change:
          'Enable the key again, or cancel its deletion and then enable it. What was encrypted with a deleted key is lost: write it again with another key.',
        side: 'resource',
        accountOf: 'account',
      },
    ],
  },
  {
    pattern:
      /KMS\.?NotFoundException|(?:Alias|Key) '?(?<resource>arn:aws[a-z-]{0,12}:kms:[^\s']{1,200})'? (?:is not found|does not exist|is not enabled)|Invalid (?:keyId|arn)\b|(?:NotFoundException|\bKMS).{0,120}(?:alias|key).{0,200}(?:not found|does not exist)|alias(?:es)? .{0,120}only in the account/i,
    unless: /specified key does not exist/i,
    meanings: [
      {
        hop: 'H8',
        cause: 'key-not-found',
        sentence:
          'The key {key|} was looked for where it is not. An alias or a bare key id is looked up in the account and Region of the caller; only a key ARN means the same everywhere.',
        readNext: [
          'encryptionKey of the artifact store in the pipeline definition',
          'Region and account of the key, against Region and account of the bucket',
        ],
        change:
          'Name the key by its key ARN in the artifact store, the build projects and all policies, with a key of the Region of the bucket.',
        side: 'definition',
      },
      {
        hop: 'H6',
        cause: 'key-gone',
        sentence: 'Or the key was deleted, or its alias points nowhere.',
        readNext: [
          'kms:DescribeKey and kms:ListAliases in the account of the key',
        ],
        change: 'Create a key and name it in the artifact store.',
        side: 'resource',
      },
    ],
  },
  {
    pattern:
      /Artifact (?:Bucket|Store).{0,40}must have a (?:KMS|customer).{0,30}key|(?:AWS managed key|aws\/s3).{0,120}(?:other|another|cross).{0,20}account/i,
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
    meanings: [
      {
        hop: 'H6',
        cause: 'no-customer-managed-key',
        sentence:
          'The artifact store has no customer managed key. The AWS managed key cannot be shared, so no action in another account can read or write artifacts.',
        readNext: [
          'encryptionKey of every artifact store in the pipeline definition',
        ],
        change:
          'Give every artifact store a customer managed key, and let its key policy name the target accounts.',
        side: 'definition',
      },
      {
        hop: 'H8',
        cause: 'no-customer-managed-key',
        sentence: 'It is the pipeline definition that lacks it.',
        readNext: ['the template of the pipeline'],
        change: 'Set encryptionKey with the ARN of the key.',
        side: 'definition',
        phase: 'definition',
      },
    ],
  },
  {
    pattern:
      /alias (?:with the name )?(?<resource>\S{0,200}) ?already exists|AWS::KMS::Alias.{0,200}already exists|alias already exists/i,
    meanings: [
      {
        hop: 'H6',
        cause: 'alias-taken',
        sentence:
          'The alias {resource|} exists already, left by a stack that was removed or made by another.',
        readNext: ['which key the alias points to (kms:ListAliases)'],
        change:
          'Delete the alias that was left, or give aliases names that only one stack uses.',
        side: 'resource',
        phase: 'set-up',
      },
      {
        hop: 'set-up',
        cause: 'alias-taken',
        sentence: 'The stack that creates it is rolled back until then.',
        readNext: ['the events of that stack'],
        change: 'Deploy the stack again afterwards.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /KMS access was denied|Access to KMS is not allowed|KMSAccessDenied(?:Exception)?|KMS\.AccessDenied/i,
    unless: /ciphertext refers/i,
    meanings: [
      {
        hop: 'H6',
        cause: 'key-policy-lacks-allow',
        sentence:
          'KMS refused the use of the key {key|} to a service that works for the pipeline or for what it deployed.',
        readNext: ['the key policy', 'the role that the service works with'],
        change:
          'Allow that role the key, in the key policy and in its own policy.',
      },
      {
        hop: 'workload',
        cause: 'workload-key-access',
        sentence:
          'If it was a function or service after its deployment: its own role lacks the key.',
        readNext: ['the role of the function and the key it names'],
        change: 'Allow the role of the function kms:Decrypt on that key.',
      },
    ],
  },
];
