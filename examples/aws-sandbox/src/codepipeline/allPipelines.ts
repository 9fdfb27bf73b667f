import type { World } from '../world/World';
import type { Pipeline } from './CodePipelineState';

/**
 * All pipelines of all accounts.
 */
export function allPipelines(world: World): Pipeline[] {
  return world.accounts.flatMap(account =>
    account
      .usedRegions()
      .flatMap(region => [
        ...account.region(region).codePipeline.pipelines.values(),
      ]),
  );
}
