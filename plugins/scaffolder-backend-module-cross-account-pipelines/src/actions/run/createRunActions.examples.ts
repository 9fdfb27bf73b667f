import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const executionId = '3137f7cb-7cf7-4abc-9e0d-c7a4d1b7a6d0';

const example = (
  name: string,
  description: string,
  input: object,
): TemplateExample => ({
  description,
  example: stringify({
    steps: [
      {
        id: name,
        action: `aws:codepipeline:${name}`,
        name: description,
        input: { pipelineArn, ...input },
      },
    ],
  }),
});

/** By the last part of the action's id. */
export const runExamples = {
  start: [
    example('start', 'Start a run and follow it', {}),
    example('start', 'Start a run of one object version with a variable', {
      variables: { Level: 'high' },
      sourceRevisions: [
        { action: 'Source', type: 'S3_OBJECT_VERSION_ID', value: 'abc' },
      ],
      wait: false,
    }),
  ],
  approve: [
    example('approve', 'Approve a release', {
      executionId,
      stage: 'Prod',
      action: 'Approve',
      comment: 'Go',
    }),
    example('approve', 'Reject a release', {
      executionId,
      stage: 'Prod',
      action: 'Approve',
      approve: false,
      comment: 'Not today',
    }),
  ],
  retry: [
    example('retry', 'Retry the stage that failed', {
      executionId,
      stage: 'Prod',
    }),
    example('retry', 'Retry a build', { executionId, stage: 'Build' }),
  ],
  stop: [
    example('stop', 'Stop a run', { executionId }),
    example('stop', 'Leave what an action is doing', {
      executionId,
      abandon: true,
      reason: 'Wrong commit',
    }),
  ],
  rollback: [
    example('rollback', 'Go back to the last run that succeeded', {
      stage: 'Prod',
    }),
    example('rollback', 'Go back to one run', {
      stage: 'Prod',
      targetExecutionId: executionId,
    }),
  ],
};
