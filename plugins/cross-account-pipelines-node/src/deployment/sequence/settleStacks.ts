import type { StackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { placeKey } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import type { DeployedStacks } from '../stack/DeployedStack';
import type { DeploymentEvent } from '../DeploymentEvent';
import { followStack } from '../stack/followStack';
import type { PaceOptions } from '../stack/Pace';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { StackEventFeed } from '../stack/StackEventFeed';
import { stackCondition } from '../stack/StackStatus';

/**
 * Waits until nothing is being done to any stack of a manifest: a plan against a
 * stack that is about to change says nothing.
 *
 * A dry run waits for nobody.
 *
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function settleStacks(options: {
  manifest: StackManifest;
  /** The stacks as they were just read. */
  found: DeployedStacks;
  clients: AwsClients;
  onBehalfOf?: string;
  concurrency?: number;
  dryRun?: boolean;
  signal?: AbortSignal;
  onEvent?: (event: DeploymentEvent) => void;
  pace?: PaceOptions;
}): Promise<DeployedStacks> {
  const { manifest, clients, onBehalfOf, dryRun, signal, onEvent, pace } =
    options;
  for (let deployed = options.found; ; ) {
    const busy = manifest.stacks.flatMap(({ account, region, stackName }) => {
      const place = { account, region, stackName };
      const current = deployed.get(placeKey(place))?.stack;
      return current && stackCondition(current.StackStatus!) === 'busy'
        ? [{ place, current }]
        : [];
    });
    if (dryRun || busy.length === 0) {
      return deployed;
    }
    await Promise.all(
      busy.map(async ({ place, current }) => {
        const stack = new CloudFormationStack({
          clients: await clients.forAccount({
            ...place,
            purpose: 'deploy',
            onBehalfOf,
          }),
          stackName: place.stackName,
          signal,
        });
        const status = current.StackStatus!;
        onEvent?.({ ...place, type: 'stack-followed', status });
        await followStack({
          stack,
          current,
          events: StackEventFeed.ofCurrentOperation(stack, current.StackId!),
          onEvent: event => onEvent?.({ ...place, ...event }),
          pace,
          signal,
        });
      }),
    );
    deployed = await readDeployedStacks(options);
  }
}
