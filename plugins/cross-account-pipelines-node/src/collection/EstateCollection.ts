import pLimit from 'p-limit';
import type { AwsClients } from '../aws';
import {
  emptyAccount,
  type Estate,
  type EstateAccount,
  type PipelineDefinition,
  type RolePolicy,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  addAwsPolicies,
  parseArn,
  PolicyTexts,
  unforeseenPart,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  AbsentError,
  AccountReads,
  AccountUnreadableError,
  unlessAbsent,
} from './AccountReads';
import { keyOf, namedThings, type NamedThing } from './namedThings';
import { OrganizationReads } from './OrganizationReads';
import { readBucket } from './readBucket';
import { readConnection } from './readConnection';
import { readDeploymentGroup } from './readDeploymentGroup';
import { readKey } from './readKey';
import { readProject } from './readProject';
import { readManagedPolicy, readRole } from './readRole';
import { readShare } from './readShare';
import { readStack } from './readStack';
import { readAccessEntry, readThing } from './readThing';
import { awsReference } from '../reference';

/** Calls under way, all accounts together. */
const CONCURRENCY = 24;

type Reader = (
  thing: NamedThing,
  reads: AccountReads,
  into: EstateAccount,
) => Promise<void>;

/** Reads one thing into the record of its account. */
const readers: Record<NamedThing['type'], Reader> = {
  role: async ({ id, region }, reads, into) => {
    into.roles[id] = await readRole(reads, id, region);
  },
  key: async ({ id }, reads, into) => {
    const key = await readKey(reads, id);
    into.keys[key.arn] = key;
  },
  bucket: async ({ id, region }, reads, into) => {
    into.buckets[id] = await readBucket(reads, id, region);
  },
  project: async ({ id }, reads, into) => {
    (into.projects ??= {})[id] = await readProject(reads, id);
  },
  // A stack that a pipeline has not deployed yet is nothing that is missing.
  stack: async ({ id, region }, reads, into) => {
    const stack = await unlessAbsent(readStack(reads, id, region));
    if (stack) {
      (into.stacks ??= {})[stack.arn] = stack;
    }
  },
  connection: async ({ id }, reads, into) => {
    (into.connections ??= {})[id] = await readConnection(reads, id);
  },
  // Whoever a connection is shared with is shown it, too.
  share: async ({ id }, reads, into) => {
    await readShare(reads, id);
    (into.sharedWithIt ??= []).push(id);
    (into.connections ??= {})[id] = await readConnection(reads, id);
  },
  thing: ({ thing, region }, reads, into) =>
    readThing(reads, thing!, into, region),
  'access entry': async ({ id, roleArn }, reads, into) => {
    const clusters = (into.clusters ??= {});
    try {
      const entry = await readAccessEntry(reads, id, roleArn!);
      const cluster = (clusters[id] ??= { arn: id });
      cluster.accessEntries = [
        ...(cluster.accessEntries ?? []),
        ...(entry ? [entry] : []),
      ];
    } catch (error) {
      (clusters[id] ??= { arn: id }).accessEntriesUnreadable =
        error instanceof Error ? error.message : String(error);
      throw error;
    }
  },
  'deployment group': async ({ id }, reads, into) => {
    (into.deploymentGroups ??= {})[id] = await readDeploymentGroup(reads, id);
  },
};

/** Whose calls these are, and how long they may take. */
export interface CollectionOptions {
  clients: AwsClients;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  signal?: AbortSignal;
  /**
   * Milliseconds. What AWS has not answered by then is unread, but for the
   * pipeline itself. Default: AWS is waited for.
   */
  patience?: number;
  /** Shared by readings whose estates have policies alike. */
  policyTexts?: PolicyTexts;
}

/** A pipeline whose links are to be read. */
export interface CollectedPipeline {
  pipelineArn: string;
  definition: PipelineDefinition;
}

/**
 * Reads from AWS into an estate what the links of pipelines hang on. What
 * templates make is left as it is; what somebody says is there gives way to what
 * AWS answers.
 */
