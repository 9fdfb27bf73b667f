import type { Wish } from '../access/decide';
import { isSharedWith, sharesOf } from '../ram/sharesOf';
import type { Call } from '../world/Call';
import type { World } from '../world/World';

/**
 * Whether AWS RAM lends a connection to an account: only those that have the
 * newer prefix. See `dtconsole/latest/userguide/connections-share`.
 */
export function isLent(world: World, arn: string, account: string): boolean {
  return (
    arn.startsWith('arn:aws:codeconnections:') &&
    sharesOf(world, arn).some(share => isSharedWith(world, share, account))
  );
}

/** What stands beside the caller's own policies where a connection is lent. */
export function lentBy(
  { world, caller }: Call,
  arn: string,
): Pick<Wish, 'resourceAccount' | 'resourcePolicy'> {
  const [, , , , owner] = arn.split(':');
  if (owner === caller.account || !isLent(world, arn, caller.account)) {
    return { resourceAccount: owner };
  }
  const actions = [
    'GetConnection',
    'ListTagsForResource',
    'PassConnection',
    'UseConnection',
  ];
  return {
    resourceAccount: owner,
    resourcePolicy: {
      name: `share of ${arn}`,
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${caller.account}:root` },
            Action: actions.map(action => `codeconnections:${action}`),
            Resource: arn,
          },
        ],
      },
    },
  };
}
