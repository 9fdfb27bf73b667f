import { z } from 'zod';
import {
  accountId,
  bucketName,
  keyArn,
  pipelinePartName,
  policyArn,
  policyStatement,
  region,
  roleArn,
} from './awsSchemas';
import { buildSchema } from './buildSchema';
import { sourceSchema } from './sourceSchema';
import { stageSchema } from './stageSchema';
import { shaped, text } from './textSchema';

/** See `codepipeline/latest/APIReference/API_GitPushFilter` and its like. */
const maxPatterns = 8;

const patterns = z
  .array(text({ max: 255 }))
  .min(1, 'must name at least one')
  .max(maxPatterns, `must name at most ${maxPatterns}`)
  .optional();

const filter = z
  .strictObject({ includes: patterns, excludes: patterns })
  .refine(({ includes, excludes }) => includes || excludes, {
    message: 'must have includes or excludes',
  });

const trigger = z.discriminatedUnion(
  'on',
  [
    z
      .strictObject({
        on: z.literal('push'),
        branches: filter.optional(),
        tags: filter.optional(),
        paths: filter.optional(),
      })
      .refine(({ tags, branches }) => !tags || !branches, {
        message: 'must not have both tags and branches',
      }),
    z.strictObject({
      on: z.literal('pull-request'),
      events: z
        .array(
          z.enum(
            ['OPEN', 'UPDATED', 'CLOSED'],
            'must be OPEN, UPDATED or CLOSED',
          ),
        )
        .optional(),
      branches: filter.optional(),
      paths: filter.optional(),
    }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'must be push or pull-request'
        : undefined,
  },
);

const variable = z.strictObject({
  name: pipelinePartName,
  default: text({ max: 1000 }).optional(),
  description: text({ max: 200, min: 0 }).optional(),
});

const deployRole = z.strictObject({
  managedPolicyArns: z
    .array(policyArn)
    .max(20, 'must name at most 20 policies, the most IAM attaches to a role')
    .optional(),
  statements: z.array(policyStatement).optional(),
  permissionsBoundary: policyArn.optional(),
});

const organization = z.strictObject({
  id: shaped(
    /^o-[a-z0-9]{10,32}$/,
    'the id of an organization such as o-a1b2c3d4e5',
    {
      max: 34,
    },
  ),
  paths: z
    .array(
      shaped(
        /^o-[a-z0-9]+\/(?:r-[a-z0-9]+\/)?(?:ou-[a-z0-9-]+\/)*\*?$/,
        'a path of an organization such as o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*',
        { max: 512 },
      ),
    )
    .min(1, 'must name at least one')
    .optional(),
});

const existing = z.strictObject({
  artifactStores: z
    .record(region, z.strictObject({ bucket: bucketName, keyArn }))
    .optional(),
  serviceRoleArn: roleArn.optional(),
  buildRoleArn: roleArn.optional(),
});

/** Fewer than AWS's fifty: templates of platform teams add theirs. */
const maxTags = 40;

/**
 * The shape of a pipeline spec as people give it: what can be judged by looking
 * at one field. `parsePipelineSpec` judges the whole.
 */
export const pipelineSpecSchema = z.strictObject({
  name: shaped(
    /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
    'lower case letters, digits and single hyphens, beginning with a letter',
    { max: 100 },
  ),
  account: accountId,
  region,
  type: z.enum(['V1', 'V2'], 'must be V1 or V2').optional(),
  executionMode: z
    .enum(
      ['SUPERSEDED', 'QUEUED', 'PARALLEL'],
      'must be SUPERSEDED, QUEUED or PARALLEL',
    )
    .optional(),
  source: sourceSchema,
  triggers: z.array(trigger).max(50, 'must have at most 50').optional(),
  variables: z.array(variable).max(50, 'must have at most 50').optional(),
  build: buildSchema.optional(),
  stages: z.array(stageSchema).min(1, 'must have at least one stage'),
  deployRole: deployRole.optional(),
  permissionsBoundary: policyArn.optional(),
  rolePath: shaped(
    /^\/(?:[\w+=,.@-]+\/)*$/,
    'an IAM path such as /pipelines/',
    { max: 256 },
  ).optional(),
  roleNamePrefix: shaped(/^[\w+=,.@-]+$/, 'letters, digits and _ + = , . @ -', {
    max: 20,
  }).optional(),
  organization: organization.optional(),
  principals: z
    .enum(['accounts', 'organization'], 'must be accounts or organization')
    .optional(),
  existing: existing.optional(),
  retain: z.boolean().optional(),
  tags: z
    .record(
      shaped(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu, 'a tag key', {
        max: 128,
      }),
      text({ max: 256, min: 0 }),
    )
    .refine(tags => Object.keys(tags).length <= maxTags, {
      message: `must have at most ${maxTags} entries`,
    })
    .optional(),
});
