import type {
  GetBucketLoggingOutput,
  GetBucketLoggingRequest,
  PutBucketLoggingRequest,
} from '@aws-sdk/client-s3';
import { serviceCall } from '../access/actAs';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { randomLetters } from '../world/identifiers';
import { authorizeS3, bucketArn, requireBucket } from './authorizeS3';
import type { Bucket } from './Bucket';

const SERVICE = 'logging.s3.amazonaws.com';

/** What a bucket keeps of logs here. */
const MAX_LOGS = 500;

/** See `AmazonS3/latest/userguide/enable-server-access-logging`. */
export function putBucketLogging(
  call: Call,
  input: PutBucketLoggingRequest,
): void {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'PutBucketLogging', bucket);
  const wanted = input.BucketLoggingStatus?.LoggingEnabled;
  if (!wanted) {
    bucket.logging = undefined;
    return;
  }
  const target = call.world.buckets.get(wanted.TargetBucket!);
  if (!target || !isBeside(target, bucket)) {
    throw new ServiceError(
      'InvalidTargetBucketForLogging',
      target
        ? 'The owner for the bucket to be logged and the target bucket must be the same, and they must be in the same Region'
        : 'The target bucket for logging does not exist',
      { members: { TargetBucket: wanted.TargetBucket! } },
    );
  }
  bucket.logging = {
    bucket: wanted.TargetBucket!,
    prefix: wanted.TargetPrefix ?? '',
  };
}

export function getBucketLogging(
  call: Call,
  input: GetBucketLoggingRequest,
): GetBucketLoggingOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'GetBucketLogging', bucket);
  const { logging } = bucket;
  return logging
    ? {
        LoggingEnabled: {
          TargetBucket: logging.bucket,
          TargetPrefix: logging.prefix,
        },
      }
    : {};
}

function isBeside(one: Bucket, other: Bucket): boolean {
  return one.account === other.account && one.region === other.region;
}

/**
 * Writes down who used an object. AWS gathers such lines for some hours; here
 * each is written at once. One that cannot be written is lost without a word.
 *
 * See `AmazonS3/latest/userguide/ServerLogs`.
 */
export function logAccess(
  call: Call,
  bucket: Bucket,
  access: { operation: string; key: string },
  put: (
    asService: Call,
    log: { Bucket: string; Key: string; Body: Buffer },
  ) => unknown,
): void {
  const { world, caller } = call;
  const target = bucket.logging && world.buckets.get(bucket.logging.bucket);
  if (
    !target ||
    caller.arn === SERVICE ||
    !isBeside(target, bucket) ||
    // S3 delivers into buckets with its own encryption only.
    target.encryption.algorithm !== 'AES256' ||
    target.objects.size >= MAX_LOGS
  ) {
    return;
  }
  const now = new Date().toISOString();
  const name = now.slice(0, 19).replace(/[T:]/g, '-');
  try {
    put(
      serviceCall({
        world,
        service: SERVICE,
        account: bucket.account,
        region: bucket.region,
        sourceArn: bucketArn(bucket.name),
      }),
      {
        Bucket: target.name,
        Key: `${bucket.logging!.prefix}${name}-${randomLetters(16)}`,
        Body: Buffer.from(
          `${bucket.account} ${bucket.name} [${now}] ${caller.arn} ${access.operation} ${access.key}\n`,
        ),
      },
    );
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
  }
}
