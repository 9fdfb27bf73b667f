import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const pipeline = {
  name: 'orders',
  account: '111111111111',
  region: 'eu-west-1',
  source: {
    provider: 'S3',
    bucket: 'sample-sources-111111111111',
    objectKey: 'orders.zip',
  },
};

export const examples: TemplateExample[] = [
  {
    description: 'A pipeline that builds and deploys to one account',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render and check',
          action: 'aws:cross-account-pipeline:render',
          input: {
            ...pipeline,
            build: {},
            stages: [
              {
                name: 'Development',
                targets: [{ account: '012345678901', region: 'eu-west-1' }],
              },
            ],
            deploy: {
              provider: 'CloudFormation',
              stackName: 'orders',
              templatePath: 'template.yaml',
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'Two accounts and an approval between them, from templates of your own',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render and check',
          action: 'aws:cross-account-pipeline:render',
          input: {
            ...pipeline,
            stages: [
              {
                name: 'Staging',
                targets: [{ account: '222222222222', region: 'eu-west-1' }],
              },
              {
                name: 'Production',
                approval: true,
                targets: [{ account: '333333333333', region: 'eu-west-1' }],
              },
            ],
            deploy: {
              provider: 'CloudFormation',
              stackName: 'orders',
              templatePath: 'template.yaml',
              mode: 'direct',
            },
            tags: { service: 'orders' },
            templates: 'our-templates',
            targetPath: 'infrastructure/pipeline',
          },
        },
      ],
    }),
  },
];
