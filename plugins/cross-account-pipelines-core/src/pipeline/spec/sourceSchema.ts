import * as z from 'zod';
import { accountId, bucketName, connectionArn } from '../vocabulary/awsSchemas';
import { shaped, text } from '../vocabulary/textSchema';
import { unknownProvider } from '../vocabulary/unknownProvider';

const branch = text({ max: 255 }).describe(
  'Branch whose commits are the source',
);

const detectChanges = z
  .enum(['polling', 'events', 'none'], 'must be polling, events or none')
  .describe(
    'How something new is noticed: polling, events or none. In a bucket, events need its EventBridge notifications; for a repository of another account, a rule there. Default polling',
  )
  .optional();

const s3Source = z.strictObject({
  provider: z
    .literal('S3')
    .describe('A zip object in a bucket of the pipeline account'),
  bucket: bucketName.describe(
    'Bucket with versioning, in the pipeline account',
  ),
  objectKey: text({ max: 1000 }).describe('Key of the zip object'),
  detectChanges,
});

const connectionSource = z.strictObject({
  provider: z
    .literal('CodeConnections')
    .describe('A repository of GitHub, GitLab or Bitbucket'),
  connectionArn: connectionArn.describe(
    'ARN of a connection of the pipeline account that somebody has completed in the console',
  ),
  repository: shaped(
    /^[\w.-]+(?:\/[\w.-]+)+$/,
    'owner and name of a repository such as shop/orders',
    { max: 255 },
  ).describe('Owner and name of the repository, such as shop/orders'),
  branch,
  detectChanges: z
    .boolean()
    .describe('Whether a push to the branch starts the pipeline. Default true')
    .optional(),
  fullClone: z
    .boolean()
    .describe('Hand the build a clone with history instead of a zip')
    .optional(),
});

const codeCommitSource = z.strictObject({
  provider: z.literal('CodeCommit').describe('A repository of CodeCommit'),
  repository: shaped(/^[\w.-]+$/, 'letters, digits and . _ -', {
    max: 100,
  }).describe('Name of the repository'),
  branch,
  account: accountId
    .describe('Account of the repository. Default: the pipeline account')
    .optional(),
  detectChanges,
});

const ecrSource = z.strictObject({
  provider: z
    .literal('ECR')
    .describe('An image of a repository in the pipeline account'),
  repository: shaped(
    /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
    'the name of a repository: lower case, digits and . _ - /',
    { min: 2, max: 256 },
  ).describe('Name of the repository'),
  imageTag: shaped(/^[A-Za-z0-9_][\w.-]*$/, 'the tag of an image', {
    max: 128,
  })
    .describe('Tag of the image. Default latest')
    .optional(),
});

/** One schema for each provider, so that a problem names what that one takes. */
export const sourceSchema = z.discriminatedUnion(
  'provider',
  [s3Source, connectionSource, codeCommitSource, ecrSource],
  { error: unknownProvider(['S3', 'CodeConnections', 'CodeCommit', 'ECR']) },
);
