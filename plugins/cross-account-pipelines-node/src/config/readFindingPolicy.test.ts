import { ConfigReader } from '@backstage/config';
import { readFindingPolicy } from './readFindingPolicy';

function read(findingPolicy: unknown) {
  return readFindingPolicy(
    new ConfigReader({ crossAccountPipelines: { findingPolicy } as any }),
  );
}

describe('readFindingPolicy', () => {
  it('reads the rules', () => {
    const policy = {
      version: 1,
      rules: [
        { rule: 'wider-permission', level: 'error' },
        {
          rule: 'H6',
          account: '012345678901',
          waive: 'x',
          until: '2027-03-31',
        },
      ],
    };
    expect(read(policy)).toEqual(policy);
  });

  it('is nothing without a policy', () => {
    expect(readFindingPolicy(new ConfigReader({}))).toBeUndefined();
  });

  it('names the key of what is not right', () => {
    expect(() => read({ version: 1, rules: [{ rule: 'H6' }] })).toThrow(
      'crossAccountPipelines.findingPolicy: rules[0]: must have either level, or waive (the reason) and until (the last day)',
    );
  });
});
