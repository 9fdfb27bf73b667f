import type { PipelineChange } from 'backstage-plugin-cross-account-pipelines-core';
import { lostStores } from '../change/lostStores';
import { readPipelineChange } from '../change/readPipelineChange';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { checkManifest } from './checkManifest';
import type { PlanManifestOptions } from './planManifest';
import { planStacks } from './planStacks';
import type { StackPlan } from './StackPlan';

/**
 * What a deployment would do, before anything is written.
 *
 * @public
 */
export interface DeploymentPlan {
  /** In the order in which the stacks are deployed. */
  stacks: StackPlan[];
  /** Of a pipeline that exists already: what it gains and loses. */
  change?: PipelineChange;
}

/**
 * Compares a manifest with what is deployed, without writing: each stack, and
 * where the pipeline exists already, whom it would gain and lose.
 *
 * A stack that cannot be read is `unknown`, with the reason.
 *
 * @throws InputError when the manifest is not complete
 * @throws StoppedWaitingError when the signal is aborted
 *
 * @public
 */
export async function planDeployment(
  options: PlanManifestOptions,
): Promise<DeploymentPlan> {
  checkManifest(options);
  const deployed = await readDeployedStacks(options);
  const found = await readPipelineChange({ ...options, deployed });
  const stacks = await planStacks({
    ...options,
    templates: found?.templates ?? options.templates,
    deployed,
  });
  return {
    stacks,
    ...(found && { change: { ...found.change, stores: lostStores(stacks) } }),
  };
}
