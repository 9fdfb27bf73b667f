import { stageSchema } from './stageSchema';

const target = {
  account: '012345678901',
  region: 'eu-west-1',
  deploy: {
    provider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  },
};
const rule = { name: 'r', provider: 'VariableCheck' };

function problemsOf(more: object): string[] {
  const { error } = stageSchema.safeParse({
    name: 'Dev',
    targets: [target],
    ...more,
  });
  return (error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
}

const many = <T>(count: number, item: T) => Array<T>(count).fill(item);

describe('stageSchema', () => {
  it.each<[string, object]>([
    ['no more than its targets', {}],
    ['an approval', { approval: true }],
    ['no approval', { approval: false }],
    [
      'an approval that says why',
      {
        approval: {
          message: 'Go?',
          reviewUrl: 'https://example.com/a',
          notifyTopicArn: 'arn:aws:sns:eu-west-1:012345678901:t',
        },
      },
    ],
    [
      'as many rules as AWS takes',
      { entry: { result: 'FAIL', rules: many(5, rule) } },
    ],
    [
      'skipping by a variable or a function',
      {
        entry: {
          result: 'SKIP',
          rules: [rule, { name: 's', provider: 'LambdaInvoke' }],
        },
      },
    ],
    [
      'commands',
      {
        success: {
          result: 'ROLLBACK',
          rules: [
            { name: 'c', provider: 'Commands', commands: many(50, 'make') },
          ],
        },
      },
    ],
    ['another try', { failure: { result: 'RETRY', retry: 'ALL_ACTIONS' } }],
    ['another try of what failed', { failure: { result: 'RETRY' } }],
    ['a wave', { targets: [{ ...target, wave: 100 }] }],
  ])('takes %s', (_, more) => {
    expect(problemsOf(more)).toEqual([]);
  });

  it.each<[string, object, string[]]>([
    ['no target', { targets: [] }, ['targets: must name at least one target']],
    [
      'a wave before the first',
      { targets: [{ ...target, wave: 0 }] },
      ['targets.0.wave: must be at least 1'],
    ],
    [
      'a wave beyond the last',
      { targets: [{ ...target, wave: 101 }] },
      ['targets.0.wave: must be at most 100'],
    ],
    [
      'half a wave',
      { targets: [{ ...target, wave: 1.5 }] },
      ['targets.0.wave: must be a whole number'],
    ],
    [
      'no rule',
      { entry: { result: 'FAIL', rules: [] } },
      ['entry.rules: must name at least one rule'],
    ],
    [
      'more rules than AWS takes',
      { entry: { result: 'FAIL', rules: many(6, rule) } },
      ['entry.rules: must name at most 5 rules'],
    ],
    [
      'skipping by another rule',
      {
        entry: {
          result: 'SKIP',
          rules: [rule, { name: 'a', provider: 'CloudWatchAlarm' }],
        },
      },
      ['entry.result: can be SKIP with LambdaInvoke and VariableCheck only'],
    ],
    [
      'an entry that rolls back',
      { entry: { result: 'ROLLBACK', rules: [rule] } },
      ['entry.result: must be FAIL or SKIP'],
    ],
    [
      'a success that skips',
      { success: { result: 'SKIP', rules: [rule] } },
      ['success.result: must be ROLLBACK or FAIL'],
    ],
    [
      'a failure that skips',
      { failure: { result: 'SKIP' } },
      ['failure.result: must be ROLLBACK, RETRY or FAIL'],
    ],
    [
      'what to try again without trying again',
      { failure: { result: 'FAIL', retry: 'ALL_ACTIONS' } },
      ['failure.retry: only goes with the result RETRY'],
    ],
    [
      'another thing to try again',
      { failure: { result: 'RETRY', retry: 'NONE' } },
      ['failure.retry: must be FAILED_ACTIONS or ALL_ACTIONS'],
    ],
    [
      'Commands without commands',
      {
        success: {
          result: 'FAIL',
          rules: [{ name: 'c', provider: 'Commands' }],
        },
      },
      [
        'success.rules.0.commands: are for the provider Commands, which needs them',
      ],
    ],
    [
      'commands of another provider',
      {
        success: { result: 'FAIL', rules: [{ ...rule, commands: ['make'] }] },
      },
      [
        'success.rules.0.commands: are for the provider Commands, which needs them',
      ],
    ],
    [
      'no command',
      {
        success: {
          result: 'FAIL',
          rules: [{ name: 'c', provider: 'Commands', commands: [] }],
        },
      },
      ['success.rules.0.commands: must name at least one command'],
    ],
    [
      'too many commands',
      {
        success: {
          result: 'FAIL',
          rules: [
            { name: 'c', provider: 'Commands', commands: many(51, 'make') },
          ],
        },
      },
      ['success.rules.0.commands: must name at most 50 commands'],
    ],
    [
      'a provider of no rule',
      { entry: { result: 'FAIL', rules: [{ name: 'x', provider: 'Luck' }] } },
      [
        'entry.rules.0.provider: must be CloudWatchAlarm, CodeBuild, Commands, DeploymentWindow, LambdaInvoke or VariableCheck',
      ],
    ],
  ])('names %s', (_, more, problems) => {
    expect(problemsOf(more)).toEqual(problems);
  });

  it('takes an approval without a message for one that says nothing', () => {
    const approvalOf = (approval: unknown) =>
      stageSchema.parse({ name: 'Dev', targets: [target], approval }).approval;
    expect(approvalOf(true)).toEqual({});
    expect(approvalOf(false)).toBeUndefined();
    expect(approvalOf({ message: 'Go?' })).toEqual({ message: 'Go?' });
  });

  it('does not let a setting be a function of CloudFormation', () => {
    const settings = (configuration: object) =>
      stageSchema.safeParse({
        name: 'Dev',
        targets: [target],
        entry: { result: 'FAIL', rules: [{ ...rule, configuration }] },
      }).success;
    expect(settings({ Variable: 'a', Operator: 'EQ' })).toBe(true);
    expect(settings({ Ref: 'a' })).toBe(false);
    expect(settings({ 'Fn::Sub': 'a' })).toBe(false);
    expect(settings({ variable: 'a' })).toBe(false);
  });
});
