import { z } from 'zod';
import {
  accountId,
  pipelinePartName,
  region,
  roleArn,
  topicArn,
} from './awsSchemas';
import { deploySchema } from './deploySchema';
import { shaped, text } from './textSchema';

const approval = z.union([
  z.boolean(),
  z.strictObject({
    message: text({ max: 1000 }).optional(),
    reviewUrl: shaped(/^https?:\/\/\S+$/, 'a link that begins with https://', {
      max: 1000,
    }).optional(),
    notifyTopicArn: topicArn.optional(),
  }),
]);

/** `codepipeline/latest/userguide/limits` */
const maxRules = 5;

const rule = z.strictObject({
  name: pipelinePartName,
  provider: z.enum(
    ['CloudWatchAlarm', 'DeploymentWindow', 'LambdaInvoke', 'VariableCheck'],
    'must be CloudWatchAlarm, DeploymentWindow, LambdaInvoke or VariableCheck',
  ),
  configuration: z.record(
    // It reaches the template as a map, where `Ref` would be a function.
    shaped(
      /^(?!Ref$)[A-Z][A-Za-z]*$/,
      'the name of a setting such as AlarmName',
      {
        max: 50,
      },
    ),
    text({ max: 1000 }),
  ),
});

const condition = z.strictObject({
  result: z.enum(
    ['FAIL', 'SKIP', 'ROLLBACK'],
    'must be FAIL, SKIP or ROLLBACK',
  ),
  rules: z
    .array(rule)
    .min(1, 'must name at least one rule')
    .max(maxRules, `must name at most ${maxRules} rules`),
});

const failure = z
  .strictObject({
    result: z.enum(
      ['ROLLBACK', 'RETRY', 'FAIL'],
      'must be ROLLBACK, RETRY or FAIL',
    ),
    retry: z
      .enum(
        ['FAILED_ACTIONS', 'ALL_ACTIONS'],
        'must be FAILED_ACTIONS or ALL_ACTIONS',
      )
      .optional(),
  })
  .refine(({ result, retry }) => !retry || result === 'RETRY', {
    path: ['retry'],
    message: 'only goes with the result RETRY',
  });

const target = z.strictObject({
  account: accountId,
  region,
  name: text({ max: 60 }).optional(),
  wave: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .optional(),
  deploy: deploySchema,
  actionRoleArn: roleArn.optional(),
  deployRoleArn: roleArn.optional(),
});

export const stageSchema = z.strictObject({
  name: pipelinePartName,
  approval: approval.optional(),
  entry: condition.optional(),
  success: condition.optional(),
  failure: failure.optional(),
  targets: z.array(target).min(1, 'must name at least one target'),
});
