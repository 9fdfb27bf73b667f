import { describeMade } from './describeMade';

const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

const stack = (
  account: string,
  phase: 'foundation' | 'target' | 'pipeline',
  region = 'eu-west-1',
) => ({
  account,
  region,
  phase,
  stackName: `orders-${phase}`,
  outcome: 'created' as const,
});

describe('describeMade', () => {
  it('draws the accounts with their stacks, the pipeline on top', () => {
    const text = describeMade({
      pipelineArn,
      accounts: [
        { id: '111111111111', name: 'tools' },
        { id: '012345678901', name: 'dev' },
      ],
      stacks: [
        stack('111111111111', 'foundation'),
        stack('012345678901', 'target'),
        stack('333333333333', 'target'),
        { ...stack('333333333333', 'target', 'us-east-1'), outcome: 'updated' },
        stack('111111111111', 'pipeline'),
      ],
    });
    expect(/```text\n([^`]*)```/.exec(text)![1].split('\n')).toEqual([
      'tools (111111111111)  pipeline orders',
      '│   orders-foundation · eu-west-1 · created',
      '│   orders-pipeline · eu-west-1 · created',
      '├─▶ dev (012345678901)',
      '│       orders-target · eu-west-1 · created',
      '└─▶ 333333333333',
      '        orders-target · eu-west-1 · created',
      '        orders-target · us-east-1 · updated',
      '',
    ]);
    expect(text).toMatch(/^Pipeline \*\*orders\*\* in tools \(111111111111\)/);
  });

  it('has no account below a pipeline that stays in its own', () => {
    const text = describeMade({
      pipelineArn,
      accounts: [],
      stacks: [
        stack('111111111111', 'foundation'),
        stack('111111111111', 'target'),
      ],
    });
    expect(text).not.toContain('▶');
    expect(text).toContain('│   orders-target · eu-west-1 · created');
  });
});
