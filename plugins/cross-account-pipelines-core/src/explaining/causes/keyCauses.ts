import type { Cause } from './Cause';

const SHARED =
  'kms/latest/developerguide/key-policy-modifying-external-accounts';

/** The artifact key, and other keys on the way. */
export const keyCauses = {
  'key-access-refused': {
    hop: 'H6',
    sentence:
      'What was read is encrypted with a key {key|} that the caller may not use: the key policy names neither the caller nor its account, or the caller lacks kms:Decrypt on the key ARN.',
    readNext: [
      'the key policy, for the role that read',
      'the KMS actions in the identity policies of that role',
    ],
    change:
      'Allow kms:Decrypt and kms:DescribeKey in the key policy and in the policy of the role.',
    page: SHARED,
  },
  'key-gone': {
    hop: 'H6',
    side: 'resource',
    sentence:
      'KMS says the same of a key that was deleted, is of another Region, or is the AWS managed key of another account.',
    readNext: [
      'state, Region and manager of the key that the object is encrypted with (kms:DescribeKey)',
    ],
    change:
      'Encrypt what is to be read again, with a live customer managed key of the Region of the bucket.',
    page: 'kms/latest/developerguide/deleting-keys',
  },
  'template-key-access': {
    hop: 'H7',
    sentence:
      'If it was a template or Lambda code: CloudFormation reads those with the deploy role.',
    readNext: ['the KMS actions in the identity policies of the deploy role'],
    change: 'Allow the deploy role kms:Decrypt on the key, on both sides.',
    page: SHARED,
  },
  'key-state': {
    hop: 'H6',
    side: 'resource',
    accountOf: 'account',
    sentence:
      'The key {key|} is {state|disabled or pending deletion}: nobody can use it, whatever the policies say.',
    readNext: ['KeyState (kms:DescribeKey)'],
    change:
      'Enable the key again, or cancel its deletion and then enable it. What was encrypted with a deleted key is lost: write it again with another key.',
    page: 'kms/latest/developerguide/key-state',
  },
  'key-not-found': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The key {key|} was looked for where it is not. An alias or a bare key id is looked up in the account and Region of the caller; only a key ARN means the same everywhere.',
    readNext: [
      'encryptionKey of the artifact store in the pipeline definition',
      'Region and account of the key, against Region and account of the bucket',
    ],
    change:
      'Name the key by its key ARN in the artifact store, the build projects and all policies, with a key of the Region of the bucket.',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'key-deleted': {
    hop: 'H6',
    side: 'resource',
    sentence: 'Or the key was deleted, or its alias points nowhere.',
    readNext: ['kms:DescribeKey and kms:ListAliases in the account of the key'],
    change: 'Create a key and name it in the artifact store.',
    page: 'kms/latest/developerguide/deleting-keys',
  },
  'key-wrong-use': {
    hop: 'H6',
    side: 'resource',
    sentence:
      'The key {key|} cannot do what was asked: it is of another kind (signing, asymmetric), or what was encrypted was encrypted with another key.',
    readNext: ['KeyUsage and KeySpec (kms:DescribeKey)'],
    change:
      'Use a symmetric key for encryption (SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT), and read with the key that was written with.',
    page: 'kms/latest/developerguide/symm-asymm-choose-key-spec',
  },
  'key-arn-asked': {
    hop: 'H8',
    side: 'definition',
    sentence:
      'The key was named in a form that is not taken here ({key|an alias, a bare id or something else}).',
    readNext: [
      'where the pipeline, the build project or the policy names the key',
    ],
    change: 'Name the key by its key ARN (arn:aws:kms:…:key/…).',
    page: 'kms/latest/developerguide/concepts',
  },
  'no-customer-managed-key': {
    hop: 'H6',
    side: 'definition',
    sentence:
      'The artifact store has no customer managed key. The AWS managed key cannot be shared, so no action in another account can read or write artifacts.',
    readNext: [
      'encryptionKey of every artifact store in the pipeline definition',
    ],
    change:
      'Give every artifact store a customer managed key, and let its key policy name the target accounts.',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'definition-lacks-key': {
    hop: 'H8',
    side: 'definition',
    phase: 'definition',
    sentence: 'It is the pipeline definition that lacks it.',
    readNext: ['the template of the pipeline'],
    change: 'Set encryptionKey with the ARN of the key.',
    page: 'codepipeline/latest/userguide/pipelines-create-cross-account',
  },
  'default-key-not-shared': {
    hop: 'H6',
    side: 'resource',
    sentence:
      'It is encrypted with the AWS managed key of its service, which no other account can use.',
    readNext: ['the key that the secret, image or snapshot is encrypted with'],
    change:
      'Encrypt it with a customer managed key whose key policy names the other account, beside its own resource policy.',
    page: 'secretsmanager/latest/userguide/auth-and-access_examples_cross',
  },
  'alias-taken': {
    hop: 'H6',
    side: 'resource',
    phase: 'set-up',
    sentence:
      'The alias {resource|} exists already, left by a stack that was removed or made by another.',
    readNext: ['which key the alias points to (kms:ListAliases)'],
    change:
      'Delete the alias that was left, or give aliases names that only one stack uses.',
    page: 'kms/latest/developerguide/kms-alias',
  },
  'alias-stack-rolled-back': {
    hop: 'set-up',
    phase: 'set-up',
    sentence: 'The stack that creates it is rolled back until then.',
    readNext: ['the events of that stack'],
    change: 'Deploy the stack again afterwards.',
    page: 'kms/latest/developerguide/kms-alias',
  },
  'service-key-refused': {
    hop: 'H6',
    sentence:
      'KMS refused the use of the key {key|} to a service that works for the pipeline or for what it deployed.',
    readNext: ['the key policy', 'the role that the service works with'],
    change: 'Allow that role the key, in the key policy and in its own policy.',
    page: SHARED,
  },
  'workload-key-access': {
    hop: 'workload',
    sentence:
      'If it was a function or service after its deployment: its own role lacks the key.',
    readNext: ['the role of the function and the key it names'],
    change: 'Allow the role of the function kms:Decrypt on that key.',
    page: SHARED,
  },
} satisfies Record<string, Cause>;
