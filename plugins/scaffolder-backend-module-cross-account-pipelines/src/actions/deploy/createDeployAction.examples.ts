import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Deploy what the render step wrote',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy foundation, target accounts and pipeline',
          action: 'aws:cross-account-pipeline:deploy',
        },
      ],
    }),
  },
  {
    description: 'Deploy from another folder, three stacks at a time',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Deploy foundation, target accounts and pipeline',
          action: 'aws:cross-account-pipeline:deploy',
          input: { path: 'infrastructure/pipeline', concurrency: 3 },
        },
      ],
    }),
  },
  {
    description:
      'Deploy a change that may lose accounts, and remove what is left over there',
    example: stringify({
      steps: [
        {
          id: 'deploy',
          name: 'Change the pipeline',
          action: 'aws:cross-account-pipeline:deploy',
          input: { allowLoss: true, removeLeftovers: true },
        },
      ],
    }),
  },
];
