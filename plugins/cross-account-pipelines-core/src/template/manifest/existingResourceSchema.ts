import * as z from 'zod';
import { isRegion } from '../partitions';

export const map = {
  error: (issue: z.core.$ZodRawIssue) =>
    issue.code === 'unrecognized_keys'
      ? `there is no field ${issue.keys.join(', ')}`
      : 'must be a map',
};

export const text = /* @__PURE__ */ z
  .string('must be text in quotes')
  .min(1, 'must not be empty');

export const account = /* @__PURE__ */ z
  .string('must be text: twelve digits in quotes')
  .regex(/^\d{12}$/, 'must be twelve digits');

export const region = /* @__PURE__ */ text.refine(
  isRegion,
  'must be an AWS Region such as eu-west-1',
);

export const path = /* @__PURE__ */ text.regex(
  /^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\\0]+$/,
  'must be a path inside the folder of the file that names it',
);

/** Or the file that holds it. */
const document = /* @__PURE__ */ z.union(
  [z.record(z.string(), z.unknown()), path],
  { error: 'must be a policy, or the path of a file that holds one' },
);

/** Something that is there already, as manifests and specs write it. */
export const existingResourceSchema = /* @__PURE__ */ z.strictObject(
  {
    arn: text.describe('ARN of what is there'),
    account: account.describe('The account that it is in'),
    region: region
      .describe('Region of a bucket. Default: that of the pipeline')
      .optional(),
    policy: z
      .union([z.literal('none'), document])
      .describe('Policy of a bucket or key, its file, or none')
      .optional(),
    trustPolicy: document
      .describe('Trust policy of a role, or its file')
      .optional(),
    policies: z
      .union([z.literal('none'), z.array(document)], {
        error: 'must be a list of policies or of their files, or none',
      })
      .describe('All policies of a role, their files, or none')
      .optional(),
  },
  map,
);
