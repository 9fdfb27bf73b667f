import * as z from 'zod';
import {
  accountId,
  pipelinePartName,
  region,
  roleArn,
  topicArn,
} from '../vocabulary/awsSchemas';
import { deploySchema } from '../../providers/deploy/targetKinds';
import { shaped, text } from '../vocabulary/textSchema';
import { accountRuleSchema } from './accountRule';

const approval = z
  .union([
    z.boolean(),
    z.strictObject({
      message: text({ max: 1000 }).describe('Shown to reviewers').optional(),
      reviewUrl: shaped(
        /^https?:\/\/\S+$/,
        'a link that begins with https://',
        {
          max: 1000,
        },
      )
        .describe('What reviewers should look at')
        .optional(),
      notifyTopicArn: topicArn
        .describe(
          'ARN of the topic that tells reviewers; of the pipeline account and Region',
        )
        .optional(),
    }),
  ])
  // `true` asks for one without a message.
  .transform(given => (given === true ? {} : given || undefined));

/** `codepipeline/latest/userguide/limits` */
const maxRules = 5;

/** See `codepipeline/latest/userguide/rule-reference`. */
const ruleProviders = [
  'CloudWatchAlarm',
  'CodeBuild',
  'Commands',
  'DeploymentWindow',
  'LambdaInvoke',
  'VariableCheck',
] as const;

const maxCommands = 50;

const rule = z
  .strictObject({
    name: pipelinePartName.describe('Name of the rule'),
    provider: z
      .enum(
        ruleProviders,
        `must be ${ruleProviders.slice(0, -1).join(', ')} or ${ruleProviders.at(
          -1,
        )}`,
      )
      .describe('What judges it'),
    configuration: z
      .record(
        // It reaches the template as a map, where `Ref` would be a function.
        shaped(
          /^(?!Ref$)[A-Z][A-Za-z]*$/,
          'the name of a setting such as AlarmName',
          {
            max: 50,
          },
        ),
        text({ max: 1000 }),
      )
      .describe('Settings of the provider by name')
      .default({}),
    commands: z
      .array(text({ max: 1000 }))
      .min(1, 'must name at least one command')
      .max(maxCommands, `must name at most ${maxCommands} commands`)
      .describe('What to run, with the provider Commands')
      .optional(),
  })
  .refine(
    ({ provider, commands }) => (provider === 'Commands') === !!commands,
    {
      path: ['commands'],
      message: 'are for the provider Commands, which needs them',
    },
  );

const rules = z
  .array(rule)
  .min(1, 'must name at least one rule')
  .max(maxRules, `must name at most ${maxRules} rules`)
  .describe('One to five; all of them have to hold');

/** See `codepipeline/latest/userguide/concepts-how-it-works-conditions`. */
const entry = z
  .strictObject({
    result: z
      .enum(['FAIL', 'SKIP'], 'must be FAIL or SKIP')
      .describe(
        'What happens when a rule does not hold; SKIP goes with LambdaInvoke and VariableCheck only',
      ),
    rules,
  })
  .refine(
    ({ result, rules: own }) =>
      result !== 'SKIP' ||
      own.every(({ provider }) =>
        ['LambdaInvoke', 'VariableCheck'].includes(provider),
      ),
    {
      path: ['result'],
      message: 'can be SKIP with LambdaInvoke and VariableCheck only',
    },
  );

const success = z.strictObject({
  result: z
    .enum(['ROLLBACK', 'FAIL'], 'must be ROLLBACK or FAIL')
    .describe('What happens when a rule does not hold'),
  rules,
});

const failure = z
  .strictObject({
    result: z
      .enum(['ROLLBACK', 'RETRY', 'FAIL'], 'must be ROLLBACK, RETRY or FAIL')
      .describe('What happens then'),
    retry: z
      .enum(
        ['FAILED_ACTIONS', 'ALL_ACTIONS'],
        'must be FAILED_ACTIONS or ALL_ACTIONS',
      )
      .describe(
        'What is tried again, with the result RETRY. Default FAILED_ACTIONS',
      )
      .optional(),
  })
  .refine(({ result, retry }) => !retry || result === 'RETRY', {
    path: ['retry'],
    message: 'only goes with the result RETRY',
  });

export const targetSchema = z.strictObject({
  account: accountId.describe('The target account: twelve digits, in quotes'),
  region: region.describe('The Region to deploy to'),
  rule: accountRuleSchema
    .describe(
      'Instead of account: stands for one target in each configured account that it names. With account: what named it',
    )
    .optional(),
  name: text({ max: 60 })
    .describe(
      'What people call the account; in action names. Default: its configured name',
    )
    .optional(),
  wave: z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(100, 'must be at most 100')
    .describe(
      'Targets of a later wave wait for those of the earlier ones. Default 1',
    )
    .optional(),
  deploy: deploySchema.describe('What is done there'),
  actionRoleArn: roleArn
    .describe('A role that is there already, to work with instead of a new one')
    .optional(),
  deployRoleArn: roleArn
    .describe('A role that is there already, for CloudFormation to work with')
    .optional(),
});

export const stageSchema = z.strictObject({
  name: pipelinePartName.describe('Name of the stage'),
  approval: approval
    .describe(
      'Wait for a person before the targets: true, or what that person should know',
    )
    .optional(),
  entry: entry
    .describe('What has to hold for a V2 pipeline to enter')
    .optional(),
  success: success
    .describe('What has to hold for a V2 pipeline to call the stage a success')
    .optional(),
  failure: failure
    .describe('What a V2 pipeline does when the stage has failed')
    .optional(),
  targets: z
    .array(targetSchema)
    .min(1, 'must name at least one target')
    .describe('Accounts and Regions, worked on at the same time'),
});

/**
 * Stages run one after the other; the targets of a stage in parallel.
 *
 * @alpha
 */
export type StageSpec = z.output<typeof stageSchema>;

/**
 * One thing to do in one account and Region.
 *
 * @alpha
 */
export type TargetSpec = z.output<typeof targetSchema>;
