import { requestsOn, type ProviderNeeds } from './ProviderNeeds';

export const ecrNeeds: ProviderNeeds = {
  page: 'codepipeline/latest/userguide/action-reference-ECR',
  artifacts: { writes: true },
  calls({ configuration, partition, account, region }) {
    const name = configuration.RepositoryName ?? '*';
    return [
      {
        gate: 'enter',
        sentence: `may read images of repository ${name}`,
        target: {
          type: 'resource',
          name: `repository ${name}`,
          account,
          region,
        },
        requests: requestsOn(
          `arn:${partition}:ecr:${region}:${account}:repository/${name}`,
          { required: ['ecr:DescribeImages'] },
        ),
      },
    ];
  },
};
