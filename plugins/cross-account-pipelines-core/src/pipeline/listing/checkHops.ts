import { say } from '../../report';
import { accountOf, parseArn, shortName } from '../vocabulary/parseArn';
import type { PassedRole, ProviderWorker } from '../../providers/Provider';
import type { HopCollector } from './HopCollector';
import type { ListedAction } from './ListedAction';
import type { ListingScope } from './ListingScope';

/** Account ids have twelve digits; only those that have not make a hop. */
export function checkAccountId(
  hops: HopCollector,
  { arn, field, path }: { arn: string; field: string; path?: string },
): void {
  const account = parseArn(arn)?.account;
  if (account === undefined || isAccountId(account)) {
    return;
  }
  hops.check(
    {
      kind: 'H8',
      gate: 'enter',
      says: say('hop.account-id', { field }),
      check: { rule: 'account-id', arn, field },
    },
    arn,
    path,
  );
}

function isAccountId(account: string): boolean {
  return /^\d{12}$/.test(account);
}

/** The Region has a bucket, and a key that its users can use. */
export function checkStore(
  scope: ListingScope,
  hops: HopCollector,
  {
    region,
    foreign,
    writes = false,
    path,
  }: { region: string; foreign: boolean; writes?: boolean; path?: string },
): void {
  const store = scope.storeOf(region);
  hops.check(
    {
      kind: 'H8',
      gate: 'artifacts',
      says: say('hop.has-bucket', { region }),
      check: { rule: 'artifact-store', region, store },
    },
    region,
    path,
  );
  if (store && (foreign || store.encryptionKey)) {
    hops.check(
      {
        kind: 'H8',
        gate: 'key',
        says: foreign
          ? say('hop.key-for-others', { region })
          : say('hop.key-in-region', { region }),
        check: { rule: 'artifact-key', region, store, foreign, writes },
      },
      region,
      path,
    );
  }
}

export function checkPassedRole(
  { hops, path, roleArn }: ListedAction,
  { roleArn: passedRoleArn }: PassedRole,
): void {
  const role = shortName(passedRoleArn);
  hops.check(
    {
      kind: 'H8',
      gate: 'deploy',
      says: say('hop.same-account', { role, other: shortName(roleArn) }),
      check: { rule: 'passed-role-account', roleArn, passedRoleArn },
    },
    `${shortName(roleArn)}:${role}`,
    path,
  );
}

export function checkWorker(
  { hops, path }: ListedAction,
  { what, arn, kinds }: ProviderWorker,
): void {
  hops.check(
    {
      kind: kinds[0],
      gate: 'artifacts',
      says:
        what === 'project'
          ? say('hop.project-reads', { name: shortName(arn) })
          : say('hop.group-reads', { name: shortName(arn) }),
      check: { rule: 'worker-known', what, arn },
    },
    shortName(arn),
    path,
  );
}

export function checkProjectKey(
  scope: ListingScope,
  { hops, path, region, action, account, isForeign }: ListedAction,
  { arn, encryption }: ProviderWorker,
): void {
  const store = scope.storeOf(region);
  const keyArn = store && scope.keyArnOf(store, region);
  const outputs = action.outputArtifacts ?? [];
  if (!encryption || !keyArn || outputs.length === 0) {
    return;
  }
  const readers = outputs.flatMap(({ name }) => [
    ...(scope.consumers.get(name) ?? []),
  ]);
  hops.check(
    {
      kind: 'H6',
      gate: 'key',
      says: say('hop.project-encrypts', { name: shortName(arn) }),
      check: {
        rule: 'project-key',
        projectArn: arn,
        keyArn,
        foreign: isForeign || readers.some(reader => reader !== account),
      },
    },
    shortName(arn),
    path,
  );
}

/** Whether the provider can do this at all, and whether the suite knows it. */
export function checkProvider(scope: ListingScope, listed: ListedAction): void {
  const { action, needs, hops, path, region } = listed;
  const { category, owner, provider } = action.actionTypeId;
  const isWorkerBased = owner !== 'AWS';
  if (!canWorkInRegion(scope, listed)) {
    hops.check(
      {
        kind: 'H8',
        gate: 'enter',
        says: say('hop.own-region', { action: path }),
        check: { rule: 'action-region', region, category },
      },
      path,
      path,
    );
  }
  if (isWorkerBased && action.roleArn) {
    hops.check(
      {
        kind: 'H8',
        gate: 'enter',
        says: say('hop.works-across', { provider }),
        check: { rule: 'provider-account', provider, roleArn: action.roleArn },
      },
      path,
      path,
    );
  }
  const unknownPart = needs?.unknownPart?.(listed);
  if (!needs || unknownPart) {
    hops.check(
      {
        kind: 'H2',
        gate: 'deploy',
        says: say('hop.calls', { action: path, provider }),
        check: {
          rule: 'provider-known',
          provider: needs
            ? `${provider} with ${unknownPart}`
            : `${category} by ${provider}`,
        },
      },
      path,
      path,
    );
  }
}

/** Sources, and what is not of AWS, work in the pipeline's own Region only. */
function canWorkInRegion(
  scope: ListingScope,
  { action, region }: ListedAction,
): boolean {
  const { category, owner } = action.actionTypeId;
  return region === scope.region || (category !== 'Source' && owner === 'AWS');
}

