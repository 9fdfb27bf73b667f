import type { KnownError } from './KnownError';

/**
 * Too much at once, and too much at all.
 */
export const limitErrors: KnownError[] = [
  {
    pattern:
      /\bThrottl(?:ing|ed)(?:Exception|Error)?\b|Rate exceeded|TooManyRequests|Too Many Requests|RequestLimitExceeded|RequestThrottled|SlowDown|reduce your request rate|PriorRequestNotComplete|reached max retries/i,
    page: 'general/latest/gr/api-retries',
    meanings: [
      {
        hop: 'throttling',
        cause: 'throttled',
        sentence:
          'AWS was asked too often at once; nothing is denied or broken. Limits count per account and Region of the credentials that call.',
        readNext: ['what else calls AWS in that account and Region'],
        change:
          'Try again with growing, random pauses, and ask for several things in one call.',
        severity: 'passing',
      },
    ],
  },
  {
    pattern:
      /Maximum policy size of (?<limit>[\d,]{1,10}) bytes exceeded for (?:role|user|group) (?<role>\S{1,200})|Cannot exceed quota for (?<resource>(?:ACLSize|PolicySize|Policies|AttachedPolic|ACLSizePer)\w*)(?:: ?\d{1,8})?|polic(?:y|ies)\b.{0,60}(?:too (?:large|long|big)|exceeds? .{0,40}(?:limit|size|maximum))|(?:limit|maximum|quota).{0,40}polic(?:y|ies)\b.{0,20}size/i,
    page: 'IAM/latest/UserGuide/reference_iam-quotas',
    meanings: [
      {
        hop: 'quota',
        cause: 'policy-too-large',
        sentence:
          'A policy of {role|a role, key or bucket} is larger than AWS allows ({limit|the limit is in the message}) with the accounts and Regions that it names.',
        readNext: [
          'the size of the policy without spaces, and what it repeats per account',
        ],
        change:
          'Merge statements, name roles by pattern under an organization condition, or move statements into managed policies.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /(?:Number of resources|Template may not exceed|templateBody.{0,120}(?:length|less than)|ParameterOverrides.{0,80}(?:length|less than|exceed)|size of .{0,60}template).{0,160}/i,
    page: 'AWSCloudFormation/latest/UserGuide/cloudformation-limits',
    meanings: [
      {
        hop: 'quota',
        cause: 'template-too-large',
        sentence:
          'The template or its parameters exceed what CloudFormation takes.',
        readNext: [
          'size of the template, number of its resources, length of its parameters',
        ],
        change:
          'Pass the template through S3, split the stack, or use a template configuration file.',
        phase: 'set-up',
      },
    ],
  },
  {
    pattern:
      /LimitExceeded|ServiceQuotaExceeded|quota (?:has been )?exceeded|exceed(?:s|ed)? (?:the |your )?(?:\w+ ){0,4}(?:quota|limit)\b|Cannot exceed quota|(?:maximum|max) number of \w+.{0,40}(?:exceed|reached)|reached the (?:maximum|max) number|limit for .{0,80}reached|less than or equal to \d+.{0,40}(?:stages|actions|pipelines)/i,
    unless:
      /RequestLimitExceeded|Throttl|Rate exceeded|Maximum policy size|PolicySize|session limit/i,
    page: 'codepipeline/latest/userguide/limits',
    meanings: [
      {
        hop: 'quota',
        cause: 'limit-exceeded',
        sentence: 'A limit of the account or of a resource is reached.',
        readNext: ['the limit that the message names, in Service Quotas'],
        change:
          'Remove what is not needed, spread it, or have the limit raised.',
        phase: 'set-up',
      },
    ],
  },
];
