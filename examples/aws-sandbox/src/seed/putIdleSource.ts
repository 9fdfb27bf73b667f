import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Sandbox } from '../Sandbox';
import { HOME_REGION, TOOLS } from './samplePipelines';
import { sourceBucket } from './sampleSource';

/**
 * Puts a source there that holds nothing which a build could take: the pipeline
 * is healthy, and no run deploys.
 */
export async function putIdleSource(sandbox: Sandbox): Promise<void> {
  const s3 = new S3Client({
    region: HOME_REGION,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(TOOLS),
  });
  await s3.send(
    new PutObjectCommand({
      Bucket: sourceBucket(TOOLS),
      Key: 'orders.zip',
      Body: 'no sources',
    }),
  );
  s3.destroy();
}
