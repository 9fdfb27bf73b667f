import { mergeStatements, withoutStatements } from './mergeStatements';

const own = {
  Sid: 'Ours',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::222222222222:root' },
  Action: ['s3:GetObject', 's3:GetObjectVersion'],
  Resource: 'arn:aws:s3:::b/*',
};
const theirs = { Sid: 'Theirs', Effect: 'Deny', Action: 's3:*' };
const policy = { Version: '2008-10-17', Id: 'x', Statement: [theirs] };
const name = 'bucket policy of b';

const merge = (document: unknown, statements = [own]) =>
  mergeStatements({ name, document, statements });

describe('mergeStatements', () => {
  it('adds what lacks and keeps the rest as it is', () => {
    expect(merge(policy)).toEqual({ ...policy, Statement: [theirs, own] });
    expect(merge(undefined)).toEqual({
      Version: '2012-10-17',
      Statement: [own],
    });
    expect(merge({ ...policy, Statement: theirs })).toEqual({
      ...policy,
      Statement: [theirs, own],
    });
  });

  it('leaves a document with the statement alone, however AWS writes it', () => {
    const given = {
      ...policy,
      Statement: [
        {
          ...own,
          Principal: { AWS: ['arn:aws:iam::222222222222:root'] },
          Action: ['s3:GetObjectVersion', 's3:GetObject'],
        },
        theirs,
      ],
    };
    expect(merge(given)).toBe(given);
  });

  it('does not overwrite a statement that only has its name', () => {
    expect(() =>
      merge({ ...policy, Statement: [{ ...own, Action: 's3:*' }] }),
    ).toThrow(
      'the bucket policy of b has a statement Ours that says something else',
    );
  });
});

describe('withoutStatements', () => {
  const without = (document: unknown, before: unknown) =>
    withoutStatements({ name, document, before, statements: [own] });

  it('gives back the very document that there was', () => {
    expect(without(merge(policy), policy)).toBe(policy);
    expect(without(policy, policy)).toBe(policy);
    expect(without(merge(undefined), undefined)).toBeUndefined();
  });

  it('keeps what others did meanwhile', () => {
    const further = { ...theirs, Sid: 'Further' };
    expect(
      without({ ...policy, Statement: [own, theirs, further] }, policy),
    ).toEqual({ ...policy, Statement: [theirs, further] });
    expect(
      without({ ...policy, Statement: [further, own] }, undefined),
    ).toEqual({ ...policy, Statement: [further] });
  });

  it('does not take away what others made of it', () => {
    expect(() =>
      without({ ...policy, Statement: [{ ...own, Effect: 'Deny' }] }, policy),
    ).toThrow(/Ours that says something else/);
  });
});
