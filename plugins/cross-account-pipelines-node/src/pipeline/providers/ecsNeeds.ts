import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const ecsNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-ECS',
  artifacts: { reads: true },
  calls({ configuration, partition, account, region }) {
    const { ClusterName = 'default', ServiceName = '*' } = configuration;
    const base = `arn:${partition}:ecs:${region}:${account}`;
    return [
      {
        sentence: `may update service ${ServiceName} of cluster ${ClusterName}`,
        target: {
          type: 'resource',
          name: `service ${ClusterName}/${ServiceName}`,
          account,
          region,
        },
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
};
