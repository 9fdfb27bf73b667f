import type {
  CreateBucketRequest,
  CreateBucketOutput,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { authorizeS3, bucketArn, requireBucket } from './authorizeS3';
import type { Bucket, ObjectOwnership } from './Bucket';

const NAME = /^(?!xn--|sthree-)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** See `AmazonS3/latest/userguide/BucketRestrictions`: 10,000 by default. */
const MAX_BUCKETS = 10_000;
/** Buckets of this Region have no location constraint. */
const DEFAULT_REGION = 'us-east-1';

export function createBucket(
  call: Call,
  input: CreateBucketRequest,
): CreateBucketOutput {
  const { world, caller } = call;
  const name = input.Bucket!;
  const region =
    input.CreateBucketConfiguration?.LocationConstraint ?? call.region;
  const isAccountRegional = input.BucketNamespace === 'account-regional';
  const ending = isAccountRegional ? `-${caller.account}-${region}-an` : '-an';
  // S3 takes the ending in that namespace only, and no other name there.
  if (!NAME.test(name) || name.endsWith(ending) !== isAccountRegional) {
    throw new ServiceError(
      'InvalidBucketName',
      'The specified bucket is not valid.',
      { members: { BucketName: name } },
    );
  }
  authorize(call, {
    action: 's3:CreateBucket',
    resource: bucketArn(name),
    context: {
      's3:locationconstraint': region,
      ...(input.BucketNamespace && {
        's3:x-amz-bucket-namespace': input.BucketNamespace,
      }),
    },
  });
  const known = world.buckets.get(name);
  if (known) {
    throw known.account === caller.account
      ? new ServiceError(
          'BucketAlreadyOwnedByYou',
          'Your previous request to create the named bucket succeeded and you already own it.',
          { status: 409, members: { BucketName: name } },
        )
      : new ServiceError(
          'BucketAlreadyExists',
          'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
          { status: 409, members: { BucketName: name } },
        );
  }
  const owned = [...world.buckets.values()].filter(
    ({ account }) => account === caller.account,
  );
  if (owned.length >= MAX_BUCKETS) {
    throw new ServiceError(
      'TooManyBuckets',
      'You have attempted to create more buckets than allowed',
    );
  }
  const ownership = (input.ObjectOwnership ??
    'BucketOwnerEnforced') as ObjectOwnership;
  if (
    input.ACL &&
    input.ACL !== 'private' &&
    ownership === 'BucketOwnerEnforced'
  ) {
    throw new ServiceError(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    );
  }
  const bucket: Bucket = {
    name,
    account: caller.account,
    region,
    createdAt: new Date(),
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    ownership,
    publicAccessBlock: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
    tags: {},
    lifecycleRules: [],
    objects: new Map(),
  };
  world.buckets.set(name, bucket);
  return { Location: `/${name}` };
}

export function deleteBucket(call: Call, input: DeleteBucketRequest): void {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'DeleteBucket', bucket);
  if (bucket.objects.size > 0) {
    throw new ServiceError(
      'BucketNotEmpty',
      bucket.versioning
        ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
        : 'The bucket you tried to delete is not empty',
      { status: 409, members: { BucketName: bucket.name } },
    );
  }
  call.world.buckets.delete(bucket.name);
}

export function headBucket(
  call: Call,
  input: HeadBucketRequest,
): HeadBucketOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'ListBucket', bucket);
  return { BucketRegion: bucket.region };
}

export function getBucketLocation(
  call: Call,
  input: GetBucketLocationRequest,
): GetBucketLocationOutput {
  const bucket = requireBucket(call, input.Bucket!);
  authorizeS3(call, 'GetBucketLocation', bucket);
  return {
    LocationConstraint:
      bucket.region === DEFAULT_REGION ? undefined : (bucket.region as any),
  };
}

export function listBuckets(
  call: Call,
  { BucketRegion: wanted }: ListBucketsRequest,
): ListBucketsOutput {
  const { world, caller } = call;
  authorize(call, { action: 's3:ListAllMyBuckets', resource: '*' });
  return {
    Buckets: [...world.buckets.values()]
      .filter(({ account }) => account === caller.account)
      .filter(({ region }) => !wanted || region === wanted)
      .map(({ name, createdAt, region }) => ({
        Name: name,
        CreationDate: createdAt,
        BucketRegion: region,
      })),
    Owner: { ID: caller.account },
  };
}
