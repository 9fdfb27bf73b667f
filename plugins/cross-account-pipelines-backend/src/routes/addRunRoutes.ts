import { crossAccountPipelinesRunPermission } from 'backstage-plugin-cross-account-pipelines-common';
import type { Request, Router } from 'express';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * Starting, stopping, retrying and approving.
 */
export function addRunRoutes(router: Router, services: RouteServices): void {
  const { access, audited, identify, limited, owners, runs } = services;

  /** Whoever may do it does it, and the auditor hears of it either way. */
  const run = async <T>(
    request: Request,
    eventId: string,
    work: (run: { pipelineArn: string; onBehalfOf: string }) => Promise<T>,
  ): Promise<T> => {
    const { pipelineArn } = request.params;
    return audited(
      { eventId, severityLevel: 'medium', request, meta: { pipelineArn } },
      async () => {
        const credentials = await identify(request);
        await owners.require({
          pipelineArn,
          permission: crossAccountPipelinesRunPermission,
          credentials,
        });
        const onBehalfOf = access.nameOf(credentials);
        return work({ pipelineArn, onBehalfOf });
      },
    );
  };

  router.post(
    '/v1/pipelines/:pipelineArn/start',
    limited,
    async (request, response) => {
      const executionId = await run(request, 'pipeline-start', of =>
        runs.start(of),
      );
      response.status(201).json({ executionId });
    },
  );

  router.post(
    '/v1/pipelines/:pipelineArn/stop',
    limited,
    async (request, response) => {
      const stop = readRequest(requestSchemas.stop, request.body);
      await run(request, 'pipeline-stop', of => runs.stop({ ...of, ...stop }));
      response.status(204).end();
    },
  );

  router.post(
    '/v1/pipelines/:pipelineArn/retry',
    limited,
    async (request, response) => {
      const retry = readRequest(requestSchemas.retry, request.body);
      await run(request, 'pipeline-retry', of =>
        runs.retry({ ...of, ...retry }),
      );
      response.status(204).end();
    },
  );

  router.post(
    '/v1/pipelines/:pipelineArn/approval',
    limited,
    async (request, response) => {
      const answer = readRequest(requestSchemas.approval, request.body);
      await run(request, 'pipeline-approval', of =>
        runs.answerApproval({ ...of, ...answer }),
      );
      response.status(204).end();
    },
  );
}
