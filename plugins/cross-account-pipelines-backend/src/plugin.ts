import {
  type AuditorService,
  coreServices,
  createBackendPlugin,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type RootConfigService,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
  tracingServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  crossAccountPipelinesAccountPermissions,
  crossAccountPipelinesEntityPermissions,
} from 'backstage-plugin-cross-account-pipelines-common';
import {
  DefaultAwsClients,
  OrganizationAccounts,
  PipelineRuns,
  readConfiguredAccounts,
  readFindingPolicy,
  readGuardrails,
} from 'backstage-plugin-cross-account-pipelines-node';
import { accountResourceRef, accountRules } from './access/accountRules';
import { PipelineAccess } from './access/PipelineAccess';
import { registerAgentActions } from './agents/registerAgentActions';
import { registerRunningAgentActions } from './agents/registerRunningAgentActions';
import { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
import { AccountBackOff } from './checking/AccountBackOff';
import { PipelineChecker } from './checking/PipelineChecker';
import { PipelineRefresh } from './checking/PipelineRefresh';
import { ThingLists } from './choosing/ThingLists';
import { createRouter } from './createRouter';
import { EntityPipelines } from './EntityPipelines';
import { ClaimReader } from './ownership/ClaimReader';
import { PipelineOwners } from './ownership/PipelineOwners';
import { TagClaims } from './ownership/TagClaims';
import { limitCallers } from './routes/limitCallers';
import type { RouteServices } from './routes/RouteServices';
import { DatabasePipelineStore } from './store/DatabasePipelineStore';
import { LinkTable } from './store/LinkTable';
import { openDatabase } from './store/openDatabase';
import { deleteTransitions } from './store/transitionRows';
import { WaiverTable } from './store/WaiverTable';
import { PipelineTelemetry } from './telemetry/PipelineTelemetry';
import { LinkNotifier } from './telling/LinkNotifier';
import { OwnerMessages } from './telling/OwnerMessages';
import { RunNotifier } from './telling/RunNotifier';
import { ToldTable } from './telling/ToldTable';

/** Of each user: checks, explanations, plans, and what changes something. */
const DEFAULT_REQUESTS_PER_MINUTE = 30;

const DEFAULT_HISTORY_DAYS = 90;

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
        actionsRegistry: actionsRegistryServiceRef,
        assessor: pipelineAssessorServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        tracing: tracingServiceRef,
      },
      async init({
        actionsRegistry,
        assessor,
        auditor,
        auth,
        catalog,
        config,
        database,
        httpAuth,
        httpRouter,
        logger,
        metrics,
        notifications,
        permissions,
        permissionsRegistry,
        scheduler,
        signals,
        tracing,
      }) {
        const accounts = readConfiguredAccounts(config);
        const access = new PipelineAccess({
          accounts,
          auth,
          catalog,
          permissions,
        });
        const historyDays =
          config.getOptionalNumber('crossAccountPipelines.historyDays') ??
          DEFAULT_HISTORY_DAYS;
        const schedule = readSchedule(config);
        const telemetry = new PipelineTelemetry({ metrics, tracing });
        const knex = await openDatabase(database);
        const store = new DatabasePipelineStore(knex);
        const claims = new ClaimReader({ auth, catalog, logger });
        const messages = new OwnerMessages({ logger, notifications });
        const told = new ToldTable(knex);
        const runNotifier = config.getOptionalBoolean(
          'crossAccountPipelines.notifications.failedRuns',
        )
          ? new RunNotifier({ messages, told })
          : undefined;
        const notifier = new LinkNotifier({
          messages,
          ownerOf: async entityRef =>
            (await claims.readEntities([entityRef]))[0]?.owner,
          told,
        });
        const checker = new PipelineChecker({
          assessor,
          store,
          logger,
          telemetry,
          async onStored({ pipeline, transitions, isGone }) {
            await notifier.hear(pipeline);
            await runNotifier?.hear(pipeline);
            if (transitions.length > 0 || isGone) {
              // A hint for open pages, which then ask for what they may see.
              await signals.publish({
                recipients: { type: 'broadcast' },
                channel: 'cross-account-pipelines',
                message: { action: 'pipelines-changed' },
              });
            }
          },
        });
        const tagClaims = new TagClaims({ assessor, logger, store });
        const interval = intervalOf(schedule);
        const refresh = new PipelineRefresh({
          backOff: new AccountBackOff({ knex, interval }),
          checker,
          claims,
          logger,
          store,
          tagClaims,
          interval,
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
        const clients = DefaultAwsClients.fromConfig(config, {
          observer: telemetry,
        });
        const organization = new OrganizationAccounts({ accounts, clients });
        const links = new LinkTable(knex);
        telemetry.watchLinks(() => links.countByHealth());
        const services: RouteServices = {
          access,
          accounts,
          audited: (event, work) => audited(auditor, event, work),
          entityPipelines: new EntityPipelines({
            access,
            checker,
            store,
            tagClaims,
          }),
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
          links,
          organization,
          owners: new PipelineOwners({ access, accounts, checker, store }),
          planning: {
            clients,
            findingPolicy: readFindingPolicy(config),
            guardrails: readGuardrails(config),
            templates: config.getOptionalString(
              'crossAccountPipelines.templates',
            ),
          },
          runs: new PipelineRuns({ clients }),
          store,
          things: new ThingLists({ clients }),
          waivers: new WaiverTable(knex),
        };
        httpRouter.use(createRouter(services));
        registerAgentActions(actionsRegistry, services);
        if (
          config.getOptionalBoolean('crossAccountPipelines.agents.mayRun') ??
          false
        ) {
          registerRunningAgentActions(actionsRegistry, services);
        }
        await scheduler.scheduleTask({
          ...schedule,
          id: 'refresh-pipelines',
          scope: 'global',
          async fn(signal) {
            await notifier.gather(() => refresh.run(signal));
            const before = new Date(Date.now() - historyDays * 86_400_000);
            await deleteTransitions(knex, { before: before.toISOString() });
          },
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

/**
 * Milliseconds between two runs, and no more than one may take; nothing for a
 * schedule that does not say it.
 */
function intervalOf({
  frequency,
  timeout,
}: SchedulerServiceTaskScheduleDefinition): number | undefined {
  return 'cron' in frequency || 'trigger' in frequency
    ? undefined
    : Math.min(...[frequency, timeout].map(toMilliseconds));
}

type TaskDuration = SchedulerServiceTaskScheduleDefinition['timeout'];

function toMilliseconds(duration: TaskDuration): number {
  return 'toMillis' in duration
    ? duration.toMillis()
    : durationToMilliseconds(duration);
}
