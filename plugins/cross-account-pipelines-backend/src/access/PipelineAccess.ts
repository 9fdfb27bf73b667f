import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import { requireEntityPermission } from 'backstage-plugin-cross-account-pipelines-node';
import { crossAccountPipelinesReadAccountPermission } from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';

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

  /** Those of the entities that the caller sees and may do this to. */
  async filterEntities(options: {
    entityRefs: Iterable<string>;
    permission: EntityPermission;
    credentials: BackstageCredentials;
  }): Promise<Set<string>> {
    const { permission, credentials } = options;
    const entityRefs = [...new Set(options.entityRefs)];
    if (entityRefs.length === 0) {
      return new Set();
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
