import {
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesRegisterPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * Registering pipelines for entities, and withdrawing that.
 */
export function addRegistrationRoutes(
  router: Router,
  services: RouteServices,
): void {
  const { access, audited, identify, limited, owners, store } = services;

  router.get('/v1/registrations', async (request, response) => {
    const credentials = await identify(request);
    const registrations = await store.ownership.listRegistrations();
    const readable = await access.filterEntities({
      entityRefs: registrations.map(({ entityRef }) => entityRef),
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    response.json({
      items: registrations.filter(({ entityRef }) => readable.has(entityRef)),
    });
  });

  router.post('/v1/registrations', limited, async (request, response) => {
    const registration = readRequest(requestSchemas.registration, request.body);
    await audited(
      {
        eventId: 'pipeline-register',
        severityLevel: 'medium',
        request,
        meta: registration,
      },
      async () => {
        const credentials = await identify(request);
        await owners.requireRegistrable(registration, credentials);
        const registeredBy = access.nameOf(credentials);
        await store.ownership.register({ ...registration, registeredBy });
      },
    );
    response.status(204).end();
  });

  // Of an entity that is gone from the catalog, too.
  router.delete('/v1/registrations', async (request, response) => {
    const registration = readRequest(
      requestSchemas.registration,
      request.query,
    );
    await audited(
      {
        eventId: 'pipeline-unregister',
        severityLevel: 'medium',
        request,
        meta: registration,
      },
      async () => {
        const credentials = await identify(request);
        await access.requirePermission({
          entityRef: registration.entityRef,
          permission: crossAccountPipelinesRegisterPermission,
          credentials,
        });
        await store.ownership.unregister(registration);
      },
    );
    response.status(204).end();
  });
}
