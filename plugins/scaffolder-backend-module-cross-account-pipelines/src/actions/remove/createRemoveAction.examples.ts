import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Remove a pipeline and leave what it deployed',
    example: stringify({
      steps: [
        {
          id: 'remove',
          action: 'aws:cross-account-pipeline:remove',
          name: 'Remove the pipeline',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
          },
        },
      ],
    }),
  },
  {
    description: 'Remove a pipeline, what it deployed and all artifacts',
    example: stringify({
      steps: [
        {
          id: 'remove',
          action: 'aws:cross-account-pipeline:remove',
          name: 'Remove everything',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
            deleteApplicationStacks: true,
            emptyBuckets: true,
          },
        },
      ],
    }),
  },
];
