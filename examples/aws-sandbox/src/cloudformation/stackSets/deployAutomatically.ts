import type { World } from '../../world/World';
import { beginOperation } from './runOperation';
import { instanceKey, type StackInstance, type StackSet } from './StackSet';

/**
 * What StackSets does when an account has moved in the organization: it gets what
 * its units get now, and loses what they got before. Filters by account count for
 * nothing.
 *
 * See `AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment`.
 */
export function deployAutomatically(world: World, account: string): void {
  const { managementAccount } = world.organization;
  const administrator = world.account(managementAccount);
  for (const region of administrator.usedRegions()) {
    const { stackSets } = administrator.region(region).cloudFormation;
    for (const stackSet of stackSets.values()) {
      if (stackSet.autoDeployment?.Enabled && account !== managementAccount) {
        world.runInBackground(() => follow(world, stackSet, account));
      }
    }
  }
}

async function follow(
  world: World,
  stackSet: StackSet,
  account: string,
): Promise<void> {
  while (stackSet.running) {
    await stackSet.running.settled;
  }
  const { organization } = world;
  const wanted = new Set(
    stackSet.unitTargets
      .filter(({ unit }) => organization.contains(unit, account))
      .map(({ region }) => region),
  );
  const own = [...stackSet.instances.values()].filter(
    instance => instance.account === account,
  );
  const lost = own.filter(({ region }) => !wanted.has(region));
  const fresh = [...wanted]
    .filter(region => !stackSet.instances.has(instanceKey(account, region)))
    .map(
      (region): StackInstance => ({
        account,
        region,
        status: 'OUTDATED',
        overrides: [],
        lastOperationId: '',
      }),
    );
  if (stackSet.autoDeployment?.RetainStacksOnAccountRemoval) {
    lost.forEach(({ region }) =>
      stackSet.instances.delete(instanceKey(account, region)),
    );
  } else if (lost.length > 0) {
    await beginOperation(world, stackSet, { action: 'DELETE', instances: lost })
      .settled;
  }
  if (fresh.length > 0) {
    fresh.forEach(instance =>
      stackSet.instances.set(instanceKey(account, instance.region), instance),
    );
    await beginOperation(world, stackSet, {
      action: 'CREATE',
      instances: fresh,
    }).settled;
  }
}
