import type {
  BucketState,
  EstateAccount,
  KeyState,
  RolePolicy,
  RoleState,
} from '../../estate';

export function bucketNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** By ARN; an alias's ARN finds the key that it points at. */
export function findKey(
  { keys }: EstateAccount,
  arn: string,
): KeyState | undefined {
  const alias = arn.slice(arn.indexOf(':alias/') + 1);
  return (
    keys[arn] ??
    Object.values(keys).find(
      key =>
        key.aliases?.includes(alias) &&
        key.arn.split(':')[3] === arn.split(':')[3],
    )
  );
}

export function withoutMissing(
  account: EstateAccount,
  id: string,
): EstateAccount {
  return account.missing.includes(id)
    ? { ...account, missing: account.missing.filter(each => each !== id) }
    : account;
}

export function withRole(
  account: EstateAccount,
  arn: string,
  change: (role: RoleState) => RoleState,
): EstateAccount {
  const role = account.roles[arn] ?? { arn, trustPolicy: {}, policies: [] };
  return {
    ...withoutMissing(account, arn),
    roles: { ...account.roles, [arn]: change(role) },
  };
}

export function withInlinePolicy(
  role: RoleState,
  name: string,
  document: unknown,
): RoleState {
  const isIt = (policy: RolePolicy) => !policy.arn && policy.name === name;
  return {
    ...role,
    policies: role.policies.some(isIt)
      ? role.policies.map(policy =>
          isIt(policy) ? { ...policy, document } : policy,
        )
      : [...role.policies, { name, document }],
  };
}

/** A managed policy is one document for every role that it is attached to or bounds. */
export function withManagedPolicy(
  account: EstateAccount,
  arn: string,
  document: unknown,
): EstateAccount {
  const changed = (policy: RolePolicy) =>
    policy.arn === arn ? { ...policy, document } : policy;
  const roles = Object.values(account.roles)
    .filter(({ policies, permissionsBoundary }) =>
      [...policies, permissionsBoundary].some(each => each?.arn === arn),
    )
    .map((role): [string, RoleState] => [
      role.arn,
      {
        ...role,
        policies: role.policies.map(changed),
        ...(role.permissionsBoundary && {
          permissionsBoundary: changed(role.permissionsBoundary),
        }),
      },
    ]);
  return {
    ...account,
    roles: { ...account.roles, ...Object.fromEntries(roles) },
  };
}

/** See `kms/latest/developerguide/key-policy-default`. */
function defaultKeyPolicy(arn: string): unknown {
  const [, partition, , , account] = arn.split(':');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

export function withKey(
  account: EstateAccount,
  arn: string,
  change: (key: KeyState) => KeyState,
): EstateAccount {
  const key = findKey(account, arn) ?? {
    arn,
    state: 'Enabled',
    manager: 'CUSTOMER' as const,
    rotationEnabled: true,
    policy: defaultKeyPolicy(arn),
  };
  return {
    ...withoutMissing(account, arn),
    keys: { ...account.keys, [key.arn]: change(key) },
  };
}

export function withBucket(
  account: EstateAccount,
  arn: string,
  change: Partial<BucketState>,
): EstateAccount {
  const name = bucketNameOf(arn);
  const bucket = account.buckets[name] ?? { name, region: '' };
  return {
    ...withoutMissing(account, name),
    buckets: { ...account.buckets, [name]: { ...bucket, ...change } },
  };
}
