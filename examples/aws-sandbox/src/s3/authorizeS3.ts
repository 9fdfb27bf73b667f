import { findPublicStatement } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { decide, isAllowed } from '../access/decide';
import { deniedMessage } from '../access/deniedMessage';
import { Refusal } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Bucket, StoredObject } from './Bucket';
import { noSuchBucket } from './errors';

export const bucketArn = (name: string) => `arn:aws:s3:::${name}`;

export const objectArn = (bucket: string, key: string) =>
  `${bucketArn(bucket)}/${key}`;

/**
 * @throws ServiceError `NoSuchBucket`
 */
export function requireBucket({ world }: Call, name: string): Bucket {
  const bucket = world.buckets.get(name);
  if (!bucket) {
    throw noSuchBucket(name);
  }
  return bucket;
}

/** An object that another account owns is out of reach of the bucket's policy. */
function policyApplies(bucket: Bucket, object?: StoredObject): boolean {
  return (
    !object ||
    bucket.ownership === 'BucketOwnerEnforced' ||
    object.owner === bucket.account
  );
}

/** See `AmazonS3/latest/userguide/access-control-block-public-access`. */
export const isPublicPolicy = (document: unknown): boolean =>
  findPublicStatement(document) !== undefined;

/**
 * Whether the caller may do something with a bucket or an object in it.
 *
 * @throws Refusal: within an account with the reason, across accounts without,
 * as S3 does
 */
export function authorizeS3(
  call: Call,
  action: string,
  bucket: Bucket,
  options: {
    key?: string;
    /** The object, for actions on one that exists. */
    object?: StoredObject;
    context?: Record<string, string | string[] | undefined>;
  } = {},
): void {
  const { key, object, context } = options;
  const resource =
    key === undefined ? bucketArn(bucket.name) : objectArn(bucket.name, key);
  const ownPolicy = policyApplies(bucket, object);
  const resourceAccount = ownPolicy ? bucket.account : object!.owner;
  const decision = decide(call, {
    action: `s3:${action}`,
    resource,
    resourceAccount,
    ...(bucket.policy !== undefined &&
      ownPolicy && {
        resourcePolicy: {
          name: `bucket policy of ${bucket.name}`,
          document: bucket.policy,
        },
      }),
    context: {
      's3:ResourceAccount': resourceAccount,
      's3:TlsVersion': '1.3',
      's3:authType': 'REST-HEADER',
      's3:signatureversion': 'AWS4-HMAC-SHA256',
      ...context,
    },
  });
  const isStranger =
    call.caller.account !== bucket.account && call.caller.type !== 'Service';
  const isRestricted =
    isStranger &&
    bucket.publicAccessBlock.RestrictPublicBuckets &&
    bucket.policy !== undefined &&
    isPublicPolicy(bucket.policy);
  if (isAllowed(decision) && !isRestricted) {
    return;
  }
  throw new Refusal(
    'AccessDenied',
    call.caller.account === resourceAccount
      ? deniedMessage({
          decision,
          principal: call.caller.arn,
          action: `s3:${action}`,
          resource: `"${resource}"`,
        })
      : 'Access Denied',
  );
}
