import { ConflictError } from '@backstage/errors';
import type { PipelineChange } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { lostStores } from '../change/lostStores';
import {
  readPipelineChange,
  type DeployedChange,
} from '../change/readPipelineChange';
import { requireOrganizationAccess } from '../ownership/requireOrganizationAccess';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import type { DeployedStacks } from '../stack/DeployedStack';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { keepInstances } from '../stackSet/keepInstances';
import { checkManifest } from './checkManifest';
import type { PlanManifestOptions } from './planManifest';
import { planStacks } from './planStacks';
import type { StackPlan } from './StackPlan';
import { TemplateMemory } from './TemplateMemory';

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
  /**
   * Why the stacks cannot be deployed: their names are another entity's, or
   * StackSets is not let in.
   */
  conflict?: string;
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
  return planWithMemory(options, new TemplateMemory());
}

/** The same, with what was parsed for other pipelines of a roll-out. */
export async function planWithMemory(
  given: PlanManifestOptions,
  { parse }: TemplateMemory,
): Promise<DeploymentPlan> {
  const options = { ...given, parse };
  checkManifest(options);
  const deployed = await readDeployedStacks(options);
  const { conflict, found } = await look(options, deployed);
  const stacks = await planStacks({
    ...options,
    templates: keepInstances({
      ...options,
      templates: found?.templates ?? options.templates,
      deployed,
    }),
    deployed,
  });
  return {
    stacks,
    ...(conflict !== undefined && { conflict }),
    ...(found && { change: { ...found.change, stores: lostStores(stacks) } }),
  };
}

async function look(
  options: PlanManifestOptions,
  deployed: DeployedStacks,
): Promise<{ conflict?: string; found?: DeployedChange }> {
  try {
    requireOwnStacks({ manifest: options.manifest, deployed });
    await requireOrganizationAccess(options);
    return { found: await readPipelineChange({ ...options, deployed }) };
  } catch (error) {
    if (error instanceof ConflictError) {
      return { conflict: error.message };
    }
    throw error;
  }
}
