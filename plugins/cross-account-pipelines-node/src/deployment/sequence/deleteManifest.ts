import type { AwsClients } from '../../aws';
import type { StackManifest } from 'backstage-plugin-cross-account-pipelines-core';
import { phases } from '../plan/checkManifest';
import { deleteStack } from '../stack/deleteStack';
import type { DeploymentResult } from './deployManifest';
import type { DeploymentEvent } from '../DeploymentEvent';
import type { PaceOptions } from '../stack/Pace';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import { runPhase, type FinishedStack } from './runPhase';

/**
 * @public
 */
export interface DeleteManifestOptions {
  manifest: StackManifest;
  clients: AwsClients;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  /** Stacks at a time. Default 100. */
  concurrency?: number;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  onEvent?: (event: DeploymentEvent) => void;
  pace?: PaceOptions;
}

/**
 * Deletes the stacks of a manifest in the order that leaves nothing in use
 * behind: the pipeline, then all targets in parallel, then the foundation.
 * What the templates retain stays, and so do the stacks that the pipeline
 * itself deployed: they need their deploy role as long as they exist.
 *
 * @throws DeploymentFailedError that names every stack that could not be
 * deleted; earlier phases then stay
 * @throws StoppedWaitingError when the signal is aborted
 * @throws ConflictError when a stack is another entity's by its tag
 * `backstage-component`; nothing was deleted then
 *
 * @public
 */
export async function deleteManifest(
  options: DeleteManifestOptions,
): Promise<DeploymentResult> {
  const { manifest, clients, onBehalfOf, signal, pace } = options;
  requireOwnStacks({
    manifest,
    deployed: await readDeployedStacks({ ...options, withTemplates: false }),
    refusal: 'Not all stacks are those of the pipeline; nothing was deleted',
  });
  const done: FinishedStack[] = [];
  for (const phase of [...phases].reverse()) {
    done.push(
      ...(await runPhase({
        phase,
        stacks: manifest.stacks.filter(stack => stack.phase === phase),
        concurrency: options.concurrency,
        onEvent: options.onEvent ?? (() => {}),
        signal,
        consequence: 'the phases before it were left as they are',
        run: async ({ account, region, stackName, tags }, onEvent) =>
          deleteStack({
            clients: await clients.forAccount({
              account,
              region,
              purpose: 'deploy',
              onBehalfOf,
            }),
            stackName,
            tags,
            signal,
            onEvent,
            pace,
          }),
      })),
    );
  }
  return {
    dryRun: false,
    stacks: done,
  };
}
