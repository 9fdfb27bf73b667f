import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

export const examples: TemplateExample[] = [
  {
    description: 'Let an action of a pipeline work in another account',
    example: stringify({
      steps: [
        {
          id: 'attach',
          action: 'aws:cross-account-pipeline:attach',
          name: 'Attach the pipeline',
          input: {
            pipelineArn,
            actions: [
              { stage: 'Deploy', action: 'Prepare', account: '012345678901' },
            ],
          },
        },
      ],
    }),
  },
  {
    description: 'Add a stage that deploys into another account',
    example: stringify({
      steps: [
        {
          id: 'attach',
          action: 'aws:cross-account-pipeline:attach',
          name: 'Attach the pipeline',
          input: {
            pipelineArn,
            artifact: 'BuildArtifact',
            stages: [
              {
                name: 'Production',
                targets: [
                  {
                    account: '333333333333',
                    region: 'eu-west-1',
                    deploy: {
                      provider: 'CloudFormation',
                      stackName: 'orders',
                      templatePath: 'template.yaml',
                    },
                  },
                ],
              },
            ],
          },
        },
      ],
    }),
  },
];
