import type { KnownError, KnownMeaning } from './KnownError';

const meaning = (
  hop: KnownMeaning['hop'],
  cause: string,
  sentence: string,
  readNext: string,
  change: string,
): KnownMeaning => ({ hop, cause, sentence, readNext: [readNext], change });

const assume = meaning(
  'H1',
  'refused-without-reason',
  'If a role was being assumed: its trust policy or the policy of the caller refused.',
  'the trust policy of the action role and the policies of the service role',
  'Let both sides name each other.',
);
const provider = meaning(
  'H2',
  'refused-without-reason',
  'If the action was calling its provider: the action role lacks the call.',
  'the identity policies of the action role',
  'Allow the action role the calls of its provider.',
);
const bucket = meaning(
  'H5',
  'refused-without-reason',
  'If an artifact was being read or written: the bucket policy or the role lacks it.',
  'the bucket policy and the S3 actions of the role that acted',
  'Allow the role the bucket, on both sides.',
);
const key = meaning(
  'H6',
  'refused-without-reason',
  'If an artifact was being read or written: the key policy or the role lacks the key.',
  'the key policy and the KMS actions of the role that acted',
  'Allow the role the key, on both sides.',
);
const guardrail = meaning(
  'guardrail',
  'refused-without-reason',
  'If all of these allow it, a guardrail of the organization denies it.',
  'CloudTrail of the account that was called, around that time',
  'Ask whoever keeps the guardrails.',
);
const destination = meaning(
  'H9',
  'refused-without-reason',
  'If it was the bucket that is deployed to: the role is of another account than the bucket, or an object there belongs to whoever uploaded it.',
  'the account and Object Ownership of that bucket',
  'Deploy with a role of the account that owns the bucket.',
);
const instance = meaning(
  'H10',
  'refused-without-reason',
  'If an instance was reading the revision: its role lacks the bucket or the key.',
  'the identity policies of the instance role',
  'Allow the instance role the bucket and the key, on both sides.',
);

/**
 * Refusals that say little more than that. They are asked only when nothing
 * more telling was found, and the first that fits answers.
 */
export const refusalErrors: KnownError[] = [
  {
    pattern:
      /\bkms\b.{0,300}(?:denied|forbidden|authoriz|permission)|(?:denied|forbidden|authoriz|permission).{0,300}\bkms\b/i,
    fallback: true,
    meanings: [key, bucket, guardrail],
  },
  {
    pattern:
      /(?:\bS3\b|bucket|s3:\/\/).{0,300}(?:denied|forbidden|authoriz|\b403\b|insufficient)|(?:denied|forbidden|authoriz|\b403\b|insufficient).{0,300}(?:\bS3\b|bucket|s3:\/\/|(?:Head|Get|Put|Copy|List|Upload)(?:Object|Part))/i,
    fallback: true,
    meanings: [bucket, key, destination, guardrail],
  },
  {
    pattern:
      /AssumeRole.{0,200}(?:denied|forbidden|authoriz|\b403\b)|(?:denied|forbidden|authoriz|\b403\b).{0,200}AssumeRole/i,
    fallback: true,
    meanings: [assume, guardrail],
  },
  {
    // S3 alone puts a blank between the words and says nothing else.
    pattern: /AccessDenied\W{1,4}Access Denied/,
    fallback: true,
    meanings: [bucket, key, destination, instance, guardrail],
  },
  {
    pattern:
      /access ?denied|\bforbidden\b|not authorized|unauthorized|insufficient (?:privileges|permissions)|PermissionError|permission denied|do(?:es)?(?: not|n't) have (?:sufficient |the |enough )?(?:permission|access)|\b403\b/i,
    fallback: true,
    meanings: [provider, assume, bucket, key, guardrail],
  },
];
