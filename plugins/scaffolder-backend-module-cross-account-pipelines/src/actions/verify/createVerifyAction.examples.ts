import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Fail the task when an account cannot be reached',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify every account',
          action: 'aws:cross-account-pipeline:verify',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
          },
        },
      ],
    }),
  },
  {
    description: 'Give IAM ten minutes to catch up',
    example: stringify({
      steps: [
        {
          id: 'verify',
          name: 'Verify every account',
          action: 'aws:cross-account-pipeline:verify',
          input: {
            pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
            timeoutSeconds: 600,
          },
        },
      ],
    }),
  },
];
