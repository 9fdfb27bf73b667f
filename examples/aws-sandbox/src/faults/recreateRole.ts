import { uniqueId } from '../world/identifiers';
import type { World } from '../world/World';

/**
 * Deletes a role and makes it again, with the same policies. All its sessions end,
 * and policies that named it have forgotten it.
 */
export function recreateRole(
  world: World,
  { account, name }: { account: string; name: string },
): void {
  const role = world.account(account).iam.roles.get(name)!;
  const { id, arn } = role.current;
  world.principals.remove(id);
  const again = {
    ...role.current,
    id: uniqueId('AROA'),
    createdAt: new Date(),
  };
  role.set(again, world.settlesAt());
  world.principals.add(again.id, arn);
}
