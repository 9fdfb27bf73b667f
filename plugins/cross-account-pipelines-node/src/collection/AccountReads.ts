import { NotFoundError } from '@backstage/errors';
import { PolicyTexts } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Limit } from 'p-limit';
import { unlessAborted } from '../aws/unlessAborted';
import {
  toReadableError,
  type AwsAccountClients,
  type AwsClients,
} from '../aws';
import type { AccountRoles } from './AccountRoles';

/** The account as a whole cannot be read: no credentials, or none that work. */
export class AccountUnreadableError extends Error {
  override name = 'AccountUnreadableError';
}

/** What was asked for does not exist. */
export class AbsentError extends Error {
  override name = 'AbsentError';
}

/**
 * Calls to one account, so many at a time as all accounts of a collection
 * together may make.
 */
export class AccountReads {
  readonly account: string;
  readonly policyTexts: PolicyTexts;
  readonly readsAllRoles: boolean;
  /** What was read of all roles together; there once the first was asked for. */
  roles?: AccountRoles;

  constructor(
    private readonly options: {
      clients: AwsClients;
      account: string;
      limit: Limit;
      onBehalfOf?: string;
      signal?: AbortSignal;
      /** What all accounts of a collection have alike. */
      policyTexts?: PolicyTexts;
      /** Why the account must not be read, where it must not. */
      closed?: string;
    },
  ) {
    this.account = options.account;
    this.policyTexts = options.policyTexts ?? new PolicyTexts();
    this.readsAllRoles = options.clients.readsAllRoles ?? false;
  }

  /**
   * @param operation - as IAM spells it, e.g. `iam:GetRole`
   * @throws AbsentError when AWS says that it does not exist
   * @throws AccountUnreadableError when there are no credentials
   * @throws an error of `@backstage/errors` for all other answers
   */
  async read<T>(
    operation: string,
    region: string,
    send: (
      clients: AwsAccountClients,
      options: { abortSignal?: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    const { limit, signal } = this.options;
    return limit(async () => {
      signal?.throwIfAborted();
      const clients = await this.clients(region);
      try {
        return await send(clients, { abortSignal: signal });
      } catch (error) {
        signal?.throwIfAborted();
        const readable = toReadableError(error, {
          operation,
          account: this.account,
          region,
        });
        throw readable instanceof NotFoundError
          ? new AbsentError(readable.message)
          : readable;
      }
    });
  }

  private async clients(region: string): Promise<AwsAccountClients> {
    const { clients, account, onBehalfOf, signal, closed } = this.options;
    if (closed !== undefined) {
      throw new AccountUnreadableError(closed);
    }
    if (!/^\d{12}$/.test(account)) {
      throw new AccountUnreadableError(
        `'${account}' is not an account id: it has to have twelve digits`,
      );
    }
    try {
      // Credentials are fetched without a signal.
      return await unlessAborted(
        clients.forAccount({ account, region, purpose: 'read', onBehalfOf }),
        signal,
      );
    } catch (error) {
      throw new AccountUnreadableError(
        error instanceof Error ? error.message : String(error),
      );
    }
  }
}

/**
 * The answer, or undefined where the thing does not exist. Everything else is
 * thrown on.
 */
export async function unlessAbsent<T>(
  reading: Promise<T>,
): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AbsentError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The answer, or what `otherwise` makes of the reason why there is none. Only
 * for a part of something: an account that cannot be read at all is thrown on,
 * and so is an abort.
 */
export async function unlessUnread<T, U>(
  reading: Promise<T>,
  otherwise: (reason: string) => U,
): Promise<T | U> {
  try {
    return await reading;
  } catch (error) {
    if (!isPartial(error)) {
      throw error;
    }
    return otherwise(error.message);
  }
}

function isPartial(error: unknown): error is Error {
  return (
    error instanceof Error &&
    error.name !== 'AbortError' &&
    !(error instanceof AccountUnreadableError)
  );
}
