import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetBucketLocationCommand } from '@aws-sdk/client-s3';
import { isError, NotFoundError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { AwsClients } from '../../aws';
import type {
  ExistingResource,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { StoppedWaitingError } from '../stack/StoppedWaitingError';

/** Questions at a time. */
const CONCURRENCY = 24;

/**
 * Makes sure that the buckets and roles which the stacks use and do not make are
 * there.
 *
 * What the portal may not read is left for the verification after the
 * deployment.
 *
 * @throws NotFoundError that names each bucket or role that does not exist
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireExisting(options: {
  manifest: StackManifest;
  clients: AwsClients;
  onBehalfOf?: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { manifest } = options;
  // A StackSet has a role in each of many accounts.
  const limit = pLimit(CONCURRENCY);
  const missing = await Promise.all(
    (manifest.existing ?? []).map(resource =>
      limit(async () => {
        const thing = thingOf(resource);
        return thing && (await isMissing(thing, resource, options))
          ? [`${thing.type} ${thing.name} in account ${resource.account}`]
          : [];
      }),
    ),
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

interface Thing {
  type: 'bucket' | 'role';
  name: string;
}

function thingOf({ arn }: ExistingResource): Thing | undefined {
  const bucket = /^arn:[\w-]+:s3:::([^/]+)$/.exec(arn)?.[1];
  const role = /^arn:[\w-]+:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
  if (bucket !== undefined) {
    return { type: 'bucket', name: bucket };
  }
  return role === undefined ? undefined : { type: 'role', name: role };
}

async function isMissing(
  { type, name }: Thing,
  { account }: ExistingResource,
  options: Parameters<typeof requireExisting>[0],
): Promise<boolean> {
  const { manifest, clients, onBehalfOf, signal } = options;
  const { region } = manifest.pipeline ?? manifest.stacks[0];
  try {
    const { s3, iam } = await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    });
    const sent = { abortSignal: signal };
    await (type === 'bucket'
      ? s3.send(new GetBucketLocationCommand({ Bucket: name }), sent)
      : iam.send(new GetRoleCommand({ RoleName: name }), sent));
    return false;
  } catch (error) {
    if (signal?.aborted) {
      throw new StoppedWaitingError({ underWay: [] });
    }
    return (
      isError(error) &&
      ['NoSuchBucket', 'NoSuchEntityException'].includes(error.name)
    );
  }
}
