import type { Request, Router } from 'express';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';
import { runPipeline } from './runPipeline';

/**
 * Starting, stopping, retrying, rolling back and approving.
 */
export function addRunRoutes(router: Router, services: RouteServices): void {
  const { identify, limited, runs } = services;

  const run = <T>(
    request: Request,
    eventId: string,
    work: Parameters<typeof runPipeline<T>>[1]['work'],
  ): Promise<T> =>
    runPipeline(services, {
      eventId,
      pipelineArn: request.params.pipelineArn,
      request,
      identify: () => identify(request),
      work,
    });

  router.post(
    '/v1/pipelines/:pipelineArn/start',
    limited,
    async (request, response) => {
      const start = readRequest(requestSchemas.start, request.body ?? {});
      const executionId = await run(request, 'pipeline-start', of =>
        runs.start({ ...of, ...start }),
      );
      response.status(201).json({ executionId });
    },
  );

  router.post(
    '/v1/pipelines/:pipelineArn/rollback',
    limited,
    async (request, response) => {
      const rollback = readRequest(requestSchemas.rollback, request.body);
      const executionId = await run(request, 'pipeline-rollback', of =>
        runs.rollBack({ ...of, ...rollback }),
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
