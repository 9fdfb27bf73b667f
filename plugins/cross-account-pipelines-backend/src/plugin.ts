import {
  type AuditorService,
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  crossAccountPipelinesAccountPermissions,
  crossAccountPipelinesEntityPermissions,
} from 'backstage-plugin-cross-account-pipelines-common';
import {
  DefaultAwsClients,
  readConfiguredAccounts,
  readFindingPolicy,
  readGuardrails,
} from 'backstage-plugin-cross-account-pipelines-node';
import { accountResourceRef, accountRules } from './access/accountRules';
import { PipelineAccess } from './access/PipelineAccess';
import { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
import { PipelineChecker } from './checking/PipelineChecker';
import { PipelineRefresh } from './checking/PipelineRefresh';
import { createRouter } from './createRouter';
import { EntityPipelines } from './EntityPipelines';
import { ClaimReader } from './ownership/ClaimReader';
import { PipelineOwners } from './ownership/PipelineOwners';
import { limitCallers } from './routes/limitCallers';
import { DatabasePipelineStore } from './store/DatabasePipelineStore';
import { LinkTable } from './store/LinkTable';
import { openDatabase } from './store/openDatabase';
import { WaiverTable } from './store/WaiverTable';
import { PipelineRuns } from './watching/PipelineRuns';

/** Of each user: checks, explanations, plans, and what changes something. */
const DEFAULT_REQUESTS_PER_MINUTE = 30;

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
        const knex = await openDatabase(database);
        const store = new DatabasePipelineStore(knex);
        const checker = new PipelineChecker({ assessor, store, logger });
        const refresh = new PipelineRefresh({
          checker,
          claims: new ClaimReader({ auth, catalog, logger }),
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
            audited: (event, work) => audited(auditor, event, work),
            entityPipelines: new EntityPipelines({ access, checker, store }),
            identify: request =>
              httpAuth.credentials(request, { allow: ['user', 'service'] }),
            knex,
            limited: limitCallers({
              httpAuth,
              nameOf: credentials => access.nameOf(credentials),
              isService: credentials => access.isService(credentials),
              limit:
                config.getOptionalNumber(
                  'crossAccountPipelines.requestsPerMinute',
                ) ?? DEFAULT_REQUESTS_PER_MINUTE,
            }),
            links: new LinkTable(knex),
            owners: new PipelineOwners({ access, accounts, checker, store }),
            planning: {
              findingPolicy: readFindingPolicy(config),
              guardrails: readGuardrails(config),
              templates: config.getOptionalString(
                'crossAccountPipelines.templates',
              ),
            },
            runs: new PipelineRuns({
              clients: DefaultAwsClients.fromConfig(config),
            }),
            store,
            waivers: new WaiverTable(knex),
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

async function audited<T>(
  auditor: AuditorService,
  event: Parameters<AuditorService['createEvent']>[0],
  work: () => Promise<T>,
): Promise<T> {
  const audit = await auditor.createEvent(event);
  try {
    const result = await work();
    await audit.success();
    return result;
  } catch (error) {
    await audit.fail({ error: toError(error) });
    throw error;
  }
}

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