export class EstateCollection {
  private readonly reads = new Map<string, AccountReads>();
  private readonly asked = new Set<string>();
  private readonly limit = pLimit(CONCURRENCY);
  private readonly policyTexts: PolicyTexts;
  private readonly end = new AbortController();
  /** Fires when the caller has had enough and when AWS took too long. */
  readonly signal: AbortSignal;

  constructor(
    private readonly estate: Estate,
    private readonly options: CollectionOptions & {
      /** Why an account must not be read, where it must not. */
      closed?: (account: string) => string | undefined;
    },
  ) {
    const { signal, policyTexts = new PolicyTexts() } = options;
    this.policyTexts = policyTexts;
    this.signal = signal
      ? AbortSignal.any([signal, this.end.signal])
      : this.end.signal;
  }

  /** @param findPipelines - asked within the time that there is */
  async collect(
    findPipelines: () => Promise<CollectedPipeline[]>,
  ): Promise<void> {
    const { patience } = this.options;
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => {
            const waited = `AWS had not answered after ${patience / 1000} s`;
            this.end.abort(new Error(waited));
          }, patience);
    try {
      const pipelines = await findPipelines();
      await this.readThings(pipelines);
      await this.readOrganization(pipelines);
      await addAwsPolicies(this.estate, () => awsReference.managedPolicies());
      await this.readPolicies(pipelines);
    } finally {
      clearTimeout(timer);
    }
  }

  private async readThings(pipelines: CollectedPipeline[]): Promise<void> {
    for (;;) {
      const named = pipelines.flatMap(pipeline =>
        namedThings({ ...pipeline, estate: this.estate }),
      );
      const things = new Map(
        named
          .filter(thing => this.isNew(thing))
          .map(thing => [keyOf(thing), thing]),
      );
      if (things.size === 0) {
        return;
      }
      await Promise.all(
        [...things.values()].map(thing => this.readThing(thing)),
      );
    }
  }

  /** What may not be read is not seen, and is said not to be. */
  private async readOrganization([
    pipeline,
  ]: CollectedPipeline[]): Promise<void> {
    const { organizationAccount } = this.options.clients;
    if (organizationAccount === undefined || !pipeline) {
      return;
    }
    const organization = new OrganizationReads(
      this.readsOf(organizationAccount),
      parseArn(pipeline.pipelineArn)!.region,
    );
    const [first, ...others] = Object.values(this.estate.accounts);
    const refusal = await this.readMembership(organization, first);
    await Promise.all(
      others.map(async each => {
        // Who was refused once would be refused for each account.
        if (refusal) {
          each.guardrails = { unreadable: refusal };
        } else {
          await this.readMembership(organization, each);
        }
      }),
    );
  }

  /** @returns why no account's place can be read */
  private async readMembership(
    organization: OrganizationReads,
    into: EstateAccount,
  ): Promise<string | undefined> {
    try {
      Object.assign(into, await organization.readMembership(into.id));
      return undefined;
    } catch (error) {
      this.options.signal?.throwIfAborted();
      const unreadable = error instanceof Error ? error.message : String(error);
      into.guardrails = { unreadable };
      return error instanceof AbsentError ? undefined : unreadable;
    }
  }

  /** Of roles that templates make and give policies that they do not make. */
  private async readPolicies([pipeline]: CollectedPipeline[]): Promise<void> {
    if (this.estate.origin === 'observed' || !pipeline) {
      return;
    }
    const { region } = parseArn(pipeline.pipelineArn)!;
    await Promise.all(
      Object.values(this.estate.accounts).map(async account => {
        const known = new Map<string, Promise<RolePolicy>>();
        await Promise.all(
          lackingPolicies(account).map(async policy => {
            const reading =
              known.get(policy.arn) ??
              this.readPolicy(account, policy.arn, region);
            known.set(policy.arn, reading);
            delete policy.unreadable;
            Object.assign(policy, await reading);
          }),
        );
      }),
    );
  }

  private async readPolicy(
    account: EstateAccount,
    arn: string,
    region: string,
  ): Promise<RolePolicy> {
    try {
      const reads = this.readsOf(account.id);
      return (await readManagedPolicy(reads, arn, region)).policy;
    } catch (error) {
      this.options.signal?.throwIfAborted();
      return { name: nameOfPolicy(arn), arn, unreadable: reasonOf(error) };
    }
  }

  /** Not asked for yet, and in no record but what somebody says of it. */
  private isNew(thing: NamedThing): boolean {
    return (
      !this.asked.has(keyOf(thing)) &&
      (isSaid(thing, this.estate) || !isRecorded(thing, this.estate))
    );
  }

  private async readThing(thing: NamedThing): Promise<void> {
    this.asked.add(keyOf(thing));
    const into = this.recordOf(thing.account);
    // Not from AWS: somebody said so.
    into.unread = into.unread.filter(
      part => !(part.isDeclared && part.id === thing.id),
    );
    if (into.unread.some(({ id, isWhole }) => isWhole && id === into.id)) {
      return;
    }
    try {
      await readers[thing.type](thing, this.readsOf(thing.account), into);
    } catch (error) {
      this.options.signal?.throwIfAborted();
      note(error, thing, into);
    }
  }

  private recordOf(id: string): EstateAccount {
    return (this.estate.accounts[id] ??= emptyAccount(id));
  }

  readsOf(account: string): AccountReads {
    let reads = this.reads.get(account);
    if (!reads) {
      const { clients, onBehalfOf, closed } = this.options;
      const { limit, signal } = this;
      reads = new AccountReads({
        clients,
        account,
        limit,
        onBehalfOf,
        signal,
        closed: closed?.(account),
        policyTexts: this.policyTexts,
      });
      this.reads.set(account, reads);
    }
    return reads;
  }
}

