import { InputError } from '@backstage/errors';
import {
  crossAccountPipelinesReadPermission,
  crossAccountPipelinesWaivePermission,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Router } from 'express';
import { today } from '../store/today';
import { readRequest } from './readRequest';
import { requestSchemas } from './requestSchemas';
import type { RouteServices } from './RouteServices';

/**
 * What owners put up with, and until when.
 */
export function addWaiverRoutes(router: Router, services: RouteServices): void {
  const { access, audited, identify, owners, store, waivers } = services;

  router.get(
    '/v1/pipelines/:pipelineArn/waivers',
    async (request, response) => {
      const credentials = await identify(request);
      const { pipelineArn } = request.params;
      await owners.require({
        pipelineArn,
        permission: crossAccountPipelinesReadPermission,
        credentials,
      });
      response.json({ items: await waivers.list([pipelineArn], today()) });
    },
  );

  router.post(
    '/v1/pipelines/:pipelineArn/waivers',
    async (request, response) => {
      const { pipelineArn } = request.params;
      const waiver = readRequest(requestSchemas.waiver, request.body);
      if (waiver.until < today()) {
        throw new InputError(`until: ${waiver.until} is over already`);
      }
      const added = await audited(
        {
          eventId: 'finding-waive',
          severityLevel: 'medium',
          request,
          meta: { pipelineArn, ...waiver },
        },
        async () => {
          const credentials = await identify(request);
          await owners.require({
            pipelineArn,
            permission: crossAccountPipelinesWaivePermission,
            credentials,
          });
          const createdBy = access.nameOf(credentials);
          const kept = await waivers.add({ pipelineArn, ...waiver, createdBy });
          await store.judgeAgain(pipelineArn);
          return kept;
        },
      );
      response.status(201).json(added);
    },
  );

  router.delete('/v1/waivers/:id', async (request, response) => {
    const { id } = request.params;
    await audited(
      {
        eventId: 'finding-unwaive',
        severityLevel: 'medium',
        request,
        meta: { id },
      },
      async () => {
        const credentials = await identify(request);
        const waiver = await waivers.find(id);
        if (waiver) {
          await owners.require({
            pipelineArn: waiver.pipelineArn,
            permission: crossAccountPipelinesWaivePermission,
            credentials,
          });
          await waivers.delete(id);
          await store.judgeAgain(waiver.pipelineArn);
        }
      },
    );
    response.status(204).end();
  });
}
