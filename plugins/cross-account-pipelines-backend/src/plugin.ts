import {
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  crossAccountPipelinesAccountPermissions,
  crossAccountPipelinesEntityPermissions,
} from 'backstage-plugin-cross-account-pipelines-common';
import { readConfiguredAccounts } from 'backstage-plugin-cross-account-pipelines-node';
import { accountResourceRef, accountRules } from './access/accountRules';
import { PipelineAccess } from './access/PipelineAccess';
import { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
import { PipelineChecker } from './checking/PipelineChecker';
import { PipelineRefresh } from './checking/PipelineRefresh';
import { createRouter } from './createRouter';
import { EntityPipelines } from './EntityPipelines';
import { DatabasePipelineStore } from './store/DatabasePipelineStore';

/**
 * Reads the accounts that pipelines reach, on a schedule and on demand, keeps
 * the reports and serves them.
 *
 * @public
 */
export const crossAccountPipelinesPlugin = createBackendPlugin({
  pluginId: 'cross-account-pipelines',
  register(env) {
    env.registerInit({
      deps: {
        assessor: pipelineAssessorServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init({
        assessor,
        auditor,
        auth,
        catalog,
        config,
        database,
        httpAuth,
        httpRouter,
        logger,
        permissions,
        permissionsRegistry,
        scheduler,
      }) {
        const accounts = readConfiguredAccounts(config);
        const access = new PipelineAccess({
          accounts,
          auth,
          catalog,
          permissions,
        });
        const store = await DatabasePipelineStore.create(database);
        const checker = new PipelineChecker({ assessor, store, logger });
        const entityPipelines = new EntityPipelines({ checker, store });
        const refresh = new PipelineRefresh({
          auth,
          catalog,
          checker,
          logger,
          store,
        });

        permissionsRegistry.addPermissions(
          crossAccountPipelinesEntityPermissions,
        );
        permissionsRegistry.addResourceType({
          resourceRef: accountResourceRef,
          permissions: crossAccountPipelinesAccountPermissions,
          rules: Object.values(accountRules),
          getResources: async ids =>
            ids.map(id => accounts.find(account => account.id === id)),
        });
        httpRouter.use(
          createRouter({
            access,
            accounts,
            auditor,
            auth,
            entityPipelines,
            httpAuth,
            store,
          }),
        );
        await scheduler.scheduleTask({
          ...readSchedule(config),
          id: 'refresh-pipelines',
          scope: 'global',
          fn: signal => refresh.run(signal),
        });
      },
    });
  },
});

function readSchedule(
  config: RootConfigService,
): SchedulerServiceTaskScheduleDefinition {
  const schedule = config.getOptionalConfig('crossAccountPipelines.schedule');
  if (schedule) {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule);
  }
  return {
    frequency: { minutes: 10 },
    timeout: { minutes: 10 },
    // Enough for the catalog to have read its locations once.
    initialDelay: { seconds: 15 },
  };
}
