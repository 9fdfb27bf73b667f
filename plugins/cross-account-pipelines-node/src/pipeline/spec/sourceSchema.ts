import { z } from 'zod';
import { accountId, bucketName, connectionArn } from './awsSchemas';
import { shaped, text } from './textSchema';
import { unknownProvider } from './unknownProvider';

const branch = text({ max: 255 });

const detectChanges = z
  .enum(['polling', 'events', 'none'], 'must be polling, events or none')
  .optional();

const s3Source = z.strictObject({
  provider: z.literal('S3'),
  bucket: bucketName,
  objectKey: text({ max: 1000 }),
  detectChanges,
});

const connectionSource = z.strictObject({
  provider: z.literal('CodeConnections'),
  connectionArn,
  repository: shaped(
    /^[\w.-]+(?:\/[\w.-]+)+$/,
    'owner and name of a repository such as shop/orders',
    { max: 255 },
  ),
  branch,
  detectChanges: z.boolean().optional(),
  fullClone: z.boolean().optional(),
});

const codeCommitSource = z.strictObject({
  provider: z.literal('CodeCommit'),
  repository: shaped(/^[\w.-]+$/, 'letters, digits and . _ -', { max: 100 }),
  branch,
  account: accountId.optional(),
  detectChanges,
});

const ecrSource = z.strictObject({
  provider: z.literal('ECR'),
  repository: shaped(
    /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
    'the name of a repository: lower case, digits and . _ - /',
    { min: 2, max: 256 },
  ),
  imageTag: shaped(/^[A-Za-z0-9_][\w.-]*$/, 'the tag of an image', {
    max: 128,
  }).optional(),
});

/** One schema for each provider, so that a problem names what that one takes. */
export const sourceSchema = z.discriminatedUnion(
  'provider',
  [s3Source, connectionSource, codeCommitSource, ecrSource],
  { error: unknownProvider(['S3', 'CodeConnections', 'CodeCommit', 'ECR']) },
);
