import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { BucketState } from 'backstage-plugin-cross-account-pipelines-core';
import { partitionOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { unlessAbsent, unlessUnread, type AccountReads } from './AccountReads';

/**
 * A bucket with everything that decides who may use it, if it is the account's
 * own.
 *
 * @param region - where it is thought to be
 * @throws AbsentError when there is no such bucket
 */
export async function readBucket(
  reads: AccountReads,
  name: string,
  region: string,
): Promise<BucketState> {
  const bucket = { Bucket: name, ExpectedBucketOwner: reads.account };
  const { LocationConstraint } = await reads.read(
    's3:GetBucketLocation',
    region,
    (to, options) => to.s3.send(new GetBucketLocationCommand(bucket), options),
  );
  const home = regionOf(LocationConstraint);
  const [policy, ownership, encryption, publicAccessBlock] = await Promise.all([
    unlessUnread(
      unlessAbsent(
        reads.read('s3:GetBucketPolicy', home, (to, options) =>
          to.s3.send(new GetBucketPolicyCommand(bucket), options),
        ),
      ).then(answer =>
        answer?.Policy ? { policy: reads.policyTexts.read(answer.Policy) } : {},
      ),
      policyUnreadable => ({ policyUnreadable }),
    ),
    unlessUnread(
      unlessAbsent(
        reads.read('s3:GetBucketOwnershipControls', home, (to, options) =>
          to.s3.send(new GetBucketOwnershipControlsCommand(bucket), options),
        ),
      ).then(
        // Buckets from before there were such controls have none.
        answer =>
          answer?.OwnershipControls?.Rules?.[0]?.ObjectOwnership ??
          'ObjectWriter',
      ),
      () => undefined,
    ),
    unlessUnread(readEncryption(reads, bucket, home), () => undefined),
    unlessUnread(readPublicAccessBlock(reads, bucket, home), () => undefined),
  ]);
  return {
    name,
    region: home,
    ...policy,
    ownership,
    encryption,
    publicAccessBlock,
  };
}

/** A bucket without a configuration blocks nothing by itself. */
async function readPublicAccessBlock(
  reads: AccountReads,
  bucket: { Bucket: string; ExpectedBucketOwner: string },
  region: string,
): Promise<BucketState['publicAccessBlock']> {
  const answer = await unlessAbsent(
    reads.read('s3:GetBucketPublicAccessBlock', region, (to, options) =>
      to.s3.send(new GetPublicAccessBlockCommand(bucket), options),
    ),
  );
  const { BlockPublicPolicy, RestrictPublicBuckets } =
    answer?.PublicAccessBlockConfiguration ?? {};
  return {
    blockPublicPolicy: BlockPublicPolicy === true,
    restrictPublicBuckets: RestrictPublicBuckets === true,
  };
}

async function readEncryption(
  reads: AccountReads,
  bucket: { Bucket: string; ExpectedBucketOwner: string },
  region: string,
): Promise<BucketState['encryption']> {
  const answer = await unlessAbsent(
    reads.read('s3:GetEncryptionConfiguration', region, (to, options) =>
      to.s3.send(new GetBucketEncryptionCommand(bucket), options),
    ),
  );
  const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  return (
    byDefault && {
      algorithm: byDefault.SSEAlgorithm!,
      keyArn: keyArn(byDefault.KMSMasterKeyID, reads.account, region),
      bucketKey: rule.BucketKeyEnabled,
    }
  );
}

/** A bucket may name its key by id or alias: those of its own account. */
function keyArn(
  id: string | undefined,
  account: string,
  region: string,
): string | undefined {
  if (!id || id.startsWith('arn:')) {
    return id;
  }
  const resource = id.startsWith('alias/') ? id : `key/${id}`;
  return `arn:${partitionOf(region).id}:kms:${region}:${account}:${resource}`;
}

/** `AmazonS3/latest/API/API_GetBucketLocation` on the two old spellings. */
function regionOf(constraint: string | undefined): string {
  if (!constraint) {
    return 'us-east-1';
  }
  return constraint === 'EU' ? 'eu-west-1' : constraint;
}
