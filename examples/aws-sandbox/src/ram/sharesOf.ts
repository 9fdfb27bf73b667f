import { parseArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { World } from '../world/World';
import type { ResourceShare } from './RamState';

/** The shares that a thing is in; none where nobody has its account. */
export function sharesOf(world: World, resourceArn: string): ResourceShare[] {
  const { account = '', region = '' } = parseArn(resourceArn) ?? {};
  const shares = world.findAccount(account)?.region(region).ram.shares.values();
  return [...(shares ?? [])].filter(({ resourceArns }) =>
    resourceArns.includes(resourceArn),
  );
}

/**
 * Whether a share is for an account. Nobody has to accept an invitation here:
 * accounts of one organization share without.
 */
export function isSharedWith(
  world: World,
  { principals }: ResourceShare,
  account: string,
): boolean {
  return principals.some(
    principal =>
      principal === account ||
      (parseArn(principal)?.resource.startsWith('organization/') &&
        world.findAccount(account)?.inOrganization),
  );
}
