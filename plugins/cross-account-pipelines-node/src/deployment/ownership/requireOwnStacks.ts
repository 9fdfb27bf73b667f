import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import type {
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  componentTag,
  describePlace,
  placeKey,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { DeployedStacks } from '../stack/DeployedStack';
import { sameOwner, stackOwner } from './stackOwner';
import { stackCondition } from '../stack/StackStatus';

/**
 * Of a stack that has no owner: whether it may be taken over, and why not.
 *
 * @public
 */
export type Adoption = (place: StackPlace) => string | undefined;

/**
 * Looks at every stack of a manifest before any is changed: a name may be taken
 * already, and CloudFormation would make that stack into the manifest's.
 *
 * @throws ConflictError that names each stack that is not the manifest's own
 */
export function requireOwnStacks(options: {
  manifest: StackManifest;
  deployed: DeployedStacks;
  /** What a person reads before the list of those stacks. */
  refusal?: string;
  /** Absent: none is taken over. */
  adoption?: Adoption;
}): void {
  const {
    manifest,
    deployed,
    refusal = 'The name of the pipeline is taken; nothing was changed. Choose another',
    adoption,
  } = options;
  const found = manifest.stacks.flatMap(({ tags, ...place }) => {
    const current = deployed.get(placeKey(place))?.stack;
    return (current && findConflict({ place, current, tags, adoption })) ?? [];
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
  adoption?: Adoption;
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
  adoption?: Adoption;
}): string | undefined {
  const { place, current, tags = {}, adoption } = options;
  const { stackName } = place;
  if (current.StackName !== undefined && current.StackName !== stackName) {
    return `${describePlace(place)} is an alias of stack ${current.StackName}`;
  }
  const wanted = tags[componentTag];
  const owner = stackOwner(current);
  if (sameOwner(owner, wanted)) {
    return undefined;
  }
  if (owner) {
    return `${describePlace(place)} belongs to ${owner}${
      wanted ? `, not to ${wanted}` : ''
    } (tag ${componentTag})`;
  }
  if (holdsNothing(current)) {
    return undefined;
  }
  const refusal = adoption ? adoption(place) : `if it is, give it that tag`;
  return refusal === undefined
    ? undefined
    : `${describePlace(
        place,
      )} is there already, and no tag ${componentTag} says that it is of ${wanted}; ${refusal}`;
}

/** Nobody loses anything when such a stack is made again. */
export function holdsNothing({ StackStatus }: Stack): boolean {
  return ['in review', 'never created', 'deleted'].includes(
    stackCondition(StackStatus!),
  );
}
