import { Fingerprints } from './Fingerprints';

const estate = () => ({
  accounts: {
    '111111111111': {
      roles: { a: { policies: [{ Sid: 'A' }, { Sid: 'B' }] } },
      missing: ['x', 'y'],
      policy: 'x'.repeat(500),
      unread: undefined as string[] | undefined,
    },
  },
});

describe('Fingerprints', () => {
  const fingerprints = new Fingerprints();
  const same = fingerprints.of(estate());

  it('is the same for the same data, also elsewhere', () => {
    expect(fingerprints.of(estate())).toBe(same);
    expect(new Fingerprints().of(estate())).toBe(same);
  });

  it('does not hang on the order of fields, nor of what came as it came', () => {
    const other = estate();
    const { roles, missing, ...rest } = other.accounts['111111111111'];
    other.accounts['111111111111'] = {
      ...rest,
      missing: [...missing].reverse(),
      roles,
    };
    expect(fingerprints.of(other)).toBe(same);
  });

  it.each<[string, (account: any) => void]>([
    ['statements in another order', each => each.roles.a.policies.reverse()],
    ['another text', each => (each.policy += ' ')],
    ['something more', each => (each.more = false)],
    ['something unread', each => (each.unread = ['x'])],
    ['something less', each => each.missing.pop()],
    ['a number for a text', each => (each.missing = [1, 'y'])],
    ['a list for an object', each => (each.roles.a.policies[0] = ['Sid', 'A'])],
  ])('is another for %s', (_, change) => {
    const other = estate();
    change(other.accounts['111111111111']);
    expect(fingerprints.of(other)).not.toBe(same);
  });
});
