import type {
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

/**
 * Asks the catalog whether there is such an entity that the caller may read,
 * and the portal's policy whether he may do this to it. What the caller says of
 * the entity is not believed.
 *
 * @returns the entity as the caller sees it
 * @throws NotFoundError when the catalog shows him no such entity
 * @throws NotAllowedError when the policy does not grant it
 *
 * @public
 */
export async function requireEntityPermission(options: {
  entityRef: string;
  permission: ResourcePermission<'catalog-entity'>;
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  permissions: PermissionsService;
  credentials: BackstageCredentials;
}): Promise<Entity> {
  const { entityRef, permission, catalog, permissions, credentials } = options;
  const entity = await catalog.getEntityByRef(entityRef, { credentials });
  if (!entity) {
    throw new NotFoundError(
      `The catalog has no ${entityRef}, or you may not read it`,
    );
  }
  const [decision] = await permissions.authorize(
    [{ permission, resourceRef: entityRef }],
    { credentials },
  );
  if (decision.result !== AuthorizeResult.ALLOW) {
    throw new NotAllowedError(
      `The portal's permission policy does not grant you ${permission.name} for ${entityRef}; nothing was done`,
    );
  }
  return entity;
}
