import { ConflictError } from '@backstage/errors';
import type {
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { DeployedStack } from '../stack/DeployedStack';
import { readInstancesIn } from './instanceGroups';

type Way = 'stack' | 'self-managed' | 'service-managed';

const ways: Record<Way, { name: string; back: string }> = {
  stack: { name: 'stacks of their own', back: 'Leave out stackSet' },
  'self-managed': {
    name: 'a StackSet with self-managed permissions',
    back: 'Keep stackSet with permissionModel SELF_MANAGED',
  },
  'service-managed': {
    name: 'a StackSet with service-managed permissions',
    back: 'Keep stackSet with permissionModel SERVICE_MANAGED',
  },
};

type PlacedStack = StackPlace & Pick<ManifestStack, 'phase'>;

/**
 * Roles of a target account have the same names whether a stack or a StackSet
 * makes them, and the StackSet its name whoever's roles it works with, so that one cannot take the other's place.
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
    const [[first, way]] = changed;
    const old = ways[was.get(first)!];
    throw new ConflictError(
      `These accounts got their part of the pipeline by ${
        old.name
      }, and the spec asks for ${
        ways[way].name
      }, which would make the same roles once more: ${changed
        .map(([place]) => place)
        .join(', ')}. Nothing was changed. ${
        old.back
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
        const way: Way = template?.includes('SERVICE_MANAGED')
          ? 'service-managed'
          : 'self-managed';
        return instances.length > 0
          ? instances.map(each => [`${each.account} ${each.region}`, way])
          : [[`${account} ${region}`, 'stack']];
      }),
  );
}
