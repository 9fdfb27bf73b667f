import { allPipelines } from '../codepipeline/allPipelines';
import type { Pipeline } from '../codepipeline/CodePipelineState';
import type { World } from '../world/World';

/**
 * A pipeline by its ARN, or by its name where only one has it.
 *
 * @throws Error when there is none, or more than one
 */
export function findPipeline(world: World, nameOrArn: string): Pipeline {
  const found = allPipelines(world).filter(
    ({ name, arn }) => name === nameOrArn || arn === nameOrArn,
  );
  if (found.length === 0) {
    throw new Error(`The sandbox has no pipeline ${nameOrArn}`);
  }
  if (found.length > 1) {
    throw new Error(
      `More than one pipeline is called ${nameOrArn}: ${found
        .map(({ arn }) => arn)
        .join(', ')}`,
    );
  }
  return found[0];
}
