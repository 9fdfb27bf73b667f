import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { dev, prodEu, tools } from '../../__testUtils__/reports';
import { checkStages } from './checkStages';
import type { Translate } from '../fieldContext';
import type { StagesValue } from './targetsSchema';

const accounts: ConfiguredAccount[] = [
  { ...tools, uses: ['pipeline'], regions: ['eu-west-1'] },
  { ...dev, uses: ['target'], regions: ['eu-west-1', 'us-east-1'] },
  { ...prodEu, uses: ['target'], regions: ['eu-west-1'] },
];

const t = ((key: string, values?: Record<string, string>) =>
  [key, ...Object.values(values ?? {})].join(' ')) as unknown as Translate;

const check = (stages: unknown) =>
  checkStages({ stages: stages as StagesValue, accounts, t });

const target = (account: unknown = '012345678901', region = 'eu-west-1') => ({
  account,
  region,
});

describe('checkStages', () => {
  it('lets sound stages pass', () => {
    expect(
      check([
        {
          name: 'development',
          targets: [target(), target(undefined, 'us-east-1')],
        },
        {
          name: 'Prod.1@eu_-',
          approval: true,
          targets: [target('333333333333')],
        },
      ]),
    ).toEqual([]);
  });

  it.each([[undefined], [[]]])('asks for a stage where there is %p', stages => {
    expect(check(stages)).toEqual(['targetsField.required']);
  });

  it.each([
    ['an empty name', '', 'targetsField.noName 1'],
    ['a space', 'to production', 'targetsField.badName to production'],
    ['template syntax', '${{ 1 }}', 'targetsField.badName ${{ 1 }}'],
    [
      '101 characters',
      'x'.repeat(101),
      `targetsField.badName ${'x'.repeat(101)}`,
    ],
    ["a stage's own name", 'Source', 'targetsField.reservedName Source'],
  ])('refuses %s', (_, name, problem) => {
    expect(check([{ name, targets: [target()] }])).toEqual([problem]);
  });

  it('refuses two stages of one name, once', () => {
    const stages = ['eu-west-1', 'us-east-1'].map(region => ({
      name: 'same',
      targets: [target(undefined, region)],
    }));
    expect(check(stages)).toEqual(['targetsField.sameName same']);
  });

  it.each([[[]], [undefined]])('refuses a stage with targets %p', targets => {
    expect(check([{ name: 'a', targets }])).toEqual([
      'targetsField.noAccount a',
    ]);
  });

  it.each([
    ['a number, which has lost its zero', 12345678901],
    ['a number that happens to have twelve digits', 333333333333],
    ['eleven digits', '12345678901'],
    ['thirteen digits', '0123456789012'],
    ['no digits', 'dev'],
    ['digits with a line after them', '012345678901\n'],
    ['nothing', ''],
  ])('refuses %s as an account', (_, account) => {
    expect(check([{ name: 'a', targets: [target(account)] }])).toEqual([
      `accounts.badId ${account}`,
    ]);
  });

  it('refuses an account that is not configured, or not for this use', () => {
    expect(
      check([
        {
          name: 'a',
          targets: [target('999999999999'), target('111111111111')],
        },
      ]),
    ).toEqual([
      'accounts.notConfigured.target 999999999999',
      'accounts.notConfigured.target 111111111111',
    ]);
  });

  it('refuses a Region that the account does not have', () => {
    expect(
      check([
        { name: 'a', targets: [target('333333333333', 'us-east-1')] },
        { name: 'b', targets: [target('012345678901', '')] },
      ]),
    ).toEqual([
      'accounts.regionNotConfigured prod-eu (333333333333) us-east-1',
      'accounts.noRegion dev (012345678901)',
    ]);
  });

  it('refuses an account and Region chosen twice, wherever', () => {
    expect(
      check([
        { name: 'a', targets: [target()] },
        { name: 'b', targets: [target()] },
      ]),
    ).toEqual(['targetsField.sameTarget 012345678901 eu-west-1']);
  });

  it('takes a rule for all that it names', () => {
    const rule = { environment: 'production' };
    expect(
      check([{ name: 'a', targets: [{ rule, region: 'eu-west-1' }] }]),
    ).toEqual([]);
    expect(
      check([
        { name: 'a', targets: [{ rule, region: 'us-east-1' }] },
        { name: 'b', targets: [{ rule, region: 'us-east-1' }] },
        {
          name: 'c',
          targets: [{ rule: { environment: 'x' }, region: 'us-east-1' }],
        },
      ]),
    ).toEqual([
      'accounts.regionNotConfigured prod-eu (333333333333) us-east-1',
      'accounts.regionNotConfigured prod-eu (333333333333) us-east-1',
      'targetsField.ruleNamesNone environment=x',
      'targetsField.sameRule environment=production us-east-1',
    ]);
  });
});
