import type {
  BucketState,
  ClusterState,
  ConnectionState,
  DeploymentGroupState,
  Estate,
  EstateAccount,
  KeyState,
  ProjectState,
  RolePolicy,
  RoleState,
  ShareState,
  StackState,
} from '../estate';
import { quote, say, type Words } from '../report';
import {
  accountOf,
  parseArn,
  shortName,
  toKeyArn,
  type ExistingThing,
} from '../pipeline';
import { unforeseenPart, unforeseenReason } from '../policy';
import { partitionOf } from '../template/partitions';
import { assumableRoles, type AssumableRoles } from './assumableRoles';
import { EstateMemory, PipelineMemory } from './AssessmentMemory';
import type { DocumentMemory } from './documents/DocumentMemory';
import { KeyAliases } from './KeyAliases';

/**
 * What an estate knows of one thing.
 */
export type Found<T> =
  | { state: 'found'; value: T; account: string }
  | { state: 'missing'; account: string }
  | { state: 'unread'; account: string; reason: Words };

/** Records in which something that a definition names may be. */
const recordsOfThings = [
  'buckets',
  'clusters',
  'deploymentGroups',
  'functions',
  'pipelines',
  'repositories',
] as const;

/**
 * An estate with the questions that an assessment asks of it.
 */
export class EstateView {
  /**
   * @param options - `shared` by all pipelines of the estate, `memory` for one
   */
  constructor(
    readonly estate: Estate,
    readonly shared: EstateMemory = new EstateMemory(),
    readonly memory: PipelineMemory = new PipelineMemory(),
  ) {}

  /** The same questions about a changed estate. */
  with(estate: Estate): EstateView {
    const shared = new EstateMemory(this.documents);
    return new EstateView(estate, shared, this.memory);
  }

  get documents(): DocumentMemory {
    return this.shared.documents;
  }

  account(id: string): EstateAccount | undefined {
    return this.estate.accounts[id];
  }

  /** What decides about everything in an account, as text. */
  surroundings(state: EstateAccount): string {
    const { surroundings } = this.shared;
    let text = surroundings.get(state);
    if (text === undefined) {
      const { organizationId, organizationPath, complete, guardrails } = state;
      text = JSON.stringify([
        organizationId,
        organizationPath,
        complete,
        guardrails,
      ]);
      surroundings.set(state, text);
    }
    return text;
  }

  role(arn: string): Found<RoleState> {
    return this.#find(accountOf(arn) ?? '', 'roles', arn, 'Role');
  }

  /** By ARN; an alias's ARN finds the key that it points at. */
  key(arn: string): Found<KeyState> {
    const account = accountOf(arn) ?? '';
    const alias = arn.indexOf(':alias/');
    if (alias < 0) {
      return this.#find(account, 'keys', arn, 'Key');
    }
    const name = arn.slice(alias + 1);
    const region = arn.split(':')[3];
    const value = Object.values(this.account(account)?.keys ?? {}).find(
      key => key.aliases?.includes(name) && key.arn.split(':')[3] === region,
    );
    return value
      ? { state: 'found', value, account }
      : this.#find(account, 'keys', arn, 'Key alias');
  }

  /**
   * @param presumedAccount - where it is looked for when no account is known to
   *   own it
   */
  bucket(name: string, presumedAccount: string): Found<BucketState> {
    const owner = this.bucketOwner(name) ?? presumedAccount;
    return this.#find(owner, 'buckets', name, 'Bucket');
  }

  bucketOwner(name: string): string | undefined {
    if (!this.shared.bucketOwners.has(name)) {
      const owner = Object.values(this.estate.accounts).find(
        account => account.buckets[name],
      );
      this.shared.bucketOwners.set(name, owner?.id);
    }
    return this.shared.bucketOwners.get(name);
  }

  get keyAliases(): KeyAliases {
    this.shared.keyAliases ??= new KeyAliases(this.estate);
    return this.shared.keyAliases;
  }

  /** Whether a role that was read goes by a unique id. */
  hasUniqueId(id: string): boolean {
    this.shared.uniqueIds ??= new Set(
      Object.values(this.estate.accounts).flatMap(({ roles }) =>
        Object.values(roles).flatMap(({ uniqueId }) => uniqueId ?? []),
      ),
    );
    return this.shared.uniqueIds.has(id);
  }

