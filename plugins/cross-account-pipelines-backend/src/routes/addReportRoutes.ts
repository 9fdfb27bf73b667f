import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  crossAccountPipelinesCheckPermission,
  crossAccountPipelinesReadPermission,
  narrowReport,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { listTransitions } from '../store/transitionRows';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * Accounts, pipelines, and what is known of them.
 */
export function addReportRoutes(router: Router, services: RouteServices): void {
  const { access, audited, entityPipelines, identify, knex, limited, owners } =
    services;
  const { organization } = services;

  router.get('/v1/accounts', async (request, response) => {
    const credentials = await identify(request);
    const seen = await access.listAccounts(credentials);
    const { accounts } = await organization.read();
    const ids = new Set(seen.map(({ id }) => id));
    response.json({ items: accounts.filter(({ id }) => ids.has(id)) });
  });

  router.get('/v1/pipelines', async (request, response) => {
    const credentials = await identify(request);
    const page = readRequest(requestSchemas.pipelines, request.query);
    response.json(await entityPipelines.list(credentials, page));
  });

  router.get('/v1/pipelines/:pipelineArn/owner', async (request, response) => {
    const credentials = await identify(request);
    const { pipelineArn } = request.params;
    const ownerRef = await owners.find(pipelineArn, credentials);
    response.json({ pipelineArn, ...(ownerRef && { ownerRef }) });
  });

  router.get('/v1/pipelines/:pipelineArn/report', async (request, response) => {
    const credentials = await identify(request);
    const { pipelineArn } = request.params;
    const { link } = readRequest(requestSchemas.report, request.query);
    const { report } = await owners.require({
      pipelineArn,
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    const part =
      report && link !== undefined ? narrowReport(report, link) : report;
    if (!part) {
      throw new NotFoundError(
        link !== undefined && report
          ? `The newest report of ${pipelineArn} has no link ${link}; load the page again`
          : `There is no report of ${pipelineArn} yet; check it first`,
      );
    }
    response.json(part);
  });

  router.get(
    '/v1/pipelines/:pipelineArn/history',
    async (request, response) => {
      const credentials = await identify(request);
      const { pipelineArn } = request.params;
      await owners.require({
        pipelineArn,
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      response.json({ items: await listTransitions(knex, pipelineArn) });
    },
  );

  router.get(
    '/v1/pipelines/:pipelineArn/executions',
    async (request, response) => {
      const credentials = await identify(request);
      const { executions = [] } = await owners.require({
        pipelineArn: request.params.pipelineArn,
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      response.json({ items: executions });
    },
  );

  router.get(
    '/v1/entities/:kind/:namespace/:name/pipelines',
    async (request, response) => {
      const credentials = await identify(request);
      const { detail } = readRequest(
        requestSchemas.entityPipelines,
        request.query,
      );
      const entity = await access.requireEntity({
        entityRef: readEntityRef(request.params),
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      response.json({
        items: await entityPipelines.get(entity, { credentials, detail }),
      });
    },
  );

  router.post(
    '/v1/entities/:kind/:namespace/:name/pipelines/check',
    limited,
    async (request, response) => {
      const entityRef = readEntityRef(request.params);
      const { detail } = readRequest(
        requestSchemas.entityPipelines,
        request.query,
      );
      const items = await audited(
        { eventId: 'pipeline-check', request, meta: { entityRef } },
        async () => {
          const credentials = await identify(request);
          const entity = await access.requireEntity({
            entityRef,
            permission: crossAccountPipelinesCheckPermission,
            credentials,
          });
          return entityPipelines.check(entity, { credentials, detail });
        },
      );
      response.json({ items });
    },
  );
}

/** @throws InputError for what can be no entity's name */
function readEntityRef({
  kind,
  namespace,
  name,
}: Record<string, string>): string {
  const entityRef = stringifyEntityRef({ kind, namespace, name });
  return readRequest(requestSchemas.entity, { entityRef }).entityRef;
}
