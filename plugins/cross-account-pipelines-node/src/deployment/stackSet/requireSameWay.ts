import { ConflictError } from '@backstage/errors';
import type {
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { DeployedStack } from '../stack/DeployedStack';
import { readInstancesIn } from './instanceGroups';

type Way = 'stack' | 'StackSet';

type PlacedStack = StackPlace & Pick<ManifestStack, 'phase'>;

/**
 * Roles of a target account have the same names whether a stack or a StackSet
 * makes them, so that one cannot take the other's place.
 *
 * @throws ConflictError that names the accounts
 */
export function requireSameWay(options: {
  before: Array<DeployedStack & PlacedStack>;
  manifest: StackManifest;
  templates: Record<string, string>;
}): void {
  const { before, manifest, templates } = options;
  const was = waysOf(before.filter(({ stack }) => stack));
  const will = waysOf(
    manifest.stacks.map(stack => ({
      ...stack,
      template: templates[stack.template],
    })),
  );
  const changed = [...will].filter(([place, way]) => {
    const old = was.get(place);
    return old !== undefined && old !== way;
  });
  if (changed.length > 0) {
    const [[, way]] = changed;
    throw new ConflictError(
      `These accounts got their part of the pipeline by ${
        way === 'StackSet' ? 'stacks of their own' : 'a StackSet'
      }, and the spec asks for ${
        way === 'StackSet' ? 'a StackSet' : 'stacks of their own'
      }, which would make the same roles once more: ${changed
        .map(([place]) => place)
        .join(', ')}. Nothing was changed. ${
        way === 'StackSet' ? 'Leave out stackSet' : 'Keep stackSet'
      }, or remove the pipeline and set it up anew`,
    );
  }
}

/** By account and Region. */
function waysOf(
  stacks: Array<PlacedStack & { template?: string }>,
): Map<string, Way> {
  return new Map(
    stacks
      .filter(({ phase }) => phase === 'target')
      .flatMap(({ account, region, template }): Array<[string, Way]> => {
        const instances = readInstancesIn(template);
        return instances.length > 0
          ? instances.map(each => [
              `${each.account} ${each.region}`,
              'StackSet',
            ])
          : [[`${account} ${region}`, 'stack']];
      }),
  );
}
