import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { PipelineAnnotationProcessor } from './PipelineAnnotationProcessor';
import { PipelineResourceProvider } from './PipelineResourceProvider';
import { RegistrationReader } from './RegistrationReader';

const CONFIG_KEY = 'catalog.providers.crossAccountPipelines';

/**
 * Annotates entities with the pipelines that were registered for them, and
 * keeps pipelines and accounts as `Resource` entities.
 *
 * @public
 */
export const catalogModuleCrossAccountPipelines = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'cross-account-pipelines',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        logger,
        processing,
        scheduler,
      }) {
        const client = new CrossAccountPipelinesClient({
          discoveryApi: discovery,
          fetchApi: { fetch },
        });
        processing.addProcessor(
          new PipelineAnnotationProcessor({
            registrations: new RegistrationReader({ auth, client, logger }),
          }),
        );
        processing.addEntityProvider(
          new PipelineResourceProvider({
            auth,
            catalog,
            client,
            owner: config.getOptionalString(`${CONFIG_KEY}.owner`) ?? 'unknown',
            taskRunner: scheduler.createScheduledTaskRunner(
              readSchedule(config),
            ),
          }),
        );
      },
    });
  },
});

function readSchedule(
  config: RootConfigService,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig(`${CONFIG_KEY}.schedule`);
  return schedule
    ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
    : {
        frequency: { minutes: 1 },
        timeout: { minutes: 1 },
        // The catalog and the backend plugin start beside each other.
        initialDelay: { seconds: 20 },
      };
}