  project(arn: string): Found<ProjectState> {
    return this.#find(accountOf(arn) ?? '', 'projects', arn, 'Build project');
  }

  deploymentGroup(arn: string): Found<DeploymentGroupState> {
    return this.#find(
      accountOf(arn) ?? '',
      'deploymentGroups',
      arn,
      'Deployment group',
    );
  }

  /** The roles of the instances of a deployment group. */
  instanceRoles(arn: string): Found<string[]> {
    const group = this.deploymentGroup(arn);
    if (group.state !== 'found') {
      return group;
    }
    const { instanceRoleArns: value, instancesUnreadable } = group.value;
    return value
      ? { ...group, value }
      : {
          state: 'unread',
          account: group.account,
          reason: instancesUnreadable
            ? quote(instancesUnreadable)
            : say('reason.instances-unread', { group: arn }),
        };
  }

  /** @param user - the account that uses it, which may be shown what it is lent */
  connection(arn: string, user: string): Found<ConnectionState> {
    const owner = accountOf(arn) ?? '';
    const lent = owner !== user && !this.account(owner)?.connections?.[arn];
    return this.#find(lent ? user : owner, 'connections', arn, 'Connection');
  }

  /** Whether AWS RAM lets an account use something of another one. */
  share(arn: string, user: string): Found<true> {
    const owner = accountOf(arn) ?? '';
    const state = this.account(user);
    const share = this.account(owner)?.shares?.[arn];
    const reach = share && shareReach(share, user, state);
    if (state?.sharedWithIt?.includes(arn) || reach === true) {
      return { state: 'found', value: true, account: owner };
    }
    const unread = state?.unread.find(({ id }) => id === arn || id === user);
    const isWhole =
      this.estate.origin === 'observed' && state?.complete && !unread;
    if (!reach && (isWhole || state?.missing.includes(arn))) {
      return { state: 'missing', account: owner };
    }
    const why =
      reach || (unread && !unread.isDeclared ? unread.reason : undefined);
    return {
      state: 'unread',
      account: owner,
      reason: why
        ? quote(why)
        : say('reason.share-unread', {
            connection: shortName(arn),
            owner,
            account: user,
          }),
    };
  }

  cluster(arn: string): Found<ClusterState> {
    return this.#find(accountOf(arn) ?? '', 'clusters', arn, 'Cluster');
  }

  /** The role that a function works with. */
  functionRole(arn: string): string | undefined {
    return this.account(accountOf(arn) ?? '')?.functions?.[arn]?.roleArn;
  }

  /** Roles of other accounts that a role's policies let it assume. */
  assumableRoles(roleArn: string): AssumableRoles | undefined {
    const role = this.account(accountOf(roleArn) ?? '')?.roles[roleArn];
    if (!role) {
      return undefined;
    }
    const known = this.memory.assumableRoles;
    const roles = known.get(role) ?? assumableRoles(role);
    known.set(role, roles);
    return roles;
  }

  /** Policies of a role, by their ARNs, that nobody has found. */
  doubtfulPolicies(
    roleArn: string,
  ): Array<{ arn: string; isBoundary: boolean }> {
    const role = this.account(accountOf(roleArn) ?? '')?.roles[roleArn];
    const inDoubt = ({ document, arn = '', deniesNothing }: RolePolicy) =>
      document === undefined &&
      /^arn:[^:]*:iam::\d{12}:/.test(arn) &&
      !deniesNothing;
    const { policies = [], permissionsBoundary: boundary } = role ?? {};
    return [
      ...policies
        .filter(inDoubt)
        .map(({ arn }) => ({ arn: arn!, isBoundary: false })),
      ...(boundary && inDoubt(boundary)
        ? [{ arn: boundary.arn!, isBoundary: true }]
        : []),
    ];
  }

  /**
   * Whether something is there. Of what no template makes, a prediction says
   * nothing.
   */
  existence({ type, id, account, name, ...of }: ExistingThing): Found<true> {
    const bucket = type === 'bucket' ? id : of.bucket;
    const owner = (bucket && this.bucketOwner(bucket)) || account;
    const state = this.account(owner);
    if (of.bucket && this.#isMadeLater(of.bucket, owner)) {
      return { state: 'found', value: true, account: owner };
    }
    // Looking for its parts may have left a record of what was then not found.
    if ([id, bucket].some(each => each && state?.missing.includes(each))) {
      return { state: 'missing', account: owner };
    }
    const isThere =
      state &&
      (state.present?.includes(id) ||
        recordsOfThings.some(record => state[record]?.[id]) ||
        (of.bucket && this.#isVouchedFor(id, state.buckets[of.bucket])));
    if (isThere) {
      return { state: 'found', value: true, account: owner };
    }
    const unforetold = state?.unread.find(part =>
      [id, bucket, owner].includes(part.id),
    );
    const wasAsked = unforetold && !unforetold.isDeclared;
    const isKnownWhole =
      this.estate.origin === 'observed' && state?.complete && !unforetold;
    if (isKnownWhole) {
      return { state: 'missing', account: owner };
    }
    const open = unforeseenPart(id);
    if (open) {
      return {
        state: 'unread',
        account: owner,
        reason: say('reason.existence-unforeseen', {
          thing: name,
          why: unforeseenReason(open),
        }),
      };
    }
    return {
      state: 'unread',
      account: owner,
      reason: this.#whyNotTold(name, owner, {
        wasAsked: Boolean(wasAsked),
        said: unforetold?.reason,
      }),
    };
  }

  /** What will lie in a bucket is nothing that the template that makes it says. */
  #isMadeLater(bucket: string, owner: string): boolean {
    return (
      this.estate.origin === 'predicted' &&
      this.account(owner)?.buckets[bucket]?.source !== undefined
    );
  }

  /** Who says of a bucket that it is there speaks for what lies in it. */
  #isVouchedFor(id: string, bucket: BucketState | undefined): boolean {
    return (
      this.estate.origin === 'predicted' &&
      bucket !== undefined &&
      !Object.values(this.estate.accounts).some(({ unread }) =>
        unread.some(part => part.id === id),
      )
    );
  }

  #whyNotTold(
    thing: string,
    account: string,
    { wasAsked, said }: { wasAsked: boolean; said?: string },
  ): Words {
    if (this.estate.origin === 'predicted' && !wasAsked) {
      return say('reason.existence-not-asked', { thing, account });
    }
    return said === undefined
      ? say('reason.existence-unread', { thing, account })
      : quote(said);
  }

  /** The customer managed key that a bucket encrypts with by default. */
  bucketKey(name: string): string | undefined {
    const owner = this.bucketOwner(name);
    const { encryption, region = '' } =
      this.account(owner ?? '')?.buckets[name] ?? {};
    const key = encryption?.keyArn;
    return owner && key && !key.endsWith('alias/aws/s3')
      ? toKeyArn(key, {
          partition: partitionOf(region).id,
          region,
          account: owner,
        })
      : undefined;
  }

  /** Whether S3 asks the key once for a whole bucket. */
  usesBucketKey(name: string): boolean {
    const owner = this.bucketOwner(name);
    const bucket = owner && this.account(owner)?.buckets[name];
    return Boolean(bucket && bucket.encryption?.bucketKey);
  }

  /** The ARN of a stack that exists. */
  stackArn(stack: {
    account: string;
    region: string;
    name: string;
  }): string | undefined {
    const { stacks } = this.account(stack.account) ?? {};
    return (
      stacks && this.#stackArns(stacks).get(`${stack.region}/${stack.name}`)
    );
  }

  /**
   * Why nobody can tell whether the templates make something that goes by a name
   * that only AWS can have chosen, as in an ARN that somebody copied.
   */
  unforetold(arn: string): Words | undefined {
    const account = accountOf(arn) ?? '';
    const state = this.account(account);
    const isOpen =
      this.estate.origin === 'predicted' &&
      state?.complete &&
      isNamedByAws(arn) &&
      !state.roles[arn] &&
      !state.keys[arn] &&
      !state.connections?.[arn] &&
      !state.unread.some(({ id }) => id === arn || id === account);
    return isOpen ? say('reason.unforetold', { arn }) : undefined;
  }

  /** By Region and name. */
  #stackArns(stacks: Record<string, StackState>): Map<string, string> {
    const { stackArns } = this.shared;
    let index = stackArns.get(stacks);
    if (!index) {
      index = new Map(
        Object.values(stacks).map(({ region, name, arn }) => [
          `${region}/${name}`,
          arn,
        ]),
      );
      stackArns.set(stacks, index);
    }
    return index;
  }

  /**
   * Whether something that no template makes may be there all the same: where its
   * name is given as it is, and roles where no role comes of the templates.
   */
  #mayBeElsewhere(
    { roles }: EstateAccount,
    record: RecordName,
    id: string,
  ): boolean {
    const { origin, givenNames, namesWhatIsThere } = this.estate;
    return (
      givenNames?.includes(id) ||
      (namesWhatIsThere && !id.includes(':role/cdk-')) ||
      (origin === 'predicted' &&
        record === 'roles' &&
        Object.keys(roles).length === 0)
    );
  }

  #find<K extends RecordName>(
    account: string,
    record: K,
    id: string,
    what: string,
  ): Found<NonNullable<EstateAccount[K]>[string]> {
    const open = unforeseenPart(id);
    if (open) {
      return {
        state: 'unread',
        account,
        reason: say('reason.thing-unforeseen', {
          thing: `${what} ${id}`,
          why: unforeseenReason(open),
        }),
      };
    }
    const state = this.estate.accounts[account];
    if (!state) {
      return {
        state: 'unread',
        account,
        reason:
          this.estate.origin === 'predicted'
            ? say('reason.account-not-checked', { account })
            : say('reason.account-unread', { account }),
      };
    }
    const value = state[record]?.[id];
    if (value) {
      return {
        state: 'found',
        value: value as NonNullable<EstateAccount[K]>[string],
        account,
      };
    }
    if (state.missing.includes(id)) {
      return { state: 'missing', account };
    }
    const unread = state.unread.find(
      part => part.id === id || part.id === account,
    );
    if (unread) {
      return { state: 'unread', account, reason: quote(unread.reason) };
    }
    const elsewhere = this.#mayBeElsewhere(state, record, id)
      ? say('reason.existence-not-asked', {
          thing: `${what.toLowerCase()} ${id}`,
          account,
        })
      : undefined;
    const reason =
      this.unforetold(id) ??
      elsewhere ??
      (state.complete
        ? undefined
        : say('reason.thing-unread', { thing: `${what} ${id}` }));
    return reason === undefined
      ? { state: 'missing', account }
      : { state: 'unread', account, reason };
  }
}

