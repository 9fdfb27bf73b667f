import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Take a pipeline off the page of a service',
    example: stringify({
      steps: [
        {
          id: 'unregister',
          name: 'Withdraw the registration',
          action: 'aws:cross-account-pipeline:unregister',
          input: {
            entityRef: 'component:default/orders',
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
          },
        },
      ],
    }),
  },
  {
    description: 'Take it off the page of the service that a form names',
    example: stringify({
      steps: [
        {
          id: 'unregister',
          name: 'Withdraw the registration',
          action: 'aws:cross-account-pipeline:unregister',
          input: {
            entityRef: '${{ parameters.component }}',
            pipelineArn: '${{ parameters.pipelineArn }}',
          },
        },
      ],
    }),
  },
];
