import type { Config } from '@backstage/config';
import {
  CustomErrorBase,
  isError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  DefaultAwsCredentialsManager,
  type AwsCredentialsManager,
} from '@backstage/integration-aws-node';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { STSClientConfig } from '@aws-sdk/client-sts';
import { partitionOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsCallObserver } from './AwsCallObserver';
import type { AwsAccountClients, AwsClients, AwsPurpose } from './AwsClients';
import { refuseForeignAnswers } from './refuseForeignAnswers';
import { connectionSettings } from './connectionSettings';
import { DefaultAwsAccountClients } from './DefaultAwsAccountClients';
import { readAccountId } from '../config/readAccountId';
import { readConfiguredAccounts } from '../config/readConfiguredAccounts';
import { keepSession } from './keepSession';
import { observeCalls } from './observeCalls';
import { sessionName } from './sessionName';
import {
  hasBadCredentials,
  isDenied,
  toReadableError,
} from './toReadableError';

type Credentials = NonNullable<STSClientConfig['credentials']>;

type ForAccountOptions = Parameters<AwsClients['forAccount']>[0];

/** A role that is assumed on top of an account's integration. */
interface ExtraRole {
  name: string;
  configKey: string;
}

/** Accounts times Regions times users whose clients are kept. */
const MAX_KEPT = 2_000;

/**
 * Clients with the credentials of `@backstage/integration-aws-node`
 * (`aws.accounts`, `aws.accountDefaults`). Where a reader or deployer role is
 * configured it is assumed on top of them, with the user who asked as session
 * name and source identity, so that CloudTrail shows who it was.
 *
 * Before an account is used, `sts:GetCallerIdentity` shows that the credentials
 * are that account's. Accounts outside `crossAccountPipelines.accounts` can be
 * read, never deployed to.
 *
 * @public
 */
export class DefaultAwsClients implements AwsClients {
  private readonly credentials = new Map<string, Promise<Credentials>>();
  private readonly clients = new Map<string, Promise<AwsAccountClients>>();

  private constructor(
    private readonly credentialsManager: AwsCredentialsManager,
    private readonly configuredAccounts: ReadonlySet<string>,
    private readonly extraRoles: Partial<Record<AwsPurpose, ExtraRole>>,
    private readonly externalId: string | undefined,
    readonly organizationAccount: string | undefined,
    readonly readsAllRoles: boolean,
    private readonly observer: AwsCallObserver | undefined,
  ) {}

  get deployerRoleName(): string | undefined {
    return this.extraRoles.deploy?.name;
  }

