import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

const step = (input: object) =>
  stringify({
    steps: [
      {
        id: 'detach',
        action: 'aws:cross-account-pipeline:detach',
        name: 'Detach the pipeline',
        input,
      },
    ],
  });

export const examples: TemplateExample[] = [
  {
    description: 'Undo what attached a pipeline',
    example: step({ pipelineArn }),
  },
  {
    description: 'The same, with what the pipeline deployed',
    example: step({ pipelineArn, deleteApplicationStacks: true }),
  },
];
