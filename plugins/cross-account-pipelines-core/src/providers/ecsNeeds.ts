import { shortName } from '../pipeline/vocabulary/parseArn';
import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const ecsNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-ECS',
  artifacts: { reads: true },
  unseen: ({ configuration, roleArn, account }) =>
    `The roles that the tasks of ${
      configuration.ServiceName
    } run with in ${account}: ${shortName(roleArn)} has to be let pass them.`,
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