  /**
   * @param config - the root of the app's configuration
   * @throws InputError when a configured account is not valid
   */
  static fromConfig(
    config: Config,
    options: {
      credentialsManager?: AwsCredentialsManager;
      /** Hears of every call, for metrics and traces. */
      observer?: AwsCallObserver;
    } = {},
  ): DefaultAwsClients {
    const readExtraRole = (key: string): ExtraRole | undefined => {
      const configKey = `crossAccountPipelines.${key}`;
      const name = config.getOptionalString(configKey)?.replace(/^\//, '');
      return name ? { name, configKey } : undefined;
    };
    return new DefaultAwsClients(
      options.credentialsManager ??
        DefaultAwsCredentialsManager.fromConfig(config),
      new Set(readConfiguredAccounts(config).map(({ id }) => id)),
      {
        read: readExtraRole('readerRoleName'),
        deploy: readExtraRole('deployerRoleName'),
      },
      config.getOptionalString('crossAccountPipelines.externalId'),
      readOrganizationAccount(config),
      config.getOptionalBoolean('crossAccountPipelines.readsAllRoles') ?? false,
      options.observer,
    );
  }

  /**
   * @throws NotFoundError when the account has no credentials, or may not be
   * deployed to because it is not configured
   * @throws NotAllowedError when a role cannot be assumed, or the credentials
   * are another account's
   */
  async forAccount(options: ForAccountOptions): Promise<AwsAccountClients> {
    const { account, region, purpose } = options;
    if (purpose === 'deploy' && !this.configuredAccounts.has(account)) {
      throw new NotFoundError(
        `Account ${account} is not listed under crossAccountPipelines.accounts; nothing is deployed to other accounts`,
      );
    }
    const identity = this.identityKey(options);
    if (options.fresh) {
      this.forget(identity);
    }
    return keep(this.clients, `${identity} ${region}`, async () => {
      const credentials = await keep(this.credentials, identity, () =>
        this.connect(options),
      );
      return new DefaultAwsAccountClients({
        account,
        region,
        credentials,
        observer: this.observer,
      });
    });
  }

  private forget(identity: string): void {
    this.credentials.delete(identity);
    for (const key of this.clients.keys()) {
      if (key.startsWith(`${identity} `)) {
        this.clients.delete(key);
      }
    }
  }

  /** Equal for callers who can share credentials. */
  private identityKey({
    account,
    purpose,
    onBehalfOf,
  }: ForAccountOptions): string {
    const role = this.extraRoles[purpose];
    return role
      ? `${account} ${role.name} ${sessionName(onBehalfOf)}`
      : account;
  }

  private async connect(options: ForAccountOptions): Promise<Credentials> {
    const { account, region, purpose } = options;
    const role = this.extraRoles[purpose];
    const own = await this.integrationCredentials(options);
    const sts = new STSClient({
      ...connectionSettings,
      region,
      credentials: role ? this.assumeRole(own, role, options) : own,
    });
    this.prepare(sts, options);
    try {
      const { Account: actual } = await sts.send(
        new GetCallerIdentityCommand({}),
      );
      if (actual !== account) {
        throw new NotAllowedError(
          `The credentials configured for account ${account} are those of account ${actual}: correct the entry of ${account} under aws.accounts. Nothing was done in either`,
        );
      }
    } catch (error) {
      throw toReadableError(error, {
        operation: 'sts:GetCallerIdentity',
        account,
        region,
      });
    }
    // The client has wrapped them so that they are fetched once for all clients
    // and again shortly before they expire.
    return sts.config.credentials;
  }

  private async integrationCredentials({
    account,
    region,
  }: ForAccountOptions): Promise<Credentials> {
    try {
      const { sdkCredentialProvider } =
        await this.credentialsManager.getCredentialProvider({
          accountId: account,
        });
      return async identity => {
        try {
          return await sdkCredentialProvider(identity);
        } catch (error) {
          throw readableCredentialsError(error, {
            account,
            region,
            role: roleInMessage(error) ?? 'the role of its integration',
            configKey: 'aws.accounts and aws.accountDefaults',
          });
        }
      };
    } catch (error) {
      if (isError(error) && /no AWS integration/i.test(error.message)) {
        throw new NotFoundError(
          `No credentials are configured for account ${account}: add it to aws.accounts, or set aws.accountDefaults.roleName to a role that every account has`,
        );
      }
      throw toReadableError(error, {
        operation: 'sts:GetCallerIdentity',
        account,
        region,
      });
    }
  }

  private prepare(
    sts: STSClient,
    { account, region }: { account: string; region: string },
  ): void {
    if (this.observer) {
      observeCalls(sts, { observer: this.observer, account, region });
    }
    refuseForeignAnswers(sts);
  }

  private assumeRole(
    own: Credentials,
    role: ExtraRole,
    { account, region, onBehalfOf }: ForAccountOptions,
  ): Credentials {
    const sts = new STSClient({
      ...connectionSettings,
      region,
      credentials: own,
    });
    this.prepare(sts, { account, region });
    keepSession(sts, sts.config.credentials);
    const roleArn = `arn:${partitionOf(region).id}:iam::${account}:role/${
      role.name
    }`;
    return async () => {
      try {
        const { Credentials: session } = await sts.send(
          new AssumeRoleCommand({
            RoleArn: roleArn,
            RoleSessionName: sessionName(onBehalfOf),
            SourceIdentity: onBehalfOf ? sessionName(onBehalfOf) : undefined,
            ExternalId: this.externalId,
          }),
        );
        return {
          accessKeyId: session!.AccessKeyId!,
          secretAccessKey: session!.SecretAccessKey!,
          sessionToken: session!.SessionToken,
          expiration: session!.Expiration,
          accountId: account,
        };
      } catch (error) {
        throw readableCredentialsError(error, {
          account,
          region,
          role: roleArn,
          configKey: role.configKey,
        });
      }
    };
  }
}

function readOrganizationAccount(config: Config): string | undefined {
  const key = 'crossAccountPipelines.organizationAccount';
  const account = config.getOptional(key);
  return account === undefined ? undefined : readAccountId(account, key);
}

function readableCredentialsError(
  error: unknown,
  at: { account: string; region: string; role: string; configKey: string },
): Error {
  // What the role is assumed with has failed, and says so.
  if (error instanceof CustomErrorBase) {
    return error;
  }
  if (hasBadCredentials(error)) {
    return new NotAllowedError(
      `AWS does not accept the credentials that the portal has for account ${at.account}: correct aws.mainAccount, or the entry of the account under aws.accounts`,
      error,
    );
  }
  return isDenied(error)
    ? new NotAllowedError(
        `The portal may not assume ${at.role} in account ${at.account}: check that the role exists, that its trust policy names the portal's own role or user, and the name under ${at.configKey}`,
        error,
      )
    : toReadableError(error, {
        operation: 'sts:AssumeRole',
        account: at.account,
        region: at.region,
      });
}

function roleInMessage(error: unknown): string | undefined {
  return isError(error)
    ? /on resource: (arn:\S+:role\/\S+)/.exec(error.message)?.[1]
    : undefined;
}

/** Makes a value once, forgets it when that fails, and drops the oldest. */
function keep<T>(
  kept: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  const known = kept.get(key);
  if (known) {
    return known;
  }
  const made = make();
  kept.set(key, made);
  made.catch(() => kept.delete(key));
  if (kept.size > MAX_KEPT) {
    kept.delete(kept.keys().next().value!);
  }
  return made;
}
