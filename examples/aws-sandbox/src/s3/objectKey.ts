import { Refusal, ServiceError } from '../front/ServiceError';
import { authorizeKey } from '../kms/authorizeKey';
import { awsManagedS3Key } from '../kms/awsManagedKey';
import { checkUsable } from '../kms/cryptography';
import { findKey } from '../kms/findKey';
import type { KeyRecord } from '../kms/KmsState';
import type { Call } from '../world/Call';
import { bucketArn, objectArn } from './authorizeS3';
import type { Bucket } from './Bucket';

/**
 * S3 uses the key for the caller, with the caller's permissions: the request to
 * KMS bears `kms:ViaService` and the object's (or bucket's) ARN as encryption
 * context. See `AmazonS3/latest/userguide/UsingKMSEncryption`.
 */
function viaS3(call: Call, bucket: Bucket): Call {
  return {
    ...call,
    region: bucket.region,
    context: {
      ...call.context,
      'kms:ViaService': `s3.${bucket.region}.amazonaws.com`,
      'aws:ViaAWSService': 'true',
      'aws:CalledVia': ['s3.amazonaws.com'],
      'aws:CalledViaFirst': 's3.amazonaws.com',
      'aws:CalledViaLast': 's3.amazonaws.com',
    },
  };
}

function useKey(
  call: Call,
  action: 'Decrypt' | 'GenerateDataKey',
  key: KeyRecord,
  place: { bucket: Bucket; key: string; bucketKeyEnabled: boolean },
): void {
  authorizeKey(viaS3(call, place.bucket), action, key, {
    encryptionContext: {
      'aws:s3:arn': place.bucketKeyEnabled
        ? bucketArn(place.bucket.name)
        : objectArn(place.bucket.name, place.key),
    },
  });
  try {
    checkUsable(key);
  } catch (error) {
    throw asS3Error(error);
  }
}

function asS3Error(error: unknown): unknown {
  return error instanceof ServiceError && !(error instanceof Refusal)
    ? new ServiceError(`KMS.${error.code}`, error.message)
    : error;
}

/**
 * The key that a new object gets, after the caller was found to be allowed to
 * use it.
 *
 * @throws ServiceError `KMS.NotFoundException` and the like; Refusal
 */
export function keyForWriting(
  call: Call,
  place: {
    bucket: Bucket;
    key: string;
    /** ARN, id or alias; absent: the AWS managed key. */
    keyId?: string;
    bucketKeyEnabled: boolean;
  },
): KeyRecord {
  const { bucket, keyId } = place;
  let key: KeyRecord;
  try {
    key =
      keyId === undefined || keyId === 'alias/aws/s3'
        ? awsManagedS3Key(call.world, bucket.account, bucket.region)
        : findKey({ ...call, region: bucket.region }, keyId);
  } catch (error) {
    throw asS3Error(error);
  }
  useKey(call, 'GenerateDataKey', key, place);
  return key;
}

/**
 * Lets the caller read an encrypted object, or refuses.
 *
 * @throws Refusal: across accounts KMS does not say whether the key exists
 */
export function openForReading(
  call: Call,
  place: {
    bucket: Bucket;
    key: string;
    keyArn: string;
    bucketKeyEnabled: boolean;
  },
): void {
  let key: KeyRecord;
  try {
    key = findKey({ ...call, region: place.bucket.region }, place.keyArn);
  } catch (error) {
    throw asS3Error(error);
  }
  useKey(call, 'Decrypt', key, place);
}
