import { GetBucketLocationCommand } from '@aws-sdk/client-s3';
import { isError, NotFoundError } from '@backstage/errors';
import type { AwsClients } from '../../aws';
import type {
  ExistingResource,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/**
 * Makes sure that the buckets which the stacks use and do not make are there.
 *
 * What the portal may not read is left for the verification after the
 * deployment.
 *
 * @throws NotFoundError that names each bucket that does not exist
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireExisting(options: {
  manifest: StackManifest;
  clients: AwsClients;
  onBehalfOf?: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { manifest } = options;
  const missing = await Promise.all(
    (manifest.existing ?? []).map(async resource => {
      const bucket = /^arn:[\w-]+:s3:::([^/]+)$/.exec(resource.arn)?.[1];
      return bucket && (await isMissing(bucket, resource, options))
        ? [`bucket ${bucket} in account ${resource.account}`]
        : [];
    }),
  );
  const found = missing.flat();
  if (found.length > 0) {
    throw new NotFoundError(
      `The pipeline uses what does not exist: ${found.join(
        ', ',
      )}. Nothing was changed; create it, or name another`,
    );
  }
}

async function isMissing(
  bucket: string,
  { account }: ExistingResource,
  options: Parameters<typeof requireExisting>[0],
): Promise<boolean> {
  const { manifest, clients, onBehalfOf, signal } = options;
  const { region } = manifest.pipeline ?? manifest.stacks[0];
  try {
    const { s3 } = await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    });
    await s3.send(new GetBucketLocationCommand({ Bucket: bucket }), {
      abortSignal: signal,
    });
    return false;
  } catch (error) {
    if (signal?.aborted) {
      throw new StoppedWaitingError({ underWay: [] });
    }
    return isError(error) && error.name === 'NoSuchBucket';
  }
}
