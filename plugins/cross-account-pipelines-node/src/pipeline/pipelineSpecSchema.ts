import { z } from 'zod';
import { isRegion } from '../template';

/**
 * Text that may go into a template: nothing that YAML, CloudFormation or the
 * template engine gives a meaning to, and nothing that cannot be seen.
 */
function text(options: { max: number; min?: number; multiline?: boolean }) {
  const { max, min = 1, multiline } = options;
  return z
    .string()
    .min(min, {
      error:
        min === 1
          ? 'must not be empty'
          : `must have at least ${min} characters`,
      abort: true,
    })
    .max(max, { error: `must have at most ${max} characters`, abort: true })
    .refine(value => !value.includes('${{'), {
      message: 'must not contain ${{',
    })
    .refine(value => !value.includes('{{resolve:'), {
      message:
        'must not contain {{resolve:, which CloudFormation replaces by a secret',
    })
    .refine(value => !hasInvisibleCharacters(value, multiline), {
      message: multiline
        ? 'must not contain invisible characters other than tabs and line breaks'
        : 'must not contain line breaks or invisible characters',
    });
}

function hasInvisibleCharacters(value: string, multiline?: boolean): boolean {
  return (
    (multiline ? value.replace(/[\t\n\r]/g, '') : value).match(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u,
    ) !== null
  );
}

/** Text of one shape; the shape is described for people. */
function shaped(
  pattern: RegExp,
  description: string,
  options: { max: number; min?: number },
) {
  return text(options).regex(pattern, `must be ${description}`);
}

const accountId = z.string().regex(/^\d{12}$/, 'must be twelve digits');

const region = text({ max: 25 }).refine(isRegion, {
  message: 'must be an AWS Region such as eu-west-1',
});

const pseudoParameter = /\$\{AWS::(?:AccountId|Partition|Region)\}/;

const policyArn = shaped(
  new RegExp(
    `^arn:(?:aws[a-z-]*|${pseudoParameter.source}):iam::(?:\\d{12}|aws|${pseudoParameter.source}):policy/[\\w+=,.@/-]+$`,
  ),
  'the ARN of a managed policy such as arn:aws:iam::aws:policy/ReadOnlyAccess',
  { max: 2048 },
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

const policyStatement = z
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
      .record(
        shaped(
          /^(?:For(?:All|Any)Values?:)?[A-Za-z]+$/,
          'a condition operator',
          {
            max: 64,
          },
        ).refine(key => key !== 'Ref', {
          message: 'must be a condition operator',
        }),
        z.record(conditionKey, texts),
      )
      .optional(),
  })
  .refine(({ Action, NotAction }) => !Action !== !NotAction, {
    message: 'must have either Action or NotAction',
  })
  .refine(({ Resource, NotResource }) => !Resource !== !NotResource, {
    message: 'must have either Resource or NotResource',
  });

const deployRole = z.strictObject({
  managedPolicyArns: z
    .array(policyArn)
    .max(20, 'must name at most 20 policies, the most IAM attaches to a role')
    .optional(),
  statements: z.array(policyStatement).optional(),
  permissionsBoundary: policyArn.optional(),
});

/** A file in an artifact. */
const artifactPath = shaped(
  /^(?!\/)(?!(?:.*\/)?\.\.?(?:\/|$))[^:\\]+$/,
  'a path within the artifact such as template.yaml',
  { max: 800 },
);

/** `codepipeline/latest/userguide/limits`: stage and action names. */
const pipelinePartName = shaped(
  /^[A-Za-z0-9.@_-]+$/,
  'letters, digits and . @ _ -',
  { max: 100 },
);

/** See `codepipeline/latest/userguide/action-reference-CloudFormation`. */
const maxParameterOverridesBytes = 1024;

const cloudFormationDeploy = z.strictObject({
  provider: z.literal('CloudFormation'),
  stackName: shaped(
    /^[A-Za-z][A-Za-z0-9-]*$/,
    'letters, digits and hyphens, beginning with a letter',
    { max: 128 },
  ),
  templatePath: artifactPath,
  templateConfigurationPath: artifactPath.optional(),
  capabilities: z
    .array(
      z.enum(
        ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
        'must be CAPABILITY_IAM, CAPABILITY_NAMED_IAM or CAPABILITY_AUTO_EXPAND',
      ),
    )
    .optional(),
  parameterOverrides: z
    .record(
      shaped(/^[A-Za-z0-9]+$/, 'letters and digits', { max: 255 }),
      text({ max: maxParameterOverridesBytes, min: 0 }),
    )
    .refine(
      overrides =>
        Buffer.byteLength(JSON.stringify(overrides)) <=
        maxParameterOverridesBytes,
      {
        message: `must have at most ${maxParameterOverridesBytes} bytes as JSON; put more into a template configuration file`,
      },
    )
    .optional(),
  mode: z
    .enum(['change-set', 'direct'], 'must be change-set or direct')
    .default('change-set'),
});

const s3Source = z.strictObject({
  provider: z.literal('S3'),
  bucket: shaped(
    /^[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
    'the name of a bucket: lower case, digits, dots and hyphens',
    { min: 3, max: 63 },
  ),
  objectKey: text({ max: 1000 }),
});

const build = z.strictObject({
  buildspec: text({ max: 25_000, multiline: true }).optional(),
  image: shaped(/^[A-Za-z0-9][\w./:@-]*$/, 'the name of an image', {
    max: 512,
  }).optional(),
  computeType: shaped(
    /^BUILD_[A-Z0-9_]+$/,
    'a compute type such as BUILD_GENERAL1_SMALL',
    { max: 64 },
  ).optional(),
  environment: z
    .record(
      shaped(
        /^[A-Za-z_]\w*$/,
        'the name of an environment variable: letters, digits and underscores',
        { max: 255 },
      ),
      text({ max: 4096, min: 0, multiline: true }),
    )
    .optional(),
  timeout: z
    .int('must be whole minutes')
    .min(5, 'must be at least 5 minutes')
    .max(2160, 'must be at most 2160 minutes')
    .optional(),
});

const approval = z.union([
  z.boolean(),
  z.strictObject({ message: text({ max: 1000 }).optional() }),
]);

/** One schema for each provider, so that a problem names what that one takes. */
const deploy = z.discriminatedUnion('provider', [cloudFormationDeploy], {
  error: issue => unknownProvider(issue, 'CloudFormation'),
});

const source = z.discriminatedUnion('provider', [s3Source], {
  error: issue => unknownProvider(issue, 'S3'),
});

function unknownProvider(
  issue: z.core.$ZodRawIssue,
  known: string,
): string | undefined {
  return issue.code === 'invalid_union' ? `must be ${known}` : undefined;
}

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
  source,
  build: build.optional(),
  stages: z
    .array(
      z.strictObject({
        name: pipelinePartName,
        approval: approval.optional(),
        targets: z
          .array(
            z.strictObject({
              account: accountId,
              region,
              name: text({ max: 60 }).optional(),
              deploy,
            }),
          )
          .min(1, 'must name at least one target'),
      }),
    )
    .min(1, 'must have at least one stage'),
  deployRole: deployRole.optional(),
  permissionsBoundary: policyArn.optional(),
  rolePath: shaped(
    /^\/(?:[\w+=,.@-]+\/)*$/,
    'an IAM path such as /pipelines/',
    { max: 256 },
  ).optional(),
  tags: z
    .record(
      shaped(/^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu, 'a tag key', {
        max: 128,
      }),
      text({ max: 256, min: 0 }),
    )
    .refine(tags => Object.keys(tags).length <= 40, {
      message: 'must have at most 40 entries',
    })
    .optional(),
});
