import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Show a pipeline on the page of the service it deploys',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Register the pipeline',
          action: 'aws:cross-account-pipeline:register',
          input: {
            entityRef: 'component:default/orders',
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
          },
        },
      ],
    }),
  },
  {
    description: 'Register what an earlier step deployed',
    example: stringify({
      steps: [
        {
          id: 'register',
          name: 'Register the pipeline',
          action: 'aws:cross-account-pipeline:register',
          input: {
            entityRef: '${{ parameters.component }}',
            pipelineArn: '${{ steps.deploy.output.pipelineArn }}',
          },
        },
      ],
    }),
  },
];
