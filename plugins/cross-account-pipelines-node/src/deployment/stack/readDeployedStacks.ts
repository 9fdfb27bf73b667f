import { isError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { AwsClients, AwsPurpose } from '../../aws';
import type {
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import { placeKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { CloudFormationStack } from './CloudFormationStack';
import { isSameState } from '../isSameState';
import { STACKS_AT_A_TIME } from '../stacksAtATime';
import type { DeployedStack, DeployedStacks } from './DeployedStack';
import { isReference } from './stackOutputs';
import { stackCondition } from './StackStatus';

/**
 * Reads every stack of a manifest, and the stacks beside it that it takes
 * outputs of: one description and one template a stack. What cannot be read
 * says why.
 *
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function readDeployedStacks(options: {
  manifest: StackManifest;
  clients: AwsClients;
  /** Default `deploy`. */
  purpose?: AwsPurpose;
  /** Default true. */
  withTemplates?: boolean;
  /** As they were read before: the template of one that is the same is kept. */
  known?: DeployedStacks;
  onBehalfOf?: string;
  /** Stacks at a time. Default 100. */
  concurrency?: number;
  signal?: AbortSignal;
}): Promise<DeployedStacks> {
  const {
    manifest,
    withTemplates = true,
    concurrency = STACKS_AT_A_TIME,
    signal,
  } = options;
  const own = places(manifest.stacks);
  const sources = places(
    manifest.stacks.flatMap(({ parameters = {} }) =>
      Object.values(parameters)
        .filter(isReference)
        .map(({ fromStack }) => fromStack),
    ),
  );
  const limit = pLimit(concurrency);
  const found = await Promise.all(
    [...new Map([...sources, ...own])].map(([key, place]) =>
      limit(async (): Promise<[string, DeployedStack]> => {
        try {
          const read = await readStack(
            place,
            withTemplates && own.has(key),
            options,
          );
          return [key, { ...place, ...read }];
        } catch (error) {
          if (signal?.aborted) {
            throw error;
          }
          return [key, { ...place, error: asError(error) }];
        }
      }),
    ),
  );
  return new Map(found);
}

function places(stacks: StackPlace[]): Map<string, StackPlace> {
  return new Map(
    stacks.map(({ account, region, stackName }) => {
      const place = { account, region, stackName };
      return [placeKey(place), place];
    }),
  );
}

async function readStack(
  place: StackPlace,
  withTemplate: boolean,
  options: Parameters<typeof readDeployedStacks>[0],
): Promise<Pick<DeployedStack, 'stack' | 'template' | 'error'>> {
  const { account, region, stackName } = place;
  const { clients, purpose = 'deploy', onBehalfOf, signal } = options;
  const reader = new CloudFormationStack({
    clients: await clients.forAccount({ account, region, purpose, onBehalfOf }),
    stackName,
    signal,
  });
  const stack = await reader.describe();
  const status = stack?.StackStatus;
  const known = options.known?.get(placeKey(place));
  if (withTemplate && known?.template && isSameState(stack, known.stack)) {
    return { stack, template: known.template };
  }
  if (!withTemplate || !status || stackCondition(status) !== 'ready') {
    return { stack };
  }
  try {
    return { stack, template: await reader.template() };
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    return { stack, error: asError(error) };
  }
}

function asError(error: unknown): Error {
  return isError(error) ? (error as Error) : new Error(String(error));
}
