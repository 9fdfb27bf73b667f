import type {
  DeleteBucketTaggingRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutBucketEncryptionRequest,
  PutBucketLifecycleConfigurationRequest,
  PutBucketOwnershipControlsRequest,
  PutBucketTaggingRequest,
  PutBucketVersioningRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { reservedTag, tagList, tagRecord } from '../world/tags';
import { authorizeS3, requireBucket } from './authorizeS3';
import type { Bucket, ObjectOwnership } from './Bucket';
import { invalidArgument } from './errors';

function authorizedBucket(call: Call, action: string, name: string): Bucket {
  const bucket = requireBucket(call, name);
  authorizeS3(call, action, bucket);
  return bucket;
}

const missing = (code: string, message: string, bucket: Bucket) =>
  new ServiceError(code, message, {
    status: 404,
    members: { BucketName: bucket.name },
  });

export function putBucketEncryption(
  call: Call,
  input: PutBucketEncryptionRequest,
): void {
  const bucket = authorizedBucket(
    call,
    'PutEncryptionConfiguration',
    input.Bucket!,
  );
  const [rule] = input.ServerSideEncryptionConfiguration?.Rules ?? [];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const algorithm = byDefault?.SSEAlgorithm;
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') {
    throw invalidArgument(
      `The sandbox encrypts with AES256 or aws:kms, not with ${algorithm}`,
    );
  }
  bucket.encryption = {
    algorithm,
    keyId: byDefault!.KMSMasterKeyID,
    bucketKeyEnabled: rule.BucketKeyEnabled ?? false,
  };
}

export function getBucketEncryption(
  call: Call,
  input: GetBucketEncryptionRequest,
): GetBucketEncryptionOutput {
  const { encryption } = authorizedBucket(
    call,
    'GetEncryptionConfiguration',
    input.Bucket!,
  );
  return {
    ServerSideEncryptionConfiguration: {
      Rules: [
        {
          ApplyServerSideEncryptionByDefault: {
            SSEAlgorithm: encryption.algorithm,
            KMSMasterKeyID: encryption.keyId,
          },
          BucketKeyEnabled: encryption.bucketKeyEnabled,
        },
      ],
    },
  };
}

export function putBucketVersioning(
  call: Call,
  input: PutBucketVersioningRequest,
): void {
  const bucket = authorizedBucket(call, 'PutBucketVersioning', input.Bucket!);
  bucket.versioning = input.VersioningConfiguration?.Status;
}

export function getBucketVersioning(
  call: Call,
  input: GetBucketVersioningRequest,
): GetBucketVersioningOutput {
  return {
    Status: authorizedBucket(call, 'GetBucketVersioning', input.Bucket!)
      .versioning,
  };
}

export function putBucketOwnershipControls(
  call: Call,
  input: PutBucketOwnershipControlsRequest,
): void {
  const bucket = authorizedBucket(
    call,
    'PutBucketOwnershipControls',
    input.Bucket!,
  );
  bucket.ownership = input.OwnershipControls!.Rules![0]
    .ObjectOwnership as ObjectOwnership;
}

export function getBucketOwnershipControls(
  call: Call,
  input: GetBucketOwnershipControlsRequest,
): GetBucketOwnershipControlsOutput {
  const bucket = authorizedBucket(
    call,
    'GetBucketOwnershipControls',
    input.Bucket!,
  );
  return {
    OwnershipControls: { Rules: [{ ObjectOwnership: bucket.ownership }] },
  };
}

export function putPublicAccessBlock(
  call: Call,
  input: PutPublicAccessBlockRequest,
): void {
  const bucket = authorizedBucket(
    call,
    'PutBucketPublicAccessBlock',
    input.Bucket!,
  );
  const asked = input.PublicAccessBlockConfiguration ?? {};
  bucket.publicAccessBlock = {
    BlockPublicAcls: asked.BlockPublicAcls ?? false,
    IgnorePublicAcls: asked.IgnorePublicAcls ?? false,
    BlockPublicPolicy: asked.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: asked.RestrictPublicBuckets ?? false,
  };
}

export function getPublicAccessBlock(
  call: Call,
  input: GetPublicAccessBlockRequest,
): GetPublicAccessBlockOutput {
  return {
    PublicAccessBlockConfiguration: authorizedBucket(
      call,
      'GetBucketPublicAccessBlock',
      input.Bucket!,
    ).publicAccessBlock,
  };
}

export function putBucketTagging(
  call: Call,
  input: PutBucketTaggingRequest,
): void {
  const bucket = authorizedBucket(call, 'PutBucketTagging', input.Bucket!);
  const tags = tagRecord(input.Tagging?.TagSet);
  if (reservedTag(tags) !== undefined) {
    throw new ServiceError(
      'InvalidTag',
      'System tags cannot be added/updated by requester',
    );
  }
  bucket.tags = tags;
}

export function getBucketTagging(
  call: Call,
  input: GetBucketTaggingRequest,
): GetBucketTaggingOutput {
  const bucket = authorizedBucket(call, 'GetBucketTagging', input.Bucket!);
  if (Object.keys(bucket.tags).length === 0) {
    throw missing('NoSuchTagSet', 'The TagSet does not exist', bucket);
  }
  return { TagSet: tagList(bucket.tags) };
}

export function deleteBucketTagging(
  call: Call,
  input: DeleteBucketTaggingRequest,
): void {
  authorizedBucket(call, 'PutBucketTagging', input.Bucket!).tags = {};
}

export function putBucketLifecycle(
  call: Call,
  input: PutBucketLifecycleConfigurationRequest,
): object {
  const bucket = authorizedBucket(
    call,
    'PutLifecycleConfiguration',
    input.Bucket!,
  );
  bucket.lifecycleRules = input.LifecycleConfiguration?.Rules ?? [];
  return {};
}

export function getBucketLifecycle(
  call: Call,
  input: GetBucketLifecycleConfigurationRequest,
): GetBucketLifecycleConfigurationOutput {
  const bucket = authorizedBucket(
    call,
    'GetLifecycleConfiguration',
    input.Bucket!,
  );
  if (bucket.lifecycleRules.length === 0) {
    throw missing(
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
      bucket,
    );
  }
  return { Rules: bucket.lifecycleRules as any };
}
