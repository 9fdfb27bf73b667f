import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { proposeStages } from './proposeStages';

const account = (
  id: string,
  environment: string | undefined,
  regions = ['eu-west-1'],
): ConfiguredAccount => ({
  id,
  name: `account-${id.slice(0, 1)}`,
  environment,
  regions,
  uses: ['target'],
});

describe('proposeStages', () => {
  it('makes a stage of each environment in the order of app-config', () => {
    expect(
      proposeStages([
        account('012345678901', 'development', ['us-east-1', 'eu-west-1']),
        account('333333333333', 'production'),
        account('222222222222', 'staging'),
        account('444444444444', 'production'),
      ]),
    ).toEqual([
      {
        name: 'development',
        targets: [
          { name: 'account-0', account: '012345678901', region: 'us-east-1' },
        ],
      },
      {
        name: 'production',
        targets: [
          { name: 'account-3', account: '333333333333', region: 'eu-west-1' },
          { name: 'account-4', account: '444444444444', region: 'eu-west-1' },
        ],
      },
      {
        name: 'staging',
        targets: [
          { name: 'account-2', account: '222222222222', region: 'eu-west-1' },
        ],
      },
    ]);
  });

  it('calls a stage by its account where there is no environment', () => {
    const [stage] = proposeStages([account('555555555555', undefined)]);
    expect(stage.name).toBe('account-5');
  });

  it('makes names that CodePipeline takes', () => {
    const names = proposeStages([
      account('555555555555', 'pre production / EU'),
      account('666666666666', 'x'.repeat(200)),
    ]).map(({ name }) => name);
    expect(names).toEqual(['pre-production-EU', 'x'.repeat(100)]);
  });

  it('chooses no account where there are too many to want them all', () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      account(String(500000000000 + i), i % 2 ? 'staging' : 'production'),
    );
    expect(proposeStages(many.slice(0, 12))[0].targets).toHaveLength(6);
    expect(proposeStages(many)).toEqual([
      { name: 'production', targets: [] },
      { name: 'staging', targets: [] },
    ]);
  });
});
