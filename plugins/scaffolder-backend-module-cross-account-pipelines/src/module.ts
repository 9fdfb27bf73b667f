import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { CrossAccountPipelinesClient } from 'backstage-plugin-cross-account-pipelines-common';
import { assessPipeline } from 'backstage-plugin-cross-account-pipelines-core';
import {
  collectEstate,
  DefaultAwsClients,
  OrganizationAccounts,
  readConfiguredAccounts,
  readFindingPolicy,
  readGuardrails,
  readStackRules,
} from 'backstage-plugin-cross-account-pipelines-node';
import { createDeployAction } from './actions/deploy/createDeployAction';
import { createRegisterAction } from './actions/register/createRegisterAction';
import { createRemoveAction } from './actions/remove/createRemoveAction';
import { createAttachAction } from './actions/attach/createAttachAction';
import { createDetachAction } from './actions/attach/createDetachAction';
import { createRenderAction } from './actions/render/createRenderAction';
import { createRepairAction } from './actions/repair/createRepairAction';
import { createRollOutAction } from './actions/rollOut/createRollOutAction';
import { createRunActions } from './actions/run/createRunActions';
import { createUnregisterAction } from './actions/register/createUnregisterAction';
import { createVerifyAction } from './actions/verify/createVerifyAction';
import { withReadableErrors } from './actions/withReadableErrors';

/**
 * Actions that render, deploy, verify and register cross-account pipelines.
 *
 * @public
 */
export const scaffolderModuleCrossAccountPipelines = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'cross-account-pipelines',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        permissions: coreServices.permissions,
        scaffolder: scaffolderActionsExtensionPoint,
        urlReader: coreServices.urlReader,
      },
      async init({
        auth,
        catalog,
        config,
        discovery,
        permissions,
        scaffolder,
        urlReader,
      }) {
        const accounts = readConfiguredAccounts(config);
        const clients = DefaultAwsClients.fromConfig(config);
        const findingPolicy = readFindingPolicy(config);
        const guardrails = readGuardrails(config);
        const stackRules = readStackRules(config);
        const templates = config.getOptionalString(
          'crossAccountPipelines.templates',
        );
        const client = new CrossAccountPipelinesClient({
          discoveryApi: discovery,
          fetchApi: { fetch },
        });
        const actions = [
          createRenderAction({
            accounts,
            catalog,
            clients,
            findingPolicy,
            guardrails,
            organization: new OrganizationAccounts({ accounts, clients }),
            permissions,
            templates,
            urlReader,
          }),
          createDeployAction({
            accounts,
            catalog,
            clients,
            findingPolicy,
            guardrails,
            permissions,
            stackRules,
          }),
          createRepairAction({
            accounts,
            auth,
            catalog,
            client,
            clients,
            guardrails,
            permissions,
            stackRules,
            templates,
            urlReader,
          }),
          createRollOutAction({
            accounts,
            auth,
            catalog,
            client,
            clients,
            findingPolicy,
            guardrails,
            permissions,
            stackRules,
            templates,
            urlReader,
          }),
          createRemoveAction({ accounts, catalog, clients, permissions }),
          createAttachAction({
            accounts,
            auth,
            catalog,
            client,
            clients,
            guardrails,
            permissions,
            stackRules,
            templates,
            urlReader,
          }),
          createDetachAction({
            accounts,
            auth,
            catalog,
            client,
            clients,
            permissions,
          }),
          createVerifyAction({
            auth,
            catalog,
            client,
            permissions,
            readPipeline: async options =>
              assessPipeline({
                estate: await collectEstate({ clients, ...options }),
                pipelineArn: options.pipelineArn,
                accounts,
              }),
          }),
          createRegisterAction({
            auth,
            catalog,
            client,
          }),
          createUnregisterAction({ auth, client }),
        ];
        const runActions = createRunActions({
          accounts,
          auth,
          client,
          clients,
        });
        scaffolder.addActions(
          ...actions.map(withReadableErrors),
          ...runActions.map(action => withReadableErrors(action)),
        );
      },
    });
  },
});
