import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { requireEntityPermission } from 'backstage-plugin-cross-account-pipelines-node';
import {
  crossAccountPipelinesReadAccountPermission,
  type RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';

/** For how long a remembered answer is used, in ms. */
const MAX_AGE = 10_000;

/** Callers whose answers are remembered. */
const MAX_CALLERS = 500;

/** Different lists of entities that a caller is remembered to have asked for. */
const MAX_ANSWERS = 4;

/** What a caller may see of these entities. */
interface Answer {
  askedAt: number;
  refs: ReadonlySet<string>;
  granted: Promise<Set<string>>;
}

type EntityPermission = ResourcePermission<'catalog-entity'>;

/**
 * Who may see or do what: asks the catalog as the caller sees it, and the
 * portal's policy.
 */
export class PipelineAccess {
  readonly #accounts: ConfiguredAccount[];
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;

  /** By caller and permission. */
  readonly #answers = new Map<string, Answer[]>();

  constructor(options: {
    accounts: ConfiguredAccount[];
    auth: AuthService;
    catalog: CatalogService;
    permissions: PermissionsService;
  }) {
    this.#accounts = options.accounts;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
  }

  /**
   * @throws NotFoundError when the caller sees no such entity
   * @throws NotAllowedError when the policy does not grant it
   */
  async requireEntity(options: {
    entityRef: string;
    permission: EntityPermission;
    credentials: BackstageCredentials;
  }): Promise<Entity> {
    return requireEntityPermission({
      ...options,
      catalog: this.#catalog,
      permissions: this.#permissions,
    });
  }

  /** Whether another plugin asks, for itself. */
  isService(credentials: BackstageCredentials): boolean {
    return this.#auth.isPrincipal(credentials, 'service');
  }

  /** Entity ref of the user, or subject of the service. */
  nameOf(credentials: BackstageCredentials): string {
    if (this.#auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return this.#auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown';
  }

  /** @throws NotAllowedError when the policy does not grant it */
  async requirePermission(options: {
    entityRef: string;
    permission: EntityPermission;
    credentials: BackstageCredentials;
  }): Promise<void> {
    const { entityRef, permission, credentials } = options;
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: entityRef }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The portal's permission policy does not grant you ${permission.name} for ${entityRef}; nothing was done`,
      );
    }
  }

  /**
   * Those of the entities that the caller sees and may do this to.
   *
   * @param options - `isRemembered`: an answer of the last seconds will do
   */
  async filterEntities(options: {
    entityRefs: Iterable<string>;
    permission: EntityPermission;
    credentials: BackstageCredentials;
    isRemembered?: boolean;
  }): Promise<Set<string>> {
    const { permission, credentials } = options;
    const entityRefs = [...new Set(options.entityRefs)];
    if (entityRefs.length === 0) {
      return new Set();
    }
    if (options.isRemembered) {
      const caller = `${this.nameOf(credentials)} ${permission.name}`;
      return this.#remember(caller, entityRefs, () =>
        this.filterEntities({ entityRefs, permission, credentials }),
      );
    }
    const granted = await this.#filterGranted({
      resourceRefs: entityRefs,
      permission,
      credentials,
    });
    if (
      granted.length === 0 ||
      this.#auth.isPrincipal(credentials, 'service')
    ) {
      return new Set(granted);
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: granted, fields: ['kind'] },
      { credentials },
    );
    return new Set(granted.filter((_, index) => items[index]));
  }

  /** A page of a table is asked for many times, by many people. */
  async #remember(
    caller: string,
    entityRefs: string[],
    ask: () => Promise<Set<string>>,
  ): Promise<Set<string>> {
    const now = Date.now();
    const answers = (this.#answers.get(caller) ?? []).filter(
      ({ askedAt }) => now - askedAt < MAX_AGE,
    );
    let answer = answers.find(({ refs }) =>
      entityRefs.every(ref => refs.has(ref)),
    );
    if (!answer) {
      answer = { askedAt: now, refs: new Set(entityRefs), granted: ask() };
      answers.push(answer);
      answer.granted.catch(() => this.#answers.delete(caller));
    }
    this.#answers.delete(caller);
    this.#answers.set(caller, answers.slice(-MAX_ANSWERS));
    if (this.#answers.size > MAX_CALLERS) {
      this.#answers.delete(this.#answers.keys().next().value!);
    }
    const granted = await answer.granted;
    return new Set(entityRefs.filter(ref => granted.has(ref)));
  }

  /** Those of the configured accounts that the caller may see. */
  async listAccounts(
    credentials: BackstageCredentials,
  ): Promise<ConfiguredAccount[]> {
    const granted = new Set(
      await this.#filterGranted({
        resourceRefs: this.#accounts.map(({ id }) => id),
        permission: crossAccountPipelinesReadAccountPermission,
        credentials,
      }),
    );
    return this.#accounts.filter(({ id }) => granted.has(id));
  }

  /**
   * @throws NotFoundError when the caller sees no such account and Region
   * @throws NotAllowedError when the policy does not grant it
   */
  async requireAccount(options: {
    account: string;
    region: string;
    permission: ResourcePermission<
      typeof RESOURCE_TYPE_CROSS_ACCOUNT_PIPELINES_ACCOUNT
    >;
    credentials: BackstageCredentials;
  }): Promise<void> {
    const { account, region, permission, credentials } = options;
    const seen = (await this.listAccounts(credentials)).find(
      ({ id }) => id === account,
    );
    if (!seen?.regions.includes(region)) {
      throw new NotFoundError(
        `No account ${account} is configured for ${region} that you may see`,
      );
    }
    const [granted] = await this.#filterGranted({
      resourceRefs: [account],
      permission,
      credentials,
    });
    if (!granted) {
      throw new NotAllowedError(
        `The portal's permission policy does not grant you ${permission.name} for account ${account}`,
      );
    }
  }

  async #filterGranted(options: {
    resourceRefs: string[];
    permission: ResourcePermission;
    credentials: BackstageCredentials;
  }): Promise<string[]> {
    const { resourceRefs, permission, credentials } = options;
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return decision.result === AuthorizeResult.ALLOW ? resourceRefs : [];
    }
    const decisions = await this.#permissions.authorize(
      resourceRefs.map(resourceRef => ({ permission, resourceRef })),
      { credentials },
    );
    return resourceRefs.filter(
      (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
    );
  }
}
