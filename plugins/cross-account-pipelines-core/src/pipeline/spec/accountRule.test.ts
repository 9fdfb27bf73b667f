import type { ConfiguredAccount } from '../vocabulary/ConfiguredAccount';
import {
  type AccountRule,
  accountRuleSchema,
  coversAccount,
  describeRule,
} from './accountRule';

const root = 'o-a1b2c3d4e5/r-ab12';
const outer = 'ou-ab12-11111111';
const inner = 'ou-ab12-22222222';

const dev: ConfiguredAccount = {
  id: '222222222222',
  name: 'dev',
  environment: 'development',
  regions: ['eu-west-1'],
  uses: ['target'],
  organizationalUnit: inner,
  organizationPath: `${root}/${outer}/${inner}`,
  tags: { team: 'orders', tier: '2' },
};

describe('coversAccount', () => {
  it.each<[AccountRule, boolean]>([
    [{ environment: 'development' }, true],
    [{ environment: 'dev' }, false],
    [{ tags: { team: 'orders' } }, true],
    [{ tags: { team: 'orders', tier: '1' } }, false],
    [{ tags: { toString: 'orders' } }, false],
    [{ organizationalUnit: inner }, true],
    [{ organizationalUnit: outer }, false],
    [{ organizationalUnit: outer, includeNested: true }, true],
    [{ organizationalUnit: 'r-ab12', includeNested: true }, true],
    [{ organizationalUnit: 'ou-ab12-1111', includeNested: true }, false],
    [{ environment: 'development', tags: { tier: '2' } }, true],
    [{ environment: 'development', organizationalUnit: outer }, false],
  ])('says of %j: %s', (rule, covered) => {
    expect(coversAccount(rule, dev)).toBe(covered);
  });

  it('covers none that pipelines may not deploy to', () => {
    const rule = { environment: 'development' };
    expect(coversAccount(rule, { ...dev, uses: ['pipeline'] })).toBe(false);
  });

  it('knows an account in a unit by that alone', () => {
    const { organizationPath: _, ...known } = dev;
    const rule = { organizationalUnit: inner, includeNested: true };
    expect(coversAccount(rule, known)).toBe(true);
  });

  it('covers none of which it knows nothing', () => {
    const unknown = { id: dev.id, name: 'dev', regions: [], uses: dev.uses };
    expect(coversAccount({ environment: 'development' }, unknown)).toBe(false);
    expect(coversAccount({ tags: { team: 'orders' } }, unknown)).toBe(false);
    expect(coversAccount({ organizationalUnit: inner }, unknown)).toBe(false);
  });
});

describe('describeRule', () => {
  it('names all that has to hold', () => {
    expect(
      describeRule({
        environment: 'production',
        organizationalUnit: outer,
        includeNested: true,
        tags: { team: 'orders', tier: '2' },
      }),
    ).toBe(
      'environment=production, organizationalUnit=ou-ab12-11111111/*, tags.team=orders, tags.tier=2',
    );
  });
});

describe('accountRuleSchema', () => {
  it.each([
    [{}, 'must name an environment, an organizational unit or tags'],
    [{ tags: {} }, 'must name an environment, an organizational unit or tags'],
    [{ organizationalUnit: 'Workloads' }, /must be the id of an organ/],
    [
      { environment: 'x', includeNested: true },
      'is for an organizationalUnit, which the rule does not name',
    ],
  ])('refuses %j', (rule, message) => {
    const { error } = accountRuleSchema.safeParse(rule);
    expect(error!.issues[0].message).toMatch(message);
  });
});
