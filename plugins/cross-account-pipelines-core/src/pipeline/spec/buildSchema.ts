import * as z from 'zod';
import { shaped, text } from '../vocabulary/textSchema';

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
  buildspec: text({ max: 25_000, multiline: true })
    .describe(
      'Path in the source, or the buildspec itself. Default buildspec.yml',
    )
    .optional(),
  image: shaped(/^[A-Za-z0-9][\w./:@-]*$/, 'the name of an image', {
    max: 512,
  })
    .describe(
      'Image to build in. Default aws/codebuild/amazonlinux2-x86_64-standard:5.0',
    )
    .optional(),
  environmentType: shaped(
    /^[A-Z0-9_]+$/,
    'an environment type such as LINUX_CONTAINER or ARM_CONTAINER',
    { max: 64 },
  )
    .describe('Kind of machine, such as ARM_CONTAINER. Default LINUX_CONTAINER')
    .optional(),
  computeType: shaped(
    /^BUILD_[A-Z0-9_]+$/,
    'a compute type such as BUILD_GENERAL1_SMALL',
    { max: 64 },
  )
    .describe('Size of the machine. Default BUILD_GENERAL1_SMALL')
    .optional(),
  privileged: z.boolean().describe('Lets the build run containers').optional(),
  environment: z
    .record(
      variableName,
      z.union([
        text({ max: 4096, min: 0, multiline: true }),
        z.strictObject({
          parameter: storedName.describe(
            'Name of a parameter of the Systems Manager',
          ),
        }),
        z.strictObject({
          secret: secretName.describe(
            'Name of a secret of the Secrets Manager, perhaps with :key',
          ),
        }),
      ]),
    )
    .describe(
      'Environment variables by name: a text, { parameter } or { secret }',
    )
    .optional(),
  cache: z
    .array(
      z.enum(
        ['source', 'docker-layers', 'custom'],
        'must be source, docker-layers or custom',
      ),
    )
    .describe('What is kept on the machine from one build to the next')
    .optional(),
  timeout: z
    .int('must be whole minutes')
    .min(5, 'must be at least 5 minutes')
    .max(480, 'must be at most 480 minutes')
    .describe('Minutes, 5 to 480. Default 60')
    .optional(),
};

export const buildSchema = z.strictObject(buildFields);
