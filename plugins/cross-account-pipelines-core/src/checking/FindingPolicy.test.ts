import {
  applyFindingPolicy,
  FindingPolicyError,
  parseFindingPolicy,
  type FindingPolicyRule,
  type LevelledFinding,
} from './FindingPolicy';

const wide: LevelledFinding = {
  rule: 'trust-accepts-whole-account',
  level: 'warning',
  pipeline: 'orders',
  account: '012345678901',
};

const broken: LevelledFinding = { rule: 'H6', level: 'error' };

function apply(
  rules: FindingPolicyRule[],
  findings: LevelledFinding[] = [wide],
  now = new Date('2026-12-31T12:00:00Z'),
) {
  return applyFindingPolicy({ policy: { version: 1, rules }, findings, now });
}

describe('applyFindingPolicy', () => {
  it('leaves alone what no rule fits, and says which rules fitted nothing', () => {
    const rules: FindingPolicyRule[] = [
      { rule: 'other', level: 'error' },
      { rule: wide.rule, account: '222222222222', level: 'error' },
      { rule: wide.rule, pipeline: 'payments', level: 'error' },
    ];
    expect(apply(rules)).toEqual({ findings: [wide], unused: rules });
  });

  it.each([
    ['its rule', {}],
    ['its account', { account: wide.account }],
    ['its pipeline', { pipeline: wide.pipeline }],
  ])('changes the level of a finding by %s', (_, selector) => {
    const { findings, unused } = apply(
      [{ rule: wide.rule, ...selector, level: 'error' }],
      [wide, broken],
    );
    expect(findings).toEqual([{ ...wide, level: 'error' }, broken]);
    expect(unused).toEqual([]);
  });

  it('lets the first rule that fits decide', () => {
    const { findings, unused } = apply([
      { rule: wide.rule, account: wide.account, level: 'note' },
      { rule: wide.rule, level: 'error' },
    ]);
    expect(findings).toEqual([{ ...wide, level: 'note' }]);
    expect(unused).toEqual([]);
  });

  const waiver = { waive: 'SEC-12', until: '2026-12-31' };

  it.each(['2026-12-31T00:00:00Z', '2026-12-31T23:59:59Z'])(
    'waives a broken hop to the end of the last day: %s',
    now => {
      expect(
        apply([{ rule: 'H6', ...waiver }], [broken], new Date(now)).findings,
      ).toEqual([{ ...broken, waived: waiver }]);
    },
  );

  it('does not waive any more the day after, and goes on to the next rule', () => {
    const tomorrow = new Date('2027-01-01T00:00:00Z');
    const expired = { rule: wide.rule, ...waiver };
    expect(apply([expired], [wide], tomorrow)).toEqual({
      findings: [{ ...wide, expired: waiver }],
      unused: [],
    });
    expect(
      apply([expired, { rule: wide.rule, level: 'error' }], [wide], tomorrow)
        .findings,
    ).toEqual([{ ...wide, level: 'error' }]);
  });
});

describe('parseFindingPolicy', () => {
  it('takes levels and waivers', () => {
    const policy = {
      version: 1,
      rules: [
        { rule: 'H6', account: '012345678901', level: 'error' },
        { rule: 'H5', pipeline: 'orders', waive: 'why', until: '2028-02-29' },
      ],
    };
    expect(parseFindingPolicy(policy)).toEqual(policy);
  });

  it('takes the ids of the validation of templates', () => {
    const rules = [{ rule: 'E3012', level: 'note' }];
    expect(parseFindingPolicy({ version: 1, rules }).rules).toEqual(rules);
  });

  const waiver = { rule: 'H5', waive: 'why', until: '2027-01-01' };

  it.each([
    ['nothing', undefined, 'must be a map'],
    ['another version', { version: 2, rules: [] }, 'version: must be 1'],
    ['no list', { version: 1, rules: {} }, 'rules: must be a list'],
    ['a text', { version: 1, rules: ['H5'] }, 'rules[0]: must be a map'],
    [
      'a rule that changes nothing',
      { version: 1, rules: [{ rule: 'H5' }] },
      'rules[0]: must have either level, or waive (the reason) and until (the last day)',
    ],
    [
      'a waiver without an end',
      { version: 1, rules: [{ ...waiver, until: undefined }] },
      'rules[0]: must have either level, or waive (the reason) and until (the last day)',
    ],
    [
      'both a level and a waiver',
      { version: 1, rules: [{ ...waiver, level: 'error' }] },
      'rules[0]: must have either level, or waive (the reason) and until (the last day)',
    ],
    [
      'a waiver without a reason',
      { version: 1, rules: [{ ...waiver, waive: ' ' }] },
      'rules[0].waive: must not be empty',
    ],
    [
      'a day that there is not',
      { version: 1, rules: [{ ...waiver, until: '2027-02-30' }] },
      'rules[0].until: must be a day such as 2027-03-31',
    ],
    [
      'an account that lost its zero',
      { version: 1, rules: [{ ...waiver, account: 12345678901 }] },
      'rules[0].account: must be text: twelve digits in quotes',
    ],
    [
      'a field of another name, and the next rule',
      { version: 1, rules: [{ ...waiver, reason: 'why' }, { rule: 5 }] },
      'rules[0]: there is no field reason\nrules[1].rule: must be text',
    ],
    [
      'a rule that there is not',
      { version: 1, rules: [{ ...waiver, rule: 'trust-accept-whole-acount' }] },
      'rules[0].rule: there is no rule "trust-accept-whole-acount": did you mean "trust-accepts-whole-account"?',
    ],
    [
      'a hop that there is not',
      { version: 1, rules: [{ ...waiver, rule: 'H99' }] },
      'rules[0].rule: there is no rule "H99": did you mean "H9"?',
    ],
    [
      'a rule like no other',
      { version: 1, rules: [{ ...waiver, rule: 'everything' }] },
      'rules[0].rule: there is no rule "everything"',
    ],
  ])('refuses %s', (_, input, message) => {
    expect(() => parseFindingPolicy(input)).toThrow(
      new FindingPolicyError(message),
    );
  });
});
