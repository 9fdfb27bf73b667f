import * as z from 'zod';
import { say } from '../../report';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import { uniqueBy, type TargetKind } from './TargetKind';

const applicationActions = [
  'elasticbeanstalk:CreateApplicationVersion',
  'elasticbeanstalk:DescribeApplicationVersions',
];

const environmentActions = [
  'elasticbeanstalk:DescribeEnvironments',
  'elasticbeanstalk:DescribeEvents',
  'elasticbeanstalk:UpdateEnvironment',
];

export const deployElasticBeanstalk: Provider = {
  kinds: ['Deploy/ElasticBeanstalk'],
  page: 'codepipeline/latest/userguide/action-reference-Beanstalk',
  settings: ['ApplicationName', 'EnvironmentName'],
  artifacts: { reads: true },
  unseen: ({ configuration, account }) =>
    say('unseen.environment', {
      environment: configuration.EnvironmentName,
      account,
    }),
  calls(place) {
    const { configuration, partition, account, region } = place;
    const { ApplicationName = '*', EnvironmentName = '*' } = configuration;
    const base = `arn:${partition}:elasticbeanstalk:${region}:${account}`;
    const version = `${base}:applicationversion/${ApplicationName}`;
    const bucket = `elasticbeanstalk-${region}-${account}`;
    const inApplication = {
      'elasticbeanstalk:InApplication': `${base}:application/${ApplicationName}`,
    };
    return [
      {
        says: caller =>
          say('call.update-environment', {
            caller,
            environment: EnvironmentName,
            application: ApplicationName,
          }),
        target: resourceTarget(
          place,
          `environment ${ApplicationName}/${EnvironmentName}`,
        ),
        requests: [
          ...requestsOn(
            `${version}/version`,
            { required: applicationActions },
            { context: inApplication, pattern: `${version}/*` },
          ),
          ...requestsOn(
            `${base}:environment/${ApplicationName}/${EnvironmentName}`,
            { required: environmentActions },
            { context: inApplication },
          ),
        ],
      },
      {
        says: caller => say('call.keep-versions', { caller, bucket }),
        target: {
          type: 'bucket',
          name: bucket,
          arn: `arn:${partition}:s3:::${bucket}`,
          account,
          region,
          purpose: 'service bucket',
        },
        requests: requestsOn(
          `arn:${partition}:s3:::${bucket}/version`,
          { required: ['s3:GetObject', 's3:PutObject'] },
          { pattern: `arn:${partition}:s3:::${bucket}/*` },
        ),
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const { ApplicationName, EnvironmentName } = configuration;
    return ApplicationName && EnvironmentName
      ? [
          {
            type: 'Elastic Beanstalk environment',
            name: `environment ${ApplicationName}/${EnvironmentName}`,
            id: `arn:${partition}:elasticbeanstalk:${region}:${account}:environment/${ApplicationName}/${EnvironmentName}`,
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};

export const elasticBeanstalkSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('ElasticBeanstalk')
      .describe('A version for an environment'),
    application: shaped(/^[^/:*]+$/, 'the name of an application', {
      max: 100,
    }).describe('Name of the application'),
    environment: shaped(
      /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
      'the name of an environment',
      { max: 40, min: 4 },
    ).describe('Name of the environment'),
  }),
);

/**
 * A version for an environment.
 *
 * @public
 */
export type ElasticBeanstalkSpec = z.output<typeof elasticBeanstalkSchema>;

export const elasticBeanstalkTarget: TargetKind<ElasticBeanstalkSpec> = {
  category: 'Deploy',
  provider: 'ElasticBeanstalk',
  thing: ({ environment }) => environment,
  writes: ({ application, environment }) => ({
    field: 'environment',
    name: `${application}/${environment}`,
  }),
  uses: (_, { partition, region, account }) => [
    `arn:${partition}:s3:::elasticbeanstalk-${region}-${account}`,
  ],
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        ApplicationName: deploy.application,
        EnvironmentName: deploy.environment,
      },
    },
  ],
  context: deploys => ({
    environments: uniqueBy(deploys, each => JSON.stringify(each)).map(
      ({ application, environment }, index) => ({
        id: String(index + 1),
        application,
        environment,
      }),
    ),
  }),
};
