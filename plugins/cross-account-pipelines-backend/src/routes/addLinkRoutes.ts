import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  crossAccountPipelinesReadPermission,
  type LinkPage,
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
  router.get('/v1/links', async (request, response) => {
    const credentials = await services.identify(request);
    const query = readRequest(requestSchemas.links, request.query) as LinkQuery;
    response.json(await findLinks(services, { query, credentials }));
  });
}

/** Those of the links that fit a query which the caller may see. */
export async function findLinks(
  { access, accounts, links }: RouteServices,
  options: { query: LinkQuery; credentials: BackstageCredentials },
): Promise<LinkPage> {
  const { query, credentials } = options;
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
  return links.query(query, {
    entityRefs:
      readable.size === scopes.entityRefs.length ? 'everything' : [...readable],
    accounts:
      visible.length === scopes.accounts.length ? 'everything' : visible,
  });
}
