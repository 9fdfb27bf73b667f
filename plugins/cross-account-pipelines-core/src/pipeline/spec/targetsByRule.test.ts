import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import type { AccountRule } from './accountRule';
import { foldSpec } from './foldSpec';
import { parsePipelineSpec } from './parsePipelineSpec';

const region = 'eu-west-1';
const other = 'us-east-1';

function account(
  id: string,
  own: Partial<ConfiguredAccount> = {},
): ConfiguredAccount {
  const regions = [region, other];
  return { id, name: `account-${id[0]}`, regions, uses: ['target'], ...own };
}

const accounts = [
  account('111111111111', { uses: ['pipeline'], environment: 'prod' }),
  account('222222222222', { environment: 'dev' }),
  account('333333333333', { environment: 'prod', tags: { tier: 'canary' } }),
  account('444444444444', { environment: 'prod' }),
];

const deploy = {
  provider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

const specOf = (...targets: object[]) => ({
  name: 'orders',
  account: '111111111111',
  region,
  source: { provider: 'S3', bucket: 'sources', objectKey: 'orders.zip' },
  deploy,
  stages: [{ name: 'Prod', targets }],
});

const prod: AccountRule = { environment: 'prod' };
const canary: AccountRule = { tags: { tier: 'canary' } };

const targetsOf = (spec: object, known = accounts) =>
  parsePipelineSpec(spec, { accounts: known }).stages[0].targets;

const placesOf = (spec: object, known = accounts) =>
  targetsOf(spec, known).map(each =>
    [each.account, each.region, each.wave, each.deploy.provider]
      .filter(Boolean)
      .join(' '),
  );

const problemOf = (spec: object, known?: ConfiguredAccount[]) => {
  try {
    parsePipelineSpec(spec, { accounts: known });
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

describe('a target by rule', () => {
  it('stands for one in each account that it names, which go on saying so', () => {
    expect(targetsOf(specOf({ rule: prod, region, wave: 2 }))).toEqual(
      ['333333333333', '444444444444'].map(id => ({
        account: id,
        name: `account-${id[0]}`,
        region,
        rule: prod,
        wave: 2,
        deploy: { ...deploy, mode: 'change-set' },
      })),
    );
  });

  it('goes with several Regions and with a test', () => {
    const spec = specOf({ rule: prod, regions: [other, region] });
    expect(placesOf({ ...spec, test: {} })).toEqual(
      [other, region].flatMap(place =>
        ['333333333333', '444444444444'].flatMap(id => [
          `${id} ${place} 1 CloudFormation`,
          `${id} ${place} 2 CodeBuild`,
        ]),
      ),
    );
  });

  it('fills in what is deployed in each account', () => {
    const spec = specOf({
      rule: prod,
      region,
      deploy: { provider: 'S3', bucket: 'files-${AWS::AccountId}' },
    });
    expect(targetsOf(spec).map(each => each.deploy)).toMatchObject([
      { bucket: 'files-333333333333' },
      { bucket: 'files-444444444444' },
    ]);
  });

  it('leaves out what the stage names for the same otherwise', () => {
    const first = { rule: canary, region };
    const rest = { rule: prod, region, wave: 2 };
    expect(placesOf(specOf(first, rest))).toEqual([
      '333333333333 eu-west-1 CloudFormation',
      '444444444444 eu-west-1 2 CloudFormation',
    ]);
    const named = { account: '444444444444', region };
    expect(placesOf(specOf(rest, named))).toEqual([
      '333333333333 eu-west-1 2 CloudFormation',
      '444444444444 eu-west-1 CloudFormation',
    ]);
  });

  it('names an account for everything that differs', () => {
    const files = { provider: 'S3', bucket: 'files' };
    expect(
      placesOf(
        specOf(
          { rule: prod, region: other, deploy: files },
          { rule: prod, region, deploy: files },
          { rule: prod, region, wave: 2 },
        ),
      ),
    ).toHaveLength(6);
  });

  it('is taken as it was resolved, without knowing any account', () => {
    const once = parsePipelineSpec(specOf({ rule: prod, region }), {
      accounts,
    });
    expect(parsePipelineSpec(once)).toEqual(once);
    expect(JSON.stringify(parsePipelineSpec(once))).toBe(JSON.stringify(once));
  });

  it.each([
    [
      { rule: { environment: 'test' }, region },
      accounts,
      'stages[0].targets[0].rule: environment=test names none of the configured target accounts (crossAccountPipelines.accounts)',
    ],
    [
      { rule: prod, region },
      undefined,
      'stages[0].targets[0].rule: environment=prod chooses from the configured accounts, and none are given (crossAccountPipelines.accounts)',
    ],
    [
      { rule: {}, region },
      accounts,
      'stages[0].targets[0].rule: must name an environment, an organizational unit or tags',
    ],
    [
      { rule: { env: 'prod', environment: 'prod' }, region },
      accounts,
      'stages[0].targets[0].rule.env: is not a field of a pipeline spec',
    ],
    [
      { rule: prod, region, name: 'prod' },
      accounts,
      'stages[0].targets[0].name: is for one account; those of a rule have their own',
    ],
    [
      { rule: prod, region: 'eu-central-1' },
      accounts,
      [
        'stages[0].targets[0].region: eu-central-1 is not a Region of account-3 (333333333333); it has eu-west-1, us-east-1',
        'stages[0].targets[0].region: eu-central-1 is not a Region of account-4 (444444444444); it has eu-west-1, us-east-1',
      ].join('\n'),
    ],
    [{ rule: prod }, accounts, 'stages[0].targets[0].region: is missing'],
    [
      { rule: prod, region },
      Array.from({ length: 1001 }, (_, index) =>
        account(String(200_000_000_000 + index), { environment: 'prod' }),
      ),
      'stages[0].targets[0].rule: environment=prod names 1001 accounts; one rule may name 1000',
    ],
  ])('is refused: %j', (target, known, problem) => {
    expect(problemOf(specOf(target), known)).toBe(problem);
  });

  it('is refused where it adds nothing', () => {
    const named = { account: '333333333333', region };
    const spec = specOf(named, { rule: canary, region });
    expect(problemOf(spec, accounts)).toBe(
      'stages[0].targets[1].rule: tags.tier=canary names no account that the stage does not name already',
    );
  });
});

describe('foldSpec', () => {
  const fold = (spec: object) =>
    foldSpec(parsePipelineSpec(spec, { accounts })) as any;

  it.each([
    [specOf({ rule: prod, region, wave: 2 })],
    [specOf({ rule: canary, region }, { rule: prod, region, wave: 2 })],
    [{ ...specOf({ rule: prod, region }), test: {} }],
    [
      specOf(
        { account: '222222222222', region },
        {
          rule: prod,
          region,
          deploy: {
            provider: 'S3',
            bucket: 'files-${AWS::AccountId}',
            extract: true,
          },
        },
      ),
    ],
  ])('says the rule once, which then names those of the day: %j', spec => {
    const folded = fold(spec);
    expect(folded.stages[0].targets).toHaveLength(
      spec.stages[0].targets.length,
    );
    expect(parsePipelineSpec(folded, { accounts })).toEqual(
      parsePipelineSpec(spec, { accounts }),
    );
    const more = [
      ...accounts,
      account('555555555555', { environment: 'prod' }),
    ];
    expect(placesOf(folded, more)).toEqual(placesOf(spec, more));
    expect(placesOf(folded, more).length).toBeGreaterThan(
      placesOf(folded).length,
    );
  });

  it('keeps an account apart that was named beside the rule', () => {
    const rest = { rule: prod, region, wave: 2 };
    const named = { account: '333333333333', region };
    const { targets } = fold(specOf(named, rest)).stages[0];
    expect(targets).toEqual([{ ...named, name: 'account-3' }, rest]);
  });
});
