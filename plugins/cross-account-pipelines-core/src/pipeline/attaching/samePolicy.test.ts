import { samePolicy } from './samePolicy';

const statement = { Effect: 'Allow', Action: ['s3:Get*', 's3:Put*'] };

describe('samePolicy', () => {
  it.each<[string, unknown, unknown]>([
    [
      'the order of a list',
      statement,
      { ...statement, Action: ['s3:Put*', 's3:Get*'] },
    ],
    ['a list of one', { Action: ['s3:*'] }, { Action: 's3:*' }],
    [
      'both within',
      { Statement: [{ Principal: { AWS: ['a'] } }] },
      { Statement: [{ Principal: { AWS: 'a' } }] },
    ],
    ['the order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ])('does not mind %s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ['another value', { Action: 's3:*' }, { Action: 'sts:*' }],
    ['one that is missing', statement, { ...statement, Action: ['s3:Get*'] }],
    [
      'the order of statements',
      { Statement: [statement, { Effect: 'Deny' }] },
      { Statement: [{ Effect: 'Deny' }, statement] },
    ],
    [
      'a list of one statement',
      { Statement: [statement] },
      { Statement: statement },
    ],
    ['two for one of them', { Action: ['a', 'b'] }, { Action: 'a' }],
  ])('minds %s', (_, one, other) => {
    expect(samePolicy(one, other)).toBe(false);
  });
});
