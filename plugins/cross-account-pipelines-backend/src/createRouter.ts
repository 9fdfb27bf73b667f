import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesRegisterPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { PipelineAccess } from './access/PipelineAccess';
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
  access: PipelineAccess;
  accounts: ConfiguredAccount[];
  auditor: AuditorService;
  auth: AuthService;
  entityPipelines: EntityPipelines;
  httpAuth: HttpAuthService;
  store: PipelineStore;
}): express.Router {
  const { access, accounts, auditor, auth, entityPipelines, httpAuth, store } =
    options;

  const identify = (request: express.Request): Promise<BackstageCredentials> =>
    httpAuth.credentials(request, { allow: ['user', 'service'] });

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

  const router = Router();
  router.use(express.json());

  router.get('/v1/accounts', async (request, response) => {
    const credentials = await identify(request);
    response.json({ items: await access.listAccounts(credentials) });
  });

  router.get('/v1/pipelines', async (request, response) => {
    await identify(request);
    response.json({ items: await store.listPipelines() });
  });

  router.get('/v1/pipelines/:pipelineArn/owner', async (request, response) => {
    const credentials = await identify(request);
    const { pipelineArn } = request.params;
    requireConfiguredPipeline({ pipelineArn, accounts });
    const [owner] = await store.listRegistrations({ pipelineArn });
    const readable = await access.filterEntities({
      entityRefs: owner ? [owner.entityRef] : [],
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    const [ownerRef] = readable;
    response.json({ pipelineArn, ownerRef });
  });

  router.get(
    '/v1/entities/:kind/:namespace/:name/pipelines',
    async (request, response) => {
      const credentials = await identify(request);
      const entity = await access.requireEntity({
        entityRef: stringifyEntityRef(request.params),
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
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
          const credentials = await identify(request);
          const entity = await access.requireEntity({
            entityRef,
            permission: crossAccountPipelinesCheckPermission,
            credentials,
          });
          return entityPipelines.check(entity);
        },
      );
      response.json({ items });
    },
  );

  router.get('/v1/registrations', async (request, response) => {
    const credentials = await identify(request);
    const registrations = await store.listRegistrations();
    const readable = await access.filterEntities({
      entityRefs: registrations.map(({ entityRef }) => entityRef),
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    response.json({
      items: registrations.filter(({ entityRef }) => readable.has(entityRef)),
    });
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
        const credentials = await identify(request);
        const { entityRef, pipelineArn } = registration;
        requireConfiguredPipeline({ pipelineArn, accounts });
        await access.requireEntity({
          entityRef,
          permission: crossAccountPipelinesRegisterPermission,
          credentials,
        });
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
