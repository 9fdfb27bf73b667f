import { Refusal, ServiceError } from '../../front/ServiceError';
import { getObject, putObject } from '../../s3/objects';
import { ActionFailure, withService } from '../ActionFailure';
import { bucketFailure } from '../artifacts';
import type { ActionContext, ActionProvider } from './ActionProvider';

/** What ends up in the bucket, by key. */
function objectsOf(context: ActionContext): Record<string, Uint8Array> {
  const { call, configuration, inputs } = context;
  const { Extract, ObjectKey } = configuration;
  if (Extract === 'true') {
    const prefix = ObjectKey ? `${ObjectKey.replace(/\/$/, '')}/` : '';
    return Object.fromEntries(
      Object.entries(context.read(inputs[0].name)).map(([path, content]) => [
        `${prefix}${path}`,
        content,
      ]),
    );
  }
  if (!ObjectKey) {
    throw new ActionFailure(
      'ConfigurationError',
      'ObjectKey is required when the artifact is not extracted',
    );
  }
  const { bucket, key } = inputs[0];
  try {
    return { [ObjectKey]: getObject(call, { Bucket: bucket, Key: key }).Body };
  } catch (error) {
    throw error instanceof ServiceError ? bucketFailure(bucket, error) : error;
  }
}

/**
 * Puts an artifact into a bucket. See
 * `codepipeline/latest/userguide/action-reference-S3Deploy`.
 */
export const s3Deploy: ActionProvider = {
  category: 'Deploy',
  owner: 'AWS',
  provider: 'S3',
  async run(context) {
    const { call, configuration, run } = context;
    const { BucketName, CacheControl, CannedACL, KMSEncryptionKeyARN } =
      configuration;
    const objects = Object.entries(objectsOf(context));
    for (const [key, content] of objects) {
      try {
        putObject(call, {
          Bucket: BucketName,
          Key: key,
          Body: Buffer.from(content),
          CacheControl,
          ACL: CannedACL as 'private' | undefined,
          ...(KMSEncryptionKeyARN && {
            ServerSideEncryption: 'aws:kms',
            SSEKMSKeyId: KMSEncryptionKeyARN,
          }),
        });
      } catch (error) {
        if (error instanceof Refusal) {
          throw bucketFailure(BucketName, error);
        }
        if (error instanceof ServiceError) {
          throw new ActionFailure('JobFailed', withService('Amazon S3', error));
        }
        throw error;
      }
    }
    run.summary = `${objects.length} object(s) deployed to ${BucketName}`;
  },
};
