import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Sandbox } from '../Sandbox';
import { putSampleSources, sourceBucket } from '../seed/sampleSource';
import { startSandbox } from '../startSandbox';

export const region = 'eu-west-1';
export const tools = '111111111111';
export const dev = '012345678901';
export const staging = '222222222222';

/** Of one operation on one resource; milliseconds. */
const DELAY = 5;

/**
 * An AWS in which nothing was deployed yet, with a bucket for sources, and in it
 * one that no build takes, so that no run deploys beside what is looked at.
 */
export async function startWorld(): Promise<Sandbox> {
  const sandbox = await startSandbox({ delay: DELAY });
  await putSampleSources({ sandbox, account: tools, region, services: [] });
  const s3 = new S3Client({
    region,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(tools),
  });
  await s3.send(
    new PutObjectCommand({
      Bucket: sourceBucket(tools),
      Key: 'orders.zip',
      Body: 'no sources',
    }),
  );
  s3.destroy();
  return sandbox;
}
