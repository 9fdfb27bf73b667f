import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { PipelineTelemetry } from '../telemetry/PipelineTelemetry';
import { DefaultPipelineAssessor } from './DefaultPipelineAssessor';
import type { PipelineAssessor } from './PipelineAssessor';

/**
 * Where the backend plugin gets its reports. The default reads the configured
 * accounts; supply another factory to get them from elsewhere.
 *
 * @public
 */
export const pipelineAssessorServiceRef = createServiceRef<PipelineAssessor>({
  id: 'cross-account-pipelines.assessor',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        tracing: tracingServiceRef,
      },
      factory: ({ config, logger, ...services }) =>
        DefaultPipelineAssessor.fromConfig(config, {
          logger,
          observer: new PipelineTelemetry(services),
        }),
    }),
});
