import {
  DescribeOrganizationCommand,
  ListParentsCommand,
  paginateListTagsForResource,
} from '@aws-sdk/client-organizations';
import { toError } from '@backstage/errors';
import pLimit from 'p-limit';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import type { AwsAccountClients, AwsClients } from '../aws/AwsClients';
import { isNotFound, toReadableError } from '../aws/toReadableError';

/** What was read longer ago is read again; ms. */
const MAX_AGE = 15 * 60_000;

/** What could not be read is tried again after that; ms. */
const RETRY_AFTER = 60_000;

/** How long AWS may take, in ms. */
const PATIENCE = 30_000;

/** Organizations answers few calls at a time. */
const CONCURRENCY = 4;

/**
 * Configured accounts, with what their organization says of them.
 *
 * @public
 */
export interface KnownAccounts {
  accounts: ConfiguredAccount[];
  /** Why the organization was not read; absent where nobody asked for it. */
  unread?: string;
}

/** Where an account is, from the organization down, and its tags. */
interface Membership {
  path: string[];
  tags: Record<string, string>;
}

/**
 * Says of configured accounts in which organizational units they are and which tags
 * they have, by what app-config says and, where it says nothing, by what AWS
 * Organizations does. It is read with the account that `organizationAccount` names,
 * and kept for a quarter of an hour. Where it may not be read, accounts are what
 * app-config says; where it cannot be read any more, what was read before still
 * holds, so that no rule loses its accounts by it.
 *
 * @public
 */
export class OrganizationAccounts {
  readonly #accounts: ConfiguredAccount[];
  readonly #clients: AwsClients;
  readonly #maxAge: number;
  #kept?: { until: number; known: Promise<KnownAccounts> };
  /** As they were read the last time that it went well. */
  #read?: ConfiguredAccount[];

  constructor(options: {
    accounts: ConfiguredAccount[];
    clients: AwsClients;
    /** Milliseconds. Default: a quarter of an hour. */
    maxAge?: number;
  }) {
    this.#accounts = options.accounts;
    this.#clients = options.clients;
    this.#maxAge = options.maxAge ?? MAX_AGE;
  }

  /** The accounts, in the order of app-config. */
  async read(): Promise<KnownAccounts> {
    if (!this.#kept || this.#kept.until <= Date.now()) {
      const kept = {
        until: Date.now() + this.#maxAge,
        known: this.#ask(),
      };
      this.#kept = kept;
      const { unread } = await kept.known;
      if (unread !== undefined) {
        kept.until = Math.min(kept.until, Date.now() + RETRY_AFTER);
      }
    }
    return this.#kept.known;
  }

  async #ask(): Promise<KnownAccounts> {
    const accounts = this.#accounts;
    const { organizationAccount: account } = this.#clients;
    const isOpen = ({ uses, organizationPath, tags }: ConfiguredAccount) =>
      uses.includes('target') && !(organizationPath && tags);
    const asked = accounts.filter(isOpen);
    if (account === undefined || asked.length === 0) {
      return { accounts };
    }
    const [region] = asked[0].regions;
    try {
      const clients = await this.#clients.forAccount({
        account,
        region,
        purpose: 'read',
      });
      const found = await readMemberships(
        asked.map(({ id }) => id),
        clients,
      );
      this.#read = accounts.map(each =>
        withMembership(each, found.get(each.id)),
      );
      return { accounts: this.#read };
    } catch (error) {
      const { message } = toError(
        toReadableError(error, {
          operation:
            'reading the organization (organizations:DescribeOrganization, ListParents, ListTagsForResource)',
          account,
        }),
      );
      return { accounts: this.#read ?? accounts, unread: message };
    }
  }
}

async function readMemberships(
  accounts: string[],
  { organizations: client }: AwsAccountClients,
): Promise<Map<string, Membership>> {
  const abortSignal = AbortSignal.timeout(PATIENCE);
  const limit = pLimit(CONCURRENCY);
  const paths = new Map<string, Promise<string[]>>();
  const { Organization } = await client.send(
    new DescribeOrganizationCommand({}),
    { abortSignal },
  );
  const parentOf = (ChildId: string) =>
    limit(async () => {
      const { Parents } = await client.send(
        new ListParentsCommand({ ChildId }),
        { abortSignal },
      );
      return Parents![0];
    });
  const pathTo = async (child: string): Promise<string[]> => {
    const { Id, Type } = await parentOf(child);
    if (Type === 'ROOT') {
      return [Organization!.Id!, Id!];
    }
    const above = paths.get(Id!) ?? pathTo(Id!);
    paths.set(Id!, above);
    return [...(await above), Id!];
  };
  const tagsOf = (ResourceId: string) =>
    limit(async () => {
      const found: Record<string, string> = {};
      const pages = paginateListTagsForResource(
        { client },
        { ResourceId },
        { abortSignal },
      );
      for await (const { Tags = [] } of pages) {
        Tags.forEach(({ Key, Value }) => {
          found[Key!] = Value!;
        });
      }
      return found;
    });
  const found = await Promise.all(
    accounts.map(async (id): Promise<Array<[string, Membership]>> => {
      try {
        return [[id, { path: await pathTo(id), tags: await tagsOf(id) }]];
      } catch (error) {
        // It may be an account of another organization, or of none.
        if (isNotFound(error)) {
          return [];
        }
        throw error;
      }
    }),
  );
  return new Map(found.flat());
}

/** What app-config says of an account holds. */
function withMembership(
  account: ConfiguredAccount,
  found: Membership | undefined,
): ConfiguredAccount {
  if (!found) {
    return account;
  }
  const { path, tags } = found;
  const unit = path.at(-1)!;
  const { organizationalUnit = unit } = account;
  const organizationPath =
    account.organizationPath ??
    // Another unit is within others than those that were read.
    (organizationalUnit === unit ? path.join('/') : undefined);
  return {
    ...account,
    organizationalUnit,
    ...(organizationPath && { organizationPath }),
    tags: { ...tags, ...account.tags },
  };
}
