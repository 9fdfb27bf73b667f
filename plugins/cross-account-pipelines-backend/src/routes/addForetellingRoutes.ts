import {
  explainError,
  weighByReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  crossAccountPipelinesDeployPermission,
  crossAccountPipelinesReadPermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { foretell } from '../foretelling/foretell';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * What an error means, and what a spec would make. Neither asks AWS.
 */
export function addForetellingRoutes(
  router: Router,
  services: RouteServices,
): void {
  const { access, accounts, identify, limited, owners, planning } = services;

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
    await access.requireEntity({
      entityRef,
      permission: crossAccountPipelinesDeployPermission,
      credentials,
    });
    response.json(await foretell({ spec, accounts, ...planning }));
  });
}
