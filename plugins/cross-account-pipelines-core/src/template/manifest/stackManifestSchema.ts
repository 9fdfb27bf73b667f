import { z } from 'zod';
import { isRegion } from '../partitions';

/** Stacks that are resolved and judged together; a thousand accounts and more. */
const maxStacks = 5_000;

const map = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys'
      ? `there is no field ${issue.keys.join(', ')}`
      : 'must be a map',
};

const text = z.string('must be text in quotes').min(1, 'must not be empty');

const account = z
  .string('must be text: twelve digits in quotes')
  .regex(/^\d{12}$/, 'must be twelve digits');

const region = text.refine(isRegion, 'must be an AWS Region such as eu-west-1');

const path = text.regex(
  /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\0]+$/,
  'must be a path inside the folder of the manifest',
);

const stackOutput = z.strictObject({
  fromStack: z.strictObject({ account, region, stackName: text }),
  output: text,
});

const parameter = z.union([z.string(), stackOutput], {
  error:
    'must be text in quotes, or an output of an earlier stack (fromStack and output)',
});

const stack = z.strictObject(
  {
    phase: z
      .enum(['foundation', 'target', 'pipeline'], {
        error: 'must be foundation, target or pipeline',
      })
      .optional(),
    account,
    region,
    stackName: text.max(128, 'must have at most 128 characters'),
    template: path,
    parameters: z.record(z.string(), parameter).optional(),
    capabilities: z.array(text).optional(),
    tags: z.record(z.string(), z.string('must be text in quotes')).optional(),
  },
  map,
);

/** Or the file that holds it. */
const document = z.union([z.record(z.string(), z.unknown()), path], {
  error: 'must be a policy, or the path of a file that holds one',
});

const existing = z.strictObject(
  {
    arn: text,
    account,
    region: region.optional(),
    policy: z.union([z.literal('none'), document]).optional(),
    trustPolicy: document.optional(),
    policies: z
      .union([z.literal('none'), z.array(document)], {
        error: 'must be a list of policies or of their files, or none',
      })
      .optional(),
  },
  map,
);

/** The shape of `manifest.yaml` as anyone may write it. */
export const stackManifestSchema = z.strictObject(
  {
    version: z.literal(1, 'must be 1'),
    pipeline: z.strictObject({ name: text, account, region }, map).optional(),
    stacks: z
      .array(stack, 'must be a list of stacks')
      .min(1, 'must name at least one stack')
      .max(maxStacks, `must name at most ${maxStacks} stacks`),
    existing: z.array(existing).optional(),
    organization: z.strictObject({ id: text }, map).optional(),
  },
  map,
);
