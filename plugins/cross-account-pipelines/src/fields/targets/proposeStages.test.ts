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

const propose = (accounts: ConfiguredAccount[], pipelineRegion?: string) =>
  proposeStages({
    accounts,
    pipelineRegion,
    questionFor: stage => `Go on to ${stage}?`,
  });

describe('proposeStages', () => {
  it('makes a stage of each environment, production last and after an approval', () => {
    expect(
      propose([
        account('333333333333', 'production'),
        account('012345678901', 'development', ['us-east-1', 'eu-west-1']),
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
        name: 'staging',
        targets: [
          { name: 'account-2', account: '222222222222', region: 'eu-west-1' },
        ],
      },
      {
        name: 'production',
        approval: { message: 'Go on to production?' },
        targets: [
          { name: 'account-3', account: '333333333333', region: 'eu-west-1' },
          { name: 'account-4', account: '444444444444', region: 'eu-west-1' },
        ],
      },
    ]);
  });

  it.each([
    [
      ['prod-eu', 'pre-prod', 'qa', 'dev'],
      ['dev', 'qa', 'pre-prod', 'prod-eu'],
    ],
    [
      ['Live', 'UAT', 'Integration', 'Sandbox'],
      ['Sandbox', 'Integration', 'UAT', 'Live'],
    ],
    [
      ['production', 'blue', 'development'],
      ['development', 'blue', 'production'],
    ],
    [
      ['eu_prod', 'eu_test'],
      ['eu_test', 'eu_prod'],
    ],
    // What is called like none keeps the order of app-config.
    [
      ['yellow', 'blue'],
      ['yellow', 'blue'],
    ],
  ])('puts %j in order', (environments, expected) => {
    const accounts = environments.map((environment, index) =>
      account(String(500000000000 + index), environment),
    );
    expect(propose(accounts).map(({ name }) => name)).toEqual(expected);
  });

  it('asks for no approval where nothing comes before', () => {
    const [stage] = propose([account('333333333333', 'production')]);
    expect(stage).not.toHaveProperty('approval');
  });

  it("keeps to the pipeline's Region where an account may", () => {
    const regions = propose(
      [
        account('012345678901', 'dev', ['us-east-1', 'eu-west-1']),
        account('222222222222', 'dev', ['us-east-1']),
      ],
      'eu-west-1',
    ).flatMap(({ targets }) => targets.map(({ region }) => region));
    expect(regions).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('calls a stage by its account where there is no environment', () => {
    const [stage] = propose([account('555555555555', undefined)]);
    expect(stage.name).toBe('account-5');
  });

  it('makes names that CodePipeline takes', () => {
    const names = propose([
      account('555555555555', 'customer one / EU'),
      account('666666666666', 'x'.repeat(200)),
    ]).map(({ name }) => name);
    expect(names).toEqual(['customer-one-EU', 'x'.repeat(100)]);
  });

  it('chooses no account where there are too many to want them all', () => {
    const many = Array.from({ length: 13 }, (_, i) =>
      account(String(500000000000 + i), i % 2 ? 'staging' : 'development'),
    );
    expect(propose(many.slice(0, 12))[0].targets).toHaveLength(6);
    expect(propose(many)).toEqual([
      { name: 'development', targets: [] },
      { name: 'staging', targets: [] },
    ]);
  });
});
