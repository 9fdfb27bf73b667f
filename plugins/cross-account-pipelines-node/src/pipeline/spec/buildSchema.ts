import { z } from 'zod';
import { shaped, text } from './textSchema';

const variableName = shaped(
  /^[A-Za-z_]\w*$/,
  'the name of an environment variable: letters, digits and underscores',
  { max: 255 },
);

/** Both go into an ARN of a policy, where `*` and `$` would mean more. */
const storedName = shaped(/^[\w/+=.@-]+$/, 'the name of a parameter', {
  max: 512,
});
const secretName = shaped(
  /^[\w/+=.@-]+(?::[\w+=.@-]+)?$/,
  'the name of a secret, perhaps with :key',
  { max: 512 },
);

export const buildFields = {
  buildspec: text({ max: 25_000, multiline: true }).optional(),
  image: shaped(/^[A-Za-z0-9][\w./:@-]*$/, 'the name of an image', {
    max: 512,
  }).optional(),
  environmentType: shaped(
    /^[A-Z0-9_]+$/,
    'an environment type such as LINUX_CONTAINER or ARM_CONTAINER',
    { max: 64 },
  ).optional(),
  computeType: shaped(
    /^BUILD_[A-Z0-9_]+$/,
    'a compute type such as BUILD_GENERAL1_SMALL',
    { max: 64 },
  ).optional(),
  privileged: z.boolean().optional(),
  environment: z
    .record(
      variableName,
      z.union([
        text({ max: 4096, min: 0, multiline: true }),
        z.strictObject({ parameter: storedName }),
        z.strictObject({ secret: secretName }),
      ]),
    )
    .optional(),
  cache: z
    .array(
      z.enum(
        ['source', 'docker-layers', 'custom'],
        'must be source, docker-layers or custom',
      ),
    )
    .optional(),
  timeout: z
    .int('must be whole minutes')
    .min(5, 'must be at least 5 minutes')
    .max(480, 'must be at most 480 minutes')
    .optional(),
};

export const buildSchema = z.strictObject(buildFields);
