import {
  crossAccountPipelinesReadPermission,
  type LinkQuery,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * Links of all pipelines.
 */
export function addLinkRoutes(router: Router, services: RouteServices): void {
  const { access, accounts, identify, links } = services;

  router.get('/v1/links', async (request, response) => {
    const credentials = await identify(request);
    const query = readRequest(requestSchemas.links, request.query) as LinkQuery;
    const scopes = await links.listScopes();
    const [readable, visibleAccounts] = await Promise.all([
      access.filterEntities({
        entityRefs: scopes.entityRefs,
        permission: crossAccountPipelinesReadPermission,
        credentials,
        isRemembered: true,
      }),
      access.listAccounts(credentials),
    ]);
    // What is reached and not configured is nobody's to hide by account.
    const hidden = new Set(accounts.map(({ id }) => id));
    visibleAccounts.forEach(({ id }) => hidden.delete(id));
    const visible = scopes.accounts.filter(id => !hidden.has(id));
    response.json(
      await links.query(query, {
        entityRefs:
          readable.size === scopes.entityRefs.length
            ? 'everything'
            : [...readable],
        accounts:
          visible.length === scopes.accounts.length ? 'everything' : visible,
      }),
    );
  });
}