/** An artifact passes between two accounts only by way of the pipeline's. */
export function checkArtifactOrigin(
  scope: ListingScope,
  { action, hops, path, isForeign, account }: ListedAction,
): void {
  if (!isForeign || !action.inputArtifacts?.length) {
    return;
  }
  const foreign = action.inputArtifacts.flatMap(({ name }) => {
    const producer = scope.producers.get(name);
    return producer &&
      producer.account !== scope.account &&
      producer.account !== account
      ? [{ artifact: name, producer: producer.path, account: producer.account }]
      : [];
  });
  hops.check(
    {
      kind: 'H8',
      gate: 'artifacts',
      says: say('hop.artifacts-come', { account }),
      check: { rule: 'artifact-origin', foreign },
    },
    account,
    path,
  );
}

export function checkConnection(listed: ListedAction): void {
  const connectionArn = listed.needs?.connection?.(listed);
  if (!connectionArn) {
    return;
  }
  const name = shortName(connectionArn);
  listed.hops.check(
    {
      kind: 'H8',
      gate: 'enter',
      says: say('hop.connection', { connection: name }),
      check: { rule: 'connection', connectionArn },
    },
    name,
    listed.path,
  );
}

/** H9 */
export function checkOwnership(listed: ListedAction): void {
  const written = listed.needs?.writesTo?.(listed);
  if (!written) {
    return;
  }
  const { hops, path, roleArn, account, partition } = listed;
  const { bucket, cannedAcl } = written;
  hops.check(
    {
      kind: 'H9',
      gate: 'deploy',
      says: say('hop.ownership', { caller: shortName(roleArn), bucket }),
      check: {
        rule: 'object-ownership',
        bucket,
        bucketArn: `arn:${partition}:s3:::${bucket}`,
        writer: roleArn,
        account,
        cannedAcl,
      },
    },
    `${shortName(roleArn)}:${bucket}`,
    path,
  );
}

/**
 * H11. Not asked where the action cannot work at all: what it names would be
 * looked for in the wrong place, and H8 says so already.
 */
export function checkExistence(
  scope: ListingScope,
  listed: ListedAction,
): void {
  const { needs, hops, path } = listed;
  const things = canWorkInRegion(scope, listed)
    ? needs?.names?.(listed) ?? []
    : [];
  for (const thing of things.filter(each => isAccountId(each.account))) {
    hops.check(
      {
        kind: 'H11',
        gate: thing.gate,
        says: say('hop.exists', {
          thing: upperFirst(thing.name),
          account: thing.account,
        }),
        check: { rule: 'exists', thing },
      },
      thing.id,
      path,
    );
  }
}

/** H11 */
export function checkVersions(scope: ListingScope, listed: ListedAction): void {
  const { needs, hops, path, account, resources } = listed;
  const bucket = needs?.versionedBucket?.(listed);
  const owner = (bucket && resources.bucketOwner?.(bucket)) || account;
  if (!bucket || !canWorkInRegion(scope, listed) || !isAccountId(owner)) {
    return;
  }
  hops.check(
    {
      kind: 'H11',
      gate: 'enter',
      says: say('hop.versioned', { bucket }),
      check: { rule: 'bucket-versioned', bucket, account: owner },
    },
    bucket,
    path,
  );
}

/**
 * H11: what the roles of an account have attached, and what bounds them. Only what
 * nobody has found makes a hop: the rest is read with its role.
 */
export function checkPolicies(
  scope: ListingScope,
  hops: HopCollector,
  account: string,
): void {
  const roleArns = hops
    .hops()
    .flatMap(hop => (hop.type === 'access' ? [hop.principal, hop.target] : []))
    .flatMap(each => (each.type === 'role' ? [each.arn] : []))
    .filter(arn => accountOf(arn) === account);
  // Many roles have one boundary.
  const listed = new Set<string>();
  for (const roleArn of new Set(roleArns)) {
    const policies = scope.resources.doubtfulPolicies?.(roleArn) ?? [];
    for (const { arn: policyArn, isBoundary } of policies) {
      if (listed.has(policyArn)) {
        continue;
      }
      listed.add(policyArn);
      const policy = shortName(policyArn);
      hops.check(
        {
          kind: 'H11',
          gate: 'deploy',
          says: isBoundary
            ? say('hop.boundary-exists', { policy, account })
            : say('hop.policy-exists', { policy, account }),
          check: { rule: 'policy-exists', policyArn, roleArn, isBoundary },
        },
        policyArn,
      );
    }
  }
}

/** H14 */
export function checkClusterAccess(listed: ListedAction): void {
  const { needs, hops, path, roleArn } = listed;
  const clusterArn = needs?.cluster?.(listed);
  if (!clusterArn) {
    return;
  }
  const [cluster, role] = [shortName(clusterArn), shortName(roleArn)];
  hops.check(
    {
      kind: 'H14',
      gate: 'deploy',
      says: say('hop.cluster', { cluster, role }),
      check: { rule: 'cluster-access', clusterArn, roleArn },
    },
    `${cluster}:${role}`,
    path,
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
