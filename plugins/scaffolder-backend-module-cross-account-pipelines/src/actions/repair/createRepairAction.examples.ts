import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Undo what was changed in a pipeline outside CloudFormation',
    example: stringify({
      steps: [
        {
          id: 'repair',
          action: 'aws:cross-account-pipeline:repair',
          name: 'Repair the pipeline',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
          },
        },
      ],
    }),
  },
  {
    description: 'The same, two stacks at a time',
    example: stringify({
      steps: [
        {
          id: 'repair',
          action: 'aws:cross-account-pipeline:repair',
          name: 'Repair the pipeline',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
            concurrency: 2,
          },
        },
      ],
    }),
  },
];
