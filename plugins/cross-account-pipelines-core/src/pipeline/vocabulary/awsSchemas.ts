import * as z from 'zod';
import { isRegion } from '../../template/partitions';
import { shaped, text } from './textSchema';

/** A leading zero counts, so it is never a number. */
export const accountId = z.string().regex(/^\d{12}$/, 'must be twelve digits');

export const region = text({ max: 25 }).refine(isRegion, {
  message: 'must be an AWS Region such as eu-west-1',
});

/** What CloudFormation may fill in where a text says so. */
const pseudoParameter = /\$\{AWS::(?:AccountId|Partition|Region)\}/;

export const policyArn = shaped(
  new RegExp(
    `^arn:(?:aws[a-z-]*|${pseudoParameter.source}):iam::(?:\\d{12}|aws|${pseudoParameter.source}):policy/[\\w+=,.@/-]+$`,
  ),
  'the ARN of a managed policy such as arn:aws:iam::aws:policy/ReadOnlyAccess',
  { max: 2048 },
);

export const roleArn = shaped(
  /^arn:aws[a-z-]*:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/,
  'the ARN of a role such as arn:aws:iam::111111111111:role/deployer',
  { max: 2048 },
);

/**
 * Roles of one or more accounts.
 *
 * @alpha
 */
export const roleArnPattern = shaped(
  /^arn:aws[a-z-]*:iam::(?:\d{12}|\*):role\/[\w+=,.@/*-]+$/,
  'the ARN of a role, perhaps with *, such as arn:aws:iam::*:role/deployer',
  { max: 2048 },
);

/** An alias would be looked for in whichever account calls. */
export const keyArn = shaped(
  /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  'the ARN of a key, not of an alias, such as arn:aws:kms:eu-west-1:111111111111:key/…',
  { max: 2048 },
);

export const topicArn = shaped(
  /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/,
  'the ARN of a topic',
  { max: 512 },
);

export const connectionArn = shaped(
  /^arn:aws[a-z-]*:(?:codestar-connections|codeconnections):[a-z0-9-]+:\d{12}:connection\/[A-Za-z0-9-]+$/,
  'the ARN of a connection such as arn:aws:codeconnections:eu-west-1:111111111111:connection/…',
  { max: 256 },
);

export const bucketName = shaped(
  /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
  'the name of a bucket: lower case, digits, dots and hyphens',
  { min: 3, max: 63 },
);

/** `codepipeline/latest/userguide/limits`: stage and action names. */
export const pipelinePartName = shaped(
  /^[A-Za-z0-9.@_-]+$/,
  'letters, digits and . @ _ -',
  { max: 100 },
);

/** A file in an artifact. */
export const artifactPath = shaped(
  /^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$))[^:\\]+$/,
  'a path within the artifact such as template.yaml',
  { max: 800 },
);

const texts = z.union([
  text({ max: 2048 }),
  z.array(text({ max: 2048 })).min(1, 'must name at least one'),
]);

/** Keys of maps that reach a template as they are must not be its functions. */
const conditionKey = shaped(
  /^[A-Za-z0-9_.-]+:[^\s{}$]+$/,
  'a condition key such as aws:RequestedRegion',
  { max: 256 },
).refine(key => !key.startsWith('Fn:'), {
  message: 'must not be a CloudFormation function',
});

const conditionOperator = shaped(
  /^(?:For(?:All|Any)Values?:)?[A-Z][A-Za-z]+$/,
  'a condition operator',
  { max: 64 },
).refine(key => key !== 'Ref', { message: 'must be a condition operator' });

export const policyStatement = z
  .strictObject({
    Sid: shaped(/^[A-Za-z0-9]*$/, 'letters and digits', {
      max: 128,
    }).optional(),
    Effect: z.enum(['Allow', 'Deny'], 'must be Allow or Deny'),
    Action: texts.optional(),
    NotAction: texts.optional(),
    Resource: texts.optional(),
    NotResource: texts.optional(),
    Condition: z
      .record(conditionOperator, z.record(conditionKey, texts))
      .optional(),
  })
  .refine(({ Action, NotAction }) => !Action !== !NotAction, {
    message: 'must have either Action or NotAction',
  })
  .refine(({ Resource, NotResource }) => !Resource !== !NotResource, {
    message: 'must have either Resource or NotResource',
  });