/** Policies that a role has by an ARN and that nobody has read. */
function lackingPolicies({
  roles,
}: EstateAccount): Array<RolePolicy & { arn: string }> {
  return Object.values(roles)
    .flatMap(({ policies, permissionsBoundary }) =>
      permissionsBoundary ? [...policies, permissionsBoundary] : policies,
    )
    .filter(
      (policy): policy is RolePolicy & { arn: string } =>
        policy.document === undefined &&
        policy.arn !== undefined &&
        !unforeseenPart(policy.arn),
    );
}

function nameOfPolicy(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

function isSaid({ account, id }: NamedThing, { accounts }: Estate): boolean {
  const { roles, keys, buckets } = accounts[account] ?? emptyAccount(account);
  return (roles[id] ?? keys[id] ?? buckets[id])?.isDeclared ?? false;
}

/** A bucket that was found in another account is not looked for any more. */
function isRecorded(
  { type, account, region, id, roleArn }: NamedThing,
  { accounts }: Estate,
): boolean {
  const state = accounts[account];
  switch (type) {
    case 'bucket':
      return (
        unforeseenPart(id) !== undefined ||
        Object.values(accounts).some(({ buckets }) => buckets[id])
      );
    case 'stack':
      return Object.values(state?.stacks ?? {}).some(
        stack => stack.name === id && stack.region === region,
      );
    case 'share':
      return Object.values(accounts).some(
        ({ connections }) => connections?.[id],
      );
    case 'access entry':
      return Boolean(
        state?.clusters?.[id]?.accessEntries?.some(
          ({ principalArn }) => principalArn === roleArn,
        ),
      );
    case 'key':
      return (
        unforeseenPart(id) !== undefined ||
        Object.values(state?.keys ?? {}).some(
          ({ arn, aliases }) =>
            arn === id || aliases?.some(alias => id.endsWith(`:${alias}`)),
        )
      );
    default:
      return (
        unforeseenPart(id) !== undefined ||
        [
          state?.roles,
          state?.projects,
          state?.connections,
          state?.deploymentGroups,
          state?.functions,
          state?.repositories,
          state?.pipelines,
        ].some(record => record?.[id]) ||
        Boolean(state?.present?.includes(id))
      );
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function note(error: unknown, { id }: NamedThing, into: EstateAccount): void {
  const reason = reasonOf(error);
  if (error instanceof AbsentError) {
    into.missing.push(id);
    for (const record of [into.roles, into.keys, into.buckets]) {
      delete record[id];
    }
  } else if (!(error instanceof AccountUnreadableError)) {
    into.unread.push({ id, reason });
  } else if (!into.unread.some(part => part.isWhole && part.id === into.id)) {
    into.unread.push({ id: into.id, reason, isWhole: true });
  }
}
