import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { offerRules, regionsOf } from './offerRules';

const account = (
  id: string,
  own: Partial<ConfiguredAccount>,
): ConfiguredAccount => ({
  id,
  name: id,
  regions: ['eu-west-1', 'us-east-1'],
  uses: ['target'],
  ...own,
});

describe('offerRules', () => {
  it('offers each environment, unit and tag once', () => {
    const inner = 'ou-ab12-22222222';
    expect(
      offerRules([
        account('1', {
          environment: 'prod',
          organizationalUnit: inner,
          organizationPath: `o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/${inner}`,
        }),
        account('2', { environment: 'prod', organizationalUnit: inner }),
        account('3', { tags: { tier: 'canary' } }),
      ]),
    ).toEqual([
      { environment: 'prod' },
      { organizationalUnit: 'ou-ab12-11111111', includeNested: true },
      { organizationalUnit: inner },
      { tags: { tier: 'canary' } },
    ]);
  });
});

describe('regionsOf', () => {
  it('has the Regions in which all that are named may work', () => {
    const rule = { environment: 'prod' };
    const first = account('1', rule);
    const second = account('2', { ...rule, regions: ['us-east-1'] });
    expect(regionsOf(rule, [first])).toEqual(['eu-west-1', 'us-east-1']);
    expect(regionsOf(rule, [first, second])).toEqual(['us-east-1']);
    expect(regionsOf({ environment: 'dev' }, [first])).toEqual([]);
  });
});