/**
 * Whether a share is for an account, or why that cannot be told.
 *
 * See `ram/latest/userguide/getting-started-sharing`, "Sharing".
 */
function shareReach(
  { arn, principals, ownPermission }: ShareState,
  user: string,
  { organizationId, organizationPath = '' }: Partial<EstateAccount> = {},
): true | string {
  const isFor = (principal: string) => {
    const { resource = '' } = parseArn(principal) ?? {};
    const [kind, organization, unit] = resource.split('/');
    return (
      principal === user ||
      (resource === 'root' && accountOf(principal) === user) ||
      (kind === 'organization' && organization === organizationId) ||
      (kind === 'ou' && organizationPath.includes(`/${unit}/`))
    );
  };
  const name = shortName(arn);
  if (!principals.some(isFor)) {
    return `AWS RAM shares ${name} with ${principals.join(
      ', ',
    )}, of which none is known to be, or to hold, ${user}.`;
  }
  return ownPermission === undefined
    ? true
    : `AWS RAM shares ${name} with ${user} under ${ownPermission}, and what that permission allows is not read.`;
}

/** Ids of keys and connections, and names that CloudFormation makes up. */
function isNamedByAws(id: string): boolean {
  return /:key\/|:connection\/|-(?=\d*[A-Z])[A-Z0-9]{12,13}$/.test(id);
}

type RecordName =
  | 'roles'
  | 'keys'
  | 'buckets'
  | 'projects'
  | 'deploymentGroups'
  | 'connections'
  | 'clusters';
