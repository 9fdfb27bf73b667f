import { GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { InputError } from '@backstage/errors';
import pLimit from 'p-limit';
import { toReadableError, type AwsClients } from '../aws';
import {
  addAwsPolicies,
  emptyAccount,
  type Estate,
  type EstateAccount,
  parseArn,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
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
import { readRole } from './readRole';
import { readStack } from './readStack';
import { readAccessEntry, readThing } from './readThing';
import { awsReference } from '../reference';

/**
 * @public
 */
export interface CollectEstateOptions {
  clients: AwsClients;
  pipelineArn: string;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  signal?: AbortSignal;
  /**
   * Milliseconds. What AWS has not answered by then is unread, but for the
   * pipeline itself. Default: AWS is waited for.
   */
  patience?: number;
  /** When AWS is read. Default: the present. */
  now?: Date;
}

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
  thing: ({ thing }, reads, into) => readThing(reads, thing!, into),
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

class EstateCollection {
  private readonly estate: Estate;
  private readonly reads = new Map<string, AccountReads>();
  private readonly asked = new Set<string>();
  private readonly limit = pLimit(CONCURRENCY);
  private readonly end = new AbortController();
  /** Fires when the caller has had enough and when AWS took too long. */
  private readonly signal: AbortSignal;

  constructor(private readonly options: CollectEstateOptions) {
    const { signal } = options;
    this.signal = signal
      ? AbortSignal.any([signal, this.end.signal])
      : this.end.signal;
    this.estate = {
      origin: 'observed',
      readAt: (options.now ?? new Date()).toISOString(),
      accounts: {},
    };
  }

  async collect(): Promise<Estate> {
    const { patience } = this.options;
    const timer =
      patience === undefined
        ? undefined
        : setTimeout(() => {
            const waited = `AWS had not answered after ${patience / 1000} s`;
            this.end.abort(new Error(waited));
          }, patience);
    try {
      await this.readPipelineAndThings();
      await this.readOrganization();
      await addAwsPolicies(this.estate, () => awsReference.managedPolicies());
      return this.estate;
    } finally {
      clearTimeout(timer);
    }
  }

  private async readPipelineAndThings(): Promise<void> {
    const { pipelineArn } = this.options;
    const definition = await this.readPipeline();
    for (;;) {
      const things = namedThings({
        definition,
        pipelineArn,
        estate: this.estate,
      }).filter(thing => this.isNew(thing));
      if (things.length === 0) {
        return;
      }
      await Promise.all(things.map(thing => this.readThing(thing)));
    }
  }

  /** What may not be read is not seen, and is said not to be. */
  private async readOrganization(): Promise<void> {
    const { organizationAccount } = this.options.clients;
    if (organizationAccount === undefined) {
      return;
    }
    const organization = new OrganizationReads(
      this.readsOf(organizationAccount),
      parseArn(this.options.pipelineArn)!.region,
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

  private async readPipeline(): Promise<PipelineDefinition> {
    const arn = this.options.pipelineArn;
    const { account, region, resource, service } = parseArn(arn) ?? {};
    if (service !== 'codepipeline' || !account || !region || !resource) {
      throw new InputError(`'${arn}' is not the ARN of a pipeline`);
    }
    const { clients, onBehalfOf, signal } = this.options;
    const { codePipeline } = await clients.forAccount({
      account,
      region,
      purpose: 'read',
      onBehalfOf,
    });
    try {
      const { pipeline } = await codePipeline.send(
        new GetPipelineCommand({ name: resource }),
        { abortSignal: signal },
      );
      const definition = pipeline as PipelineDefinition;
      this.recordOf(account).pipelines[arn] = { arn, region, definition };
      return definition;
    } catch (error) {
      signal?.throwIfAborted();
      throw toReadableError(error, {
        operation: 'codepipeline:GetPipeline',
        account,
        region,
      });
    }
  }

  /** A bucket that was found in another account is not looked for any more. */
  private isNew(thing: NamedThing): boolean {
    const found =
      thing.type === 'bucket' &&
      Object.values(this.estate.accounts).some(
        ({ buckets }) => buckets[thing.id],
      );
    return !found && !this.asked.has(keyOf(thing));
  }

  private async readThing(thing: NamedThing): Promise<void> {
    this.asked.add(keyOf(thing));
    const into = this.recordOf(thing.account);
    if (into.unread.some(({ id }) => id === into.id)) {
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

  private readsOf(account: string): AccountReads {
    let reads = this.reads.get(account);
    if (!reads) {
      const { clients, onBehalfOf } = this.options;
      const { limit, signal } = this;
      reads = new AccountReads({ clients, account, limit, onBehalfOf, signal });
      this.reads.set(account, reads);
    }
    return reads;
  }
}

function note(error: unknown, { id }: NamedThing, into: EstateAccount): void {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof AbsentError) {
    into.missing.push(id);
  } else if (!(error instanceof AccountUnreadableError)) {
    into.unread.push({ id, reason });
  } else if (!into.unread.some(part => part.id === into.id)) {
    into.unread.push({ id: into.id, reason });
  }
}

/**
 * Reads from AWS what a pipeline's links hang on: the pipeline, and in every
 * account it reaches the roles, keys, buckets, build projects, deployment
 * groups, connections and stacks that it names, and, where the clients name
 * an account that may read them, the organization's policies that bind these
 * accounts. What cannot be read is listed with the reason, what does not exist
 * as missing; neither is an error.
 *
 * @throws NotFoundError when there is no such pipeline, or no credentials for
 * its account
 * @throws NotAllowedError when the pipeline itself cannot be read
 * @throws InputError for an ARN that is not a pipeline's
 *
 * @public
 */
export async function collectEstate(
  options: CollectEstateOptions,
): Promise<Estate> {
  return new EstateCollection(options).collect();
}
