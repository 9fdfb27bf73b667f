import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  parseEntityRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesRegisterPermission,
  type PipelineRegistration,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import { requireConfiguredPipeline } from './assessment/requireConfiguredPipeline';
import type { EntityPipelines } from './EntityPipelines';
import type { PipelineStore } from './store/PipelineStore';

const registrationSchema = z.strictObject({
  entityRef: z
    .string()
    .max(512)
    .refine(isEntityRef, 'expected an entity reference with its kind')
    .transform(text => stringifyEntityRef(parseEntityRef(text))),
  pipelineArn: z.string().max(255),
});

/**
 * The REST interface that `CrossAccountPipelinesClient` talks to.
 */
export function createRouter(options: {
  accounts: ConfiguredAccount[];
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  entityPipelines: EntityPipelines;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  store: PipelineStore;
}): express.Router {
  const { accounts, auditor, auth, catalog, entityPipelines, httpAuth, store } =
    options;

  const authorize = async (
    request: express.Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials> => {
    const credentials = await httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    const [decision] = await options.permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `The portal's permission policy does not grant you ${permission.name}`,
      );
    }
    return credentials;
  };

  const readEntity = async (
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> => {
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${entityRef}, or you may not read it`,
      );
    }
    return entity;
  };

  const nameOf = (credentials: BackstageCredentials): string => {
    if (auth.isPrincipal(credentials, 'user')) {
      return credentials.principal.userEntityRef;
    }
    return auth.isPrincipal(credentials, 'service')
      ? credentials.principal.subject
      : 'unknown';
  };

  const audited = async <T>(
    event: Parameters<AuditorService['createEvent']>[0],
    work: () => Promise<T>,
  ): Promise<T> => {
    const audit = await auditor.createEvent(event);
    try {
      const result = await work();
      await audit.success();
      return result;
    } catch (error) {
      await audit.fail({ error: toError(error) });
      throw error;
    }
  };

  const onlyReadable = async (
    registrations: PipelineRegistration[],
    credentials: BackstageCredentials,
  ): Promise<PipelineRegistration[]> => {
    if (auth.isPrincipal(credentials, 'service')) {
      return registrations;
    }
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: registrations.map(({ entityRef }) => entityRef),
        fields: ['kind'],
      },
      { credentials },
    );
    return registrations.filter((_, index) => items[index]);
  };

  const router = Router();
  router.use(express.json());

  router.get('/v1/accounts', async (request, response) => {
    await authorize(request, crossAccountPipelinesReadPermission);
    response.json({ items: accounts });
  });

  router.get('/v1/pipelines', async (request, response) => {
    await authorize(request, crossAccountPipelinesReadPermission);
    response.json({ items: await store.listPipelines() });
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/pipelines',
    async (request, response) => {
      const credentials = await authorize(
        request,
        crossAccountPipelinesReadPermission,
      );
      const entity = await readEntity(
        stringifyEntityRef(request.params),
        credentials,
      );
      response.json({ items: await entityPipelines.get(entity) });
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/pipelines/check',
    async (request, response) => {
      const entityRef = stringifyEntityRef(request.params);
      const items = await audited(
        { eventId: 'pipeline-check', request, meta: { entityRef } },
        async () => {
          const credentials = await authorize(
            request,
            crossAccountPipelinesCheckPermission,
          );
          const entity = await readEntity(entityRef, credentials);
          return entityPipelines.check(entity);
        },
      );
      response.json({ items });
    },
  );

  router.get('/v1/registrations', async (request, response) => {
    const credentials = await authorize(
      request,
      crossAccountPipelinesReadPermission,
    );
    const registrations = await store.listRegistrations();
    response.json({ items: await onlyReadable(registrations, credentials) });
  });

  router.post('/v1/registrations', async (request, response) => {
    const registration = readRegistration(request.body);
    await audited(
      {
        eventId: 'pipeline-register',
        severityLevel: 'medium',
        request,
        meta: registration,
      },
      async () => {
        const credentials = await authorize(
          request,
          crossAccountPipelinesRegisterPermission,
        );
        const { entityRef, pipelineArn } = registration;
        requireConfiguredPipeline({ pipelineArn, accounts });
        await readEntity(entityRef, credentials);
        const registeredBy = nameOf(credentials);
        await store.register({ entityRef, pipelineArn, registeredBy });
      },
    );
    response.status(204).end();
  });

  return router;
}

function readRegistration(body: unknown) {
  const parsed = registrationSchema.safeParse(body);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'body'}: ${message}`,
    );
    throw new InputError(`Invalid registration: ${problems.join('; ')}`);
  }
  return parsed.data;
}

function isEntityRef(text: string): boolean {
  try {
    parseEntityRef(text);
    return true;
  } catch {
    return false;
  }
}
