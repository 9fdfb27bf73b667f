import * as z from 'zod';
import { say } from '../../report';
import { artifactPath } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import { unique, type TargetKind } from './TargetKind';

export const deployAppConfig: Provider = {
  kinds: ['Deploy/AppConfig'],
  page: 'codepipeline/latest/userguide/action-reference-AppConfig',
  settings: [
    'Application',
    'Environment',
    'ConfigurationProfile',
    'InputArtifactConfigurationPath',
  ],
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region } = place;
    const {
      Application: application = '*',
      Environment = '*',
      ConfigurationProfile = '*',
      DeploymentStrategy,
    } = configuration;
    const base = `arn:${partition}:appconfig:${region}:${account}`;
    const own = `${base}:application/${application}`;
    const inApplication = { pattern: `${own}/*` };
    const strategies = `${base}:deploymentstrategy`;
    return [
      {
        says: caller =>
          say('call.deploy-configurations', { caller, application }),
        target: resourceTarget(place, `AppConfig application ${application}`),
        requests: [
          ...requestsOn(own, {
            required: ['appconfig:GetDeployment', 'appconfig:StartDeployment'],
          }),
          ...requestsOn(
            `${own}/environment/${Environment}`,
            {
              required: [
                'appconfig:GetDeployment',
                'appconfig:StartDeployment',
              ],
              // Deployments are stopped only when somebody stops a run.
              documented: ['appconfig:StopDeployment'],
            },
            inApplication,
          ),
          ...requestsOn(
            `${own}/configurationprofile/${ConfigurationProfile}`,
            { required: ['appconfig:StartDeployment'] },
            inApplication,
          ),
          ...requestsOn(
            `${strategies}/${DeploymentStrategy ?? 'default'}`,
            { required: ['appconfig:StartDeployment'] },
            { pattern: `${strategies}/*` },
          ),
        ],
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const id = configuration.Application;
    return id
      ? [
          {
            type: 'AppConfig application',
            name: `AppConfig application ${id}`,
            id: `arn:${partition}:appconfig:${region}:${account}:application/${id}`,
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};

const appConfigId = /* @__PURE__ */ shaped(
  /^[a-z0-9]{4,7}$/,
  'an id of AppConfig',
  {
    max: 7,
  },
);

export const appConfigSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z.literal('AppConfig').describe('A configuration'),
    application: appConfigId.describe('Id of the application'),
    environment: appConfigId.describe('Id of the environment'),
    profile: appConfigId.describe('Id of the configuration profile'),
    path: artifactPath.describe('Path of the configuration in the artifact'),
    strategy: shaped(
      /^(?:[a-z0-9]{4,7}|AppConfig\.[A-Za-z0-9]+)$/,
      'a deployment strategy, by its id or such as AppConfig.AllAtOnce',
      { max: 128 },
    )
      .describe('Deployment strategy')
      .optional(),
  }),
);

/**
 * A configuration.
 *
 * @public
 */
export type AppConfigSpec = z.output<typeof appConfigSchema>;

export const appConfigTarget: TargetKind<AppConfigSpec> = {
  category: 'Deploy',
  provider: 'AppConfig',
  thing: ({ profile }) => profile,
  writes: ({ application, environment, profile }) => ({
    field: 'profile',
    name: `${application}/${environment}/${profile}`,
  }),
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        Application: deploy.application,
        Environment: deploy.environment,
        ConfigurationProfile: deploy.profile,
        InputArtifactConfigurationPath: deploy.path,
        DeploymentStrategy: deploy.strategy,
      },
    },
  ],
  context: deploys => ({
    configurations: unique(deploys.map(({ application }) => application)),
  }),
};
