import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Sandbox } from 'aws-sandbox';

/**
 * Makes the bucket `orders-sources` with `orders.zip` in it, as CodePipeline wants
 * it: with versions.
 */
export async function makeSourceBucket(
  sandbox: Sandbox,
  options: { account: string; region: string },
): Promise<void> {
  const { account, region } = options;
  const s3 = new S3Client({
    endpoint: sandbox.url,
    region,
    credentials: sandbox.administrator(account),
    forcePathStyle: true,
  });
  const Bucket = 'orders-sources';
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  await s3.send(
    new PutObjectCommand({ Bucket, Key: 'orders.zip', Body: 'sources' }),
  );
}
