import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import {
  componentTag,
  describePlace,
  placeKey,
  type StackManifest,
  type StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { DeployedStacks } from './DeployedStack';
import { stackCondition } from './StackStatus';

/**
 * Looks at every stack of a manifest before any is changed: a name may be taken
 * already, and CloudFormation would make that stack into the manifest's.
 *
 * A stack that could not be read is left for the deployment to report.
 *
 * @throws ConflictError that names each stack that is not the manifest's own
 */
export function requireOwnStacks(options: {
  manifest: StackManifest;
  deployed: DeployedStacks;
  /** What a person reads before the list of those stacks. */
  refusal?: string;
}): void {
  const {
    manifest,
    deployed,
    refusal = 'The name of the pipeline is taken; nothing was changed. Choose another',
  } = options;
  const found = manifest.stacks.flatMap(({ tags, ...place }) => {
    const current = deployed.get(placeKey(place))?.stack;
    return (current && findConflict({ place, current, tags })) ?? [];
  });
  if (found.length > 0) {
    throw new ConflictError([`${refusal}:`, ...found].join('\n- '));
  }
}

/**
 * The same for one stack that was just read.
 *
 * @throws ConflictError when it is another's
 */
export function requireOwnStack(options: {
  place: StackPlace;
  current: Stack;
  tags?: Record<string, string>;
}): void {
  const conflict = findConflict(options);
  if (conflict) {
    throw new ConflictError(`The name of the pipeline is taken: ${conflict}`);
  }
}

function findConflict(options: {
  place: StackPlace;
  current: Stack;
  /** Of the stack to deploy. */
  tags?: Record<string, string>;
}): string | undefined {
  const { place, current, tags = {} } = options;
  const wanted = tags[componentTag];
  const owner = current.Tags?.find(({ Key }) => Key === componentTag)?.Value;
  // Entity refs are the same in upper and lower case.
  if (owner?.toLowerCase() === wanted?.toLowerCase()) {
    return undefined;
  }
  if (owner) {
    return `${describePlace(place)} belongs to ${owner}${
      wanted ? `, not to ${wanted}` : ''
    } (tag ${componentTag})`;
  }
  return stackCondition(current.StackStatus!) === 'ready'
    ? `${describePlace(
        place,
      )} is there already, and no tag ${componentTag} says that it is of ${wanted}; if it is, give it that tag`
    : undefined;
}
