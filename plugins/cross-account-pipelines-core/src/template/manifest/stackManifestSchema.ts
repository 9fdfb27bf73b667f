import { z } from 'zod';
import {
  account,
  existingResourceSchema,
  map,
  path,
  region,
  text,
} from './existingResourceSchema';

/** Stacks that are resolved and judged together; a thousand accounts and more. */
const maxStacks = 5_000;

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

/** The shape of `manifest.yaml` as anyone may write it. */
export const stackManifestSchema = z.strictObject(
  {
    version: z.literal(1, 'must be 1'),
    pipeline: z.strictObject({ name: text, account, region }, map).optional(),
    stacks: z
      .array(stack, 'must be a list of stacks')
      .min(1, 'must name at least one stack')
      .max(maxStacks, `must name at most ${maxStacks} stacks`),
    existing: z.array(existingResourceSchema).optional(),
    organization: z.strictObject({ id: text }, map).optional(),
  },
  map,
);
