import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const pipelineArns = ['orders', 'payments', 'invoices'].map(
  name => `arn:aws:codepipeline:eu-west-1:111111111111:${name}`,
);

const example = (description: string, input: object): TemplateExample => ({
  description,
  example: stringify({
    steps: [
      {
        id: 'roll-out',
        action: 'aws:cross-account-pipeline:roll-out',
        name: description,
        input: { pipelineArns, ...input },
      },
    ],
  }),
});

export const examples: TemplateExample[] = [
  example('Bring the templates and guardrails of the portal to pipelines', {}),
  example('See what would become of all that you may change', {
    pipelineArns: undefined,
    planOnly: true,
  }),
  example('Templates of a folder, two canaries, then five at a time', {
    templates: 'cloudformation',
    canary: 2,
    wave: 5,
  }),
];
