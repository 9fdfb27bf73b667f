import { explainError } from 'backstage-plugin-cross-account-pipelines-core';
import { weighByReport } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  crossAccountPipelinesDeployToAccountPermission,
  crossAccountPipelinesReadPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { foretellFor } from '../foretelling/foretellFor';
import { readSpecFor } from '../foretelling/readSpecFor';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * What an error means, what a spec would make, and what there is to name in one.
 */
export function addForetellingRoutes(
  router: Router,
  services: RouteServices,
): void {
  const { access, identify, limited, owners, things } = services;

  router.post('/v1/explain', limited, async (request, response) => {
    const credentials = await identify(request);
    const { text, pipelineArn } = readRequest(
      requestSchemas.explain,
      request.body,
    );
    const explanations = explainError({ text });
    if (pipelineArn === undefined) {
      response.json({ items: explanations });
      return;
    }
    const { report } = await owners.require({
      pipelineArn,
      permission: crossAccountPipelinesReadPermission,
      credentials,
    });
    response.json({
      items: report ? weighByReport({ explanations, report }) : explanations,
    });
  });

  router.post('/v1/plan', limited, async (request, response) => {
    const credentials = await identify(request);
    const { entityRef, spec } = readRequest(requestSchemas.plan, request.body);
    response.json(
      await foretellFor({ entityRef, spec, credentials }, services),
    );
  });

  router.get(
    '/v1/pipelines/:pipelineArn/spec',
    limited,
    async (request, response) => {
      const credentials = await identify(request);
      response.json(
        await readSpecFor(
          { pipelineArn: request.params.pipelineArn, credentials },
          services,
        ),
      );
    },
  );

  // Not limited: what was listed within a minute is not asked of AWS again.
  router.get('/v1/accounts/:account/things', async (request, response) => {
    const credentials = await identify(request);
    const { account } = request.params;
    const { kind, region } = readRequest(requestSchemas.things, request.query);
    await access.requireAccount({
      account,
      region,
      permission: crossAccountPipelinesDeployToAccountPermission,
      credentials,
    });
    response.json({ items: await things.list({ account, region, kind }) });
  });
}
