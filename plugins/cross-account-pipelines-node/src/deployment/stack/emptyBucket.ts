import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { isError } from '@backstage/errors';
import { type AwsAccountClients, toReadableError } from '../../aws';

interface BucketOptions {
  /** Of the bucket's account and Region. */
  clients: AwsAccountClients;
  bucket: string;
  signal?: AbortSignal;
}

/** Whether a bucket holds anything, if only an old version. */
export async function holdsObjects(options: BucketOptions): Promise<boolean> {
  return (await firstObjects(options, 1)).length > 0;
}

/**
 * Deletes all objects of a bucket with all their versions.
 *
 * @returns how many versions were deleted
 */
export async function emptyBucket(options: BucketOptions): Promise<number> {
  const { clients, bucket } = options;
  for (let deleted = 0; ; ) {
    const Objects = await firstObjects(options, 1_000);
    if (Objects.length === 0) {
      return deleted;
    }
    const { Errors = [] } = await call(options, 'DeleteObjects', () =>
      clients.s3.send(
        new DeleteObjectsCommand({
          Bucket: bucket,
          ExpectedBucketOwner: clients.account,
          Delete: { Objects, Quiet: true },
        }),
      ),
    );
    if (Errors.length > 0) {
      const [{ Key, Code, Message }] = Errors;
      throw new Error(
        `${Errors.length} objects of bucket ${bucket} cannot be deleted, ${Key} first: ${Code} ${Message}`,
      );
    }
    deleted += Objects.length;
  }
}

async function firstObjects(
  options: BucketOptions,
  MaxKeys: number,
): Promise<ObjectIdentifier[]> {
  const { clients, bucket, signal } = options;
  try {
    const { Versions = [], DeleteMarkers = [] } = await call(
      options,
      'ListBucketVersions',
      () =>
        clients.s3.send(
          new ListObjectVersionsCommand({
            Bucket: bucket,
            ExpectedBucketOwner: clients.account,
            MaxKeys,
          }),
          { abortSignal: signal },
        ),
    );
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
      Key,
      VersionId,
    }));
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return [];
    }
    throw error;
  }
}

async function call<T>(
  { clients, bucket }: BucketOptions,
  operation: string,
  send: () => Promise<T>,
): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw toReadableError(error, {
      operation: `s3:${operation} of ${bucket}`,
      account: clients.account,
      region: clients.region,
    });
  }
}
