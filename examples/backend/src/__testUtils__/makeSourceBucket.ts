import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Sandbox } from 'aws-sandbox';

/** Makes the bucket `orders-sources`, as CodePipeline wants it: with versions. */
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
}
