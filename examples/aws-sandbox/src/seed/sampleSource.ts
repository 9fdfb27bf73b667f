import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { packageFolder } from '../packageFolder';
import type { Sandbox } from '../Sandbox';
import { pack } from '../zip';

const sampleFolder = packageFolder('sample-service');

/**
 * Where the sources of a pipeline account's services lie.
 */
export const sourceBucket = (account: string) => `sample-sources-${account}`;

async function sampleService(): Promise<Buffer> {
  const names = await readdir(sampleFolder);
  const files = await Promise.all(
    names.map(async name => [name, await readFile(join(sampleFolder, name))]),
  );
  return pack(Object.fromEntries(files));
}

/**
 * Makes the source bucket and puts the sample service in it for each service,
 * as `<service>.zip`.
 */
export async function putSampleSources(options: {
  sandbox: Sandbox;
  account: string;
  region: string;
  services: string[];
}): Promise<void> {
  const { sandbox, account, region, services } = options;
  const s3 = new S3Client({
    region,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(account),
  });
  const Bucket = sourceBucket(account);
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      CreateBucketConfiguration: { LocationConstraint: region as 'eu-west-1' },
    }),
  );
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  const Body = await sampleService();
  for (const service of services) {
    await s3.send(
      new PutObjectCommand({ Bucket, Key: `${service}.zip`, Body }),
    );
  }
  s3.destroy();
}
