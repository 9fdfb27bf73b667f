import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import { findBehindRules } from './findBehindRules';
import { parsePipelineSpec } from './parsePipelineSpec';

const region = 'eu-west-1';

function account(id: string, environment: string): ConfiguredAccount {
  const name = `${environment}-${id[0]}`;
  return { id, name, environment, regions: [region], uses: ['target'] };
}

const first = account('333333333333', 'prod');
const second = account('444444444444', 'prod');
const dev = account('222222222222', 'dev');

const spec = (targets: object[], accounts: ConfiguredAccount[]) =>
  parsePipelineSpec(
    {
      name: 'orders',
      account: dev.id,
      region,
      source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
      test: {},
      deploy: {
        provider: 'CloudFormation',
        stackName: 'orders',
        templatePath: 'template.yaml',
      },
      stages: [{ name: 'Prod', targets }],
    },
    { accounts: [dev, ...accounts].map(withBothUses) },
  );

function withBothUses(one: ConfiguredAccount): ConfiguredAccount {
  return { ...one, uses: ['pipeline', 'target'] };
}

const rule = { environment: 'prod' };

describe('findBehindRules', () => {
  it('finds nothing while a rule names those that are reached', () => {
    const reached = spec([{ rule, region }], [first, second]);
    expect(findBehindRules(reached, [dev, first, second])).toEqual([]);
  });

  it('finds an account that a rule names by now, once', () => {
    const reached = spec([{ rule, region }], [first]);
    expect(findBehindRules(reached, [dev, first, second])).toEqual([
      {
        rule: 'targets-behind-rule',
        health: 'warning',
        message:
          'prod-4 (444444444444) is not reached yet: environment=prod of stage Prod names it by now. Change the pipeline, and it is reached.',
        messagePhrases: [
          {
            id: 'finding.not-reached',
            values: {
              account: 'prod-4 (444444444444)',
              rule: 'environment=prod',
              stage: 'Prod',
            },
          },
        ],
        account: '444444444444',
        evidence: [],
      },
    ]);
  });

  it('finds an account that a rule does not name any more', () => {
    const reached = spec([{ rule, region }], [first, second]);
    const found = findBehindRules(reached, [
      dev,
      first,
      account(second.id, 'x'),
    ]);
    expect(found.map(({ message }) => message)).toEqual([
      'x-4 (444444444444) is still reached, and environment=prod of stage Prod does not name it any more: a change of the pipeline drops it.',
    ]);
    expect(findBehindRules(reached, [dev, first])).toMatchObject(
      [{ account: second.id, message: /^444444444444 is still reached/ }].map(
        each => ({ ...each, message: expect.stringMatching(each.message) }),
      ),
    );
  });

  it('counts what the stage names otherwise as reached', () => {
    const named = [
      { account: second.id, region },
      { rule, region },
    ];
    const reached = spec(named, [first, second]);
    expect(findBehindRules(reached, [dev, first, second])).toEqual([]);
  });

  it('has nothing to say where no rule is', () => {
    const reached = spec([{ account: first.id, region }], [first]);
    expect(findBehindRules(reached, [dev, first, second])).toEqual([]);
  });
});
