import { sharesOf } from '../ram/sharesOf';
import type { World } from '../world/World';
import type { KeyRecord } from './KmsState';

/** What AWS RAM calls the policy that it writes for a key that it shares. */
export const sharingPolicyName = 'AWS_RAM';

/** What AWS RAM lets others do with a key; nothing where it is not shared. */
export function sharingPolicy(
  world: World,
  { arn }: KeyRecord,
): { Version: string; Statement: unknown[] } | undefined {
  const accounts = sharesOf(world, arn)
    .flatMap(({ principals }) => principals)
    .filter(principal => /^\d{12}$/.test(principal));
  return accounts.length === 0
    ? undefined
    : {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              AWS: accounts.map(account => `arn:aws:iam::${account}:root`),
            },
            Action: [
              'kms:Decrypt',
              'kms:DescribeKey',
              'kms:Encrypt',
              'kms:GenerateDataKey*',
              'kms:ReEncrypt*',
            ],
            Resource: arn,
          },
        ],
      };
}

/** The policies of a key as one that holds all their statements. */
export function bothPolicies(world: World, key: KeyRecord): unknown {
  const shared = sharingPolicy(world, key);
  const { Statement, ...rest } = key.policy as { Statement: unknown };
  return shared
    ? { ...rest, Statement: [Statement, shared.Statement].flat() }
    : key.policy;
}
