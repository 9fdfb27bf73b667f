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
  {
    description:
      'Tags of a repository on GitHub put files into a bucket of each account, in office hours',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render and check',
          action: 'aws:cross-account-pipeline:render',
          input: {
            ...pipeline,
            source: {
              provider: 'CodeConnections',
              connectionArn:
                'arn:aws:codeconnections:eu-west-1:111111111111:connection/7f0c0d5e-1111-4222-8333-444455556666',
              repository: 'shop/orders',
              branch: 'main',
            },
            executionMode: 'QUEUED',
            triggers: [{ on: 'push', tags: { includes: ['v*'] } }],
            build: { timeout: 15 },
            stages: [
              {
                name: 'Production',
                approval: {
                  message: 'Are the release notes written?',
                  reviewUrl: 'https://wiki.example.com/releases/orders',
                },
                entry: {
                  result: 'FAIL',
                  rules: [
                    {
                      name: 'OfficeHours',
                      provider: 'DeploymentWindow',
                      configuration: {
                        Cron: '* * 9-16 ? * MON-FRI',
                        TimeZone: 'Europe/Dublin',
                      },
                    },
                  ],
                },
                targets: [
                  {
                    account: '333333333333',
                    region: 'eu-west-1',
                    deploy: { bucket: 'orders-site-333333333333' },
                  },
                  {
                    account: '222222222222',
                    region: 'eu-west-1',
                    wave: 2,
                    deploy: { bucket: 'orders-site-222222222222' },
                  },
                ],
              },
            ],
            deploy: {
              provider: 'S3',
              create: true,
              cacheControl: 'max-age=300',
            },
          },
        },
      ],
    }),
  },
  {
    description:
      'Deploy to every account of an environment, those with a tag first',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render and check',
          action: 'aws:cross-account-pipeline:render',
          input: {
            ...pipeline,
            source: {
              provider: 'S3',
              bucket: 'orders-sources',
              objectKey: 'orders.zip',
            },
            stages: [
              {
                name: 'Production',
                targets: [
                  { rule: { tags: { tier: 'canary' } }, region: 'eu-west-1' },
                  {
                    rule: { environment: 'production' },
                    region: 'eu-west-1',
                    wave: 2,
                  },
                ],
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
];
