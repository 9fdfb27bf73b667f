import * as z from 'zod';
import { say } from '../../report';
import { artifactPath, roleArn } from '../../pipeline/vocabulary/awsSchemas';
import { shortName } from '../../pipeline/vocabulary/parseArn';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import { unique, uniqueBy, type TargetKind } from './TargetKind';

export const deployEcs: Provider = {
  kinds: ['Deploy/ECS'],
  page: 'codepipeline/latest/userguide/action-reference-ECS',
  settings: ['ClusterName', 'ServiceName'],
  artifacts: { reads: true },
  unseen: ({ configuration, roleArn: role, account }) =>
    say('unseen.task-roles', {
      role: shortName(role),
      service: configuration.ServiceName,
      account,
    }),
  calls(place) {
    const { configuration, partition, account, region } = place;
    const { ClusterName = 'default', ServiceName = '*' } = configuration;
    const base = `arn:${partition}:ecs:${region}:${account}`;
    return [
      {
        says: caller =>
          say('call.update-service', {
            caller,
            service: ServiceName,
            cluster: ClusterName,
          }),
        target: resourceTarget(place, `service ${ClusterName}/${ServiceName}`),
        requests: [
          ...requestsOn(
            `${base}:service/${ClusterName}/${ServiceName}`,
            { required: ['ecs:DescribeServices', 'ecs:UpdateService'] },
            { context: { 'ecs:cluster': `${base}:cluster/${ClusterName}` } },
          ),
          ...requestsOn('*', {
            required: [
              'ecs:DescribeTaskDefinition',
              'ecs:RegisterTaskDefinition',
            ],
            documented: ['ecs:ListTasks'],
          }),
          ...requestsOn(`${base}:task/${ClusterName}/*`, {
            documented: ['ecs:DescribeTasks'],
          }),
        ],
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const { ClusterName = 'default', ServiceName } = configuration;
    return ServiceName
      ? [
          {
            type: 'ECS service',
            name: `service ${ServiceName} of cluster ${ClusterName}`,
            id: `arn:${partition}:ecs:${region}:${account}:service/${ClusterName}/${ServiceName}`,
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};

const ecsName = /* @__PURE__ */ shaped(
  /^[A-Za-z0-9_-]+$/,
  'letters, digits and _ -',
  {
    max: 255,
  },
);

export const ecsDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z.literal('ECS').describe('A new image for a service'),
    cluster: ecsName.describe('Name of the cluster'),
    service: ecsName.describe('Name of the service'),
    file: artifactPath
      .describe(
        'Path of the image definitions file. Default imagedefinitions.json',
      )
      .optional(),
    taskRoleArns: z
      .array(roleArn)
      .min(1, 'must name at least one role')
      .describe('Task and execution roles of the service'),
    timeout: z
      .int('must be whole minutes')
      .min(1, 'must be at least 1 minute')
      .max(60, 'must be at most 60 minutes')
      .describe('Minutes, 1 to 60')
      .optional(),
  }),
);

/**
 * A new image for a service.
 *
 * @public
 */
export type EcsDeploySpec = z.output<typeof ecsDeploySchema>;

export const ecsTarget: TargetKind<EcsDeploySpec> = {
  category: 'Deploy',
  provider: 'ECS',
  thing: ({ service }) => service,
  writes: ({ cluster, service }) => ({
    field: 'service',
    name: `${cluster}/${service}`,
  }),
  arns: ({ taskRoleArns }) =>
    taskRoleArns.map((arn, index) => [arn, ['taskRoleArns', index]]),
  uses: ({ taskRoleArns }) => taskRoleArns,
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        ClusterName: deploy.cluster,
        ServiceName: deploy.service,
        FileName: deploy.file,
        DeploymentTimeout: deploy.timeout,
      },
    },
  ],
  context: deploys => ({
    services: uniqueBy(deploys, ({ cluster, service }) =>
      JSON.stringify([cluster, service]),
    ).map(({ cluster, service }) => ({ cluster, service })),
    taskRoleArns: unique(deploys.flatMap(({ taskRoleArns }) => taskRoleArns)),
  }),
};
