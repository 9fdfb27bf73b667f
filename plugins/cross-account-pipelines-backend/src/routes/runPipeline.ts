import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { crossAccountPipelinesRunPermission } from 'backstage-plugin-cross-account-pipelines-common';
import type { Request } from 'express';
import type { RouteServices } from './RouteServices';

/**
 * Does something with the runs of a pipeline where the policy lets the caller do
 * it for the entity that the pipeline belongs to. The auditor hears of it either
 * way.
 */
export async function runPipeline<T>(
  { access, audited, owners }: RouteServices,
  options: {
    eventId: string;
    pipelineArn: string;
    /** Absent where an agent asks. */
    request?: Request;
    identify: () => Promise<BackstageCredentials>;
    work: (run: { pipelineArn: string; onBehalfOf: string }) => Promise<T>;
  },
): Promise<T> {
  const { eventId, pipelineArn, request, identify, work } = options;
  return audited(
    { eventId, severityLevel: 'medium', request, meta: { pipelineArn } },
    async () => {
      const credentials = await identify();
      await owners.require({
        pipelineArn,
        permission: crossAccountPipelinesRunPermission,
        credentials,
      });
      return work({ pipelineArn, onBehalfOf: access.nameOf(credentials) });
    },
  );
}
