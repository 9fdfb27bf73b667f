import type { Pattern } from './Pattern';

/**
 * Refusals that say little more than that. They are asked only when nothing
 * more telling was found, and the first that fits answers.
 */
export const refusalPatterns: Pattern[] = [
  {
    says: /Access to the resource (?<resource>arn:[^\s"']{1,300}) is denied|not authorized to access (?:this|the) resource|(?:queue|topic|secret|parameter|repository|function|table) does not exist or you do(?: not|n't) have access/i,
    rank: 'vague',
    needsAws: true,
    means: ['resource-access-refused', 'caller-access-refused'],
  },
  {
    says: /\bkms\b.{0,300}(?:denied|forbidden|authoriz|permission)|(?:denied|forbidden|authoriz|permission).{0,300}\bkms\b/i,
    rank: 'vague',
    needsAws: true,
    means: ['key-refused', 'bucket-refused', 'guardrail-refused'],
  },
  {
    says: /(?:\bS3\b|bucket|s3:\/\/).{0,300}(?:denied|forbidden|authoriz|\b403\b|insufficient)|(?:denied|forbidden|authoriz|\b403\b|insufficient).{0,300}(?:\bS3\b|bucket|s3:\/\/|(?:Head|Get|Put|Copy|List|Upload)(?:Object|Part))/i,
    rank: 'vague',
    needsAws: true,
    means: [
      'bucket-access',
      'key-access-behind-bucket',
      'destination-refused',
      'guardrail-refused',
    ],
  },
  {
    says: /AssumeRole.{0,200}(?:denied|forbidden|authoriz|\b403\b)|(?:denied|forbidden|authoriz|\b403\b).{0,200}AssumeRole/i,
    rank: 'vague',
    needsAws: true,
    means: ['assume-refused', 'guardrail-refused'],
  },
  {
    // S3 alone puts a blank between the words and says nothing else.
    says: /AccessDenied\W{1,4}Access Denied/,
    rank: 'vague',
    means: [
      'bucket-access',
      'key-access-behind-bucket',
      'destination-refused',
      'instance-refused',
      'guardrail-refused',
    ],
  },
  {
    says: /access ?denied|\bforbidden\b|not authorized|unauthorized|insufficient (?:privileges|permissions)|PermissionError|permission denied|do(?:es)?(?: not|n't) have (?:sufficient |the |enough )?(?:permission|access)|\b403\b/i,
    rank: 'vague',
    needsAws: true,
    means: [
      'provider-refused',
      'assume-refused',
      'bucket-refused',
      'key-refused',
      'guardrail-refused',
    ],
  },
];
