import type { Cause } from './Cause';

const set = { hop: 'quota', phase: 'set-up' } as const;

/** Too much at once, and too much at all. */
export const limitCauses = {
  throttled: {
    hop: 'throttling',
    severity: 'passing',
    sentence:
      'AWS was asked too often at once; nothing is denied or broken. Limits count per account and Region of the credentials that call.',
    readNext: ['what else calls AWS in that account and Region'],
    change:
      'Try again with growing, random pauses, and ask for several things in one call.',
    page: 'general/latest/gr/api-retries',
  },
  'policy-too-large': {
    ...set,
    sentence:
      'A policy of {role|a role, key or bucket} is larger than AWS allows ({limit|the limit is in the message}) with the accounts and Regions that it names.',
    readNext: [
      'the size of the policy without spaces, and what it repeats per account',
    ],
    change:
      'Merge statements, name roles by pattern under an organization condition, or move statements into managed policies.',
    page: 'IAM/latest/UserGuide/reference_iam-quotas',
  },
  'too-many-policies': {
    ...set,
    sentence:
      'More policies are attached to {role|a role} than AWS allows ({limit|ten, unless raised}).',
    readNext: ['the managed policies of the role'],
    change: 'Merge policies, or have the limit raised.',
    page: 'IAM/latest/UserGuide/reference_iam-quotas',
  },
  'function-policy-full': {
    ...set,
    side: 'resource',
    sentence:
      'The resource policy of a Lambda function is full ({limit|20480} bytes): every rule, topic, bucket or account that may invoke it has added a statement.',
    readNext: ['the statements of the policy (lambda:GetPolicy)'],
    change:
      'Remove statements and add one that covers all: a wildcard in aws:SourceArn, or the organization (--principal-org-id).',
    page: 'lambda/latest/dg/access-control-resource-based',
  },
  'template-too-large': {
    ...set,
    sentence:
      'The template or its parameters exceed what CloudFormation takes.',
    readNext: [
      'size of the template, number of its resources, length of its parameters',
    ],
    change:
      'Pass the template through S3, split the stack, or use a template configuration file.',
    page: 'AWSCloudFormation/latest/UserGuide/cloudformation-limits',
  },
  'action-configuration-too-long': {
    ...set,
    side: 'definition',
    sentence:
      'A value in the configuration of an action is longer than CodePipeline takes: 1,000 characters, ParameterOverrides 1 KB.',
    readNext: ['the longest value in the configuration of the actions'],
    change:
      'Move parameters into a template configuration file of the artifact.',
    page: 'codepipeline/latest/userguide/limits',
  },
  'too-many-builds': {
    hop: 'quota',
    severity: 'passing',
    sentence:
      'More builds run or wait at once in the account than CodeBuild allows.',
    readNext: ['concurrently running builds, in Service Quotas'],
    change: 'Wait for others to end, or have the limit raised.',
    page: 'codebuild/latest/userguide/limits',
  },
  'limit-exceeded': {
    ...set,
    sentence:
      'A limit of the account or of a resource is reached. AWS says: “{said|LimitExceeded}”.',
    readNext: ['the limit that the message names, in Service Quotas'],
    change: 'Remove what is not needed, spread it, or have the limit raised.',
    page: 'servicequotas/latest/userguide/intro',
  },
} satisfies Record<string, Cause>;
