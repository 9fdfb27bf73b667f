import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { AwsClients } from '../aws';
import type { StackManifest } from '../template';
import { CloudFormationStack } from './CloudFormationStack';
import { describePlace, type StackPlace } from './StackPlace';
import { stackCondition } from './StackStatus';

/** The tag of a stack that names the entity it is for. */
const ownerTag = 'backstage-component';

/**
 * Looks at every stack of a manifest before any is changed: a name may be taken
 * already, and CloudFormation would make that stack into the manifest's.
 *
 * An account that cannot be read is left for the deployment to report.
 *
 * @throws ConflictError that names each stack that is not the manifest's own
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function requireOwnStacks(options: {
  manifest: StackManifest;
  clients: AwsClients;
  onBehalfOf?: string;
  /** Stacks at a time. Default 10. */
  concurrency?: number;
  signal?: AbortSignal;
}): Promise<void> {
  const { manifest, clients, onBehalfOf, concurrency = 10, signal } = options;
  const limit = pLimit(concurrency);
  const conflicts = await Promise.all(
    manifest.stacks.map(({ account, region, stackName, tags }) =>
      limit(async () => {
        const place = { account, region, stackName };
        const current = await describe(place).catch(error => {
          if (signal?.aborted) {
            throw error;
          }
          return undefined;
        });
        return current && findConflict({ place, current, tags });
      }),
    ),
  );
  const found = conflicts.flatMap(conflict => conflict ?? []);
  if (found.length > 0) {
    throw new ConflictError(
      [
        'The name of the pipeline is taken; nothing was changed. Choose another:',
        ...found,
      ].join('\n- '),
    );
  }

  async function describe({ account, region, stackName }: StackPlace) {
    return new CloudFormationStack({
      clients: await clients.forAccount({
        account,
        region,
        purpose: 'deploy',
        onBehalfOf,
      }),
      stackName,
      signal,
    }).describe();
  }
}

/**
 * The same for one stack that was just read.
 *
 * @throws ConflictError when it is not the one to deploy
 */
export function requireOwnStack(options: {
  place: StackPlace;
  current: Stack;
  tags?: Record<string, string>;
}): void {
  const conflict = findConflict(options);
  if (conflict) {
    throw new ConflictError(
      `The name of the pipeline is taken: ${conflict}. Choose another`,
    );
  }
}

function findConflict(options: {
  place: StackPlace;
  current: Stack;
  /** Of the stack to deploy. */
  tags?: Record<string, string>;
}): string | undefined {
  const { place, current, tags = {} } = options;
  const wanted = tags[ownerTag];
  const owner = current.Tags?.find(({ Key }) => Key === ownerTag)?.Value;
  // Entity refs are the same in upper and lower case.
  if (owner?.toLowerCase() === wanted?.toLowerCase()) {
    return undefined;
  }
  if (owner) {
    return `${describePlace(place)} belongs to ${owner}${
      wanted ? `, not to ${wanted}` : ''
    } (tag ${ownerTag})`;
  }
  return stackCondition(current.StackStatus!) === 'ready'
    ? `${describePlace(
        place,
      )} is there already, and no tag ${ownerTag} says that it is of ${wanted}; if it is, give it that tag`
    : undefined;
}
