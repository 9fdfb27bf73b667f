import {
  allows,
  withoutAccount,
  withOutdatedResource,
  withoutForeignTrust,
} from './policyEdits';

const policy = (...Statement: object[]) => ({
  Version: '2012-10-17',
  Statement: Statement.map(statement => ({ Effect: 'Allow', ...statement })),
});

const root = (account: string) => `arn:aws:iam::${account}:root`;

describe('withoutAccount', () => {
  it('takes one account out of those that are named', () => {
    expect(
      withoutAccount(
        policy({
          Principal: { AWS: [root('111111111111'), root('222222222222')] },
          Action: 'kms:Decrypt',
        }),
        '222222222222',
      ),
    ).toEqual(
      policy({
        Principal: { AWS: [root('111111111111')] },
        Action: 'kms:Decrypt',
      }),
    );
  });

  it('drops a statement that is for this account alone', () => {
    expect(
      withoutAccount(
        policy(
          { Principal: { AWS: root('111111111111') }, Action: 'kms:*' },
          { Principal: { AWS: '222222222222' }, Action: 'kms:Decrypt' },
        ),
        '222222222222',
      ),
    ).toEqual(
      policy({ Principal: { AWS: root('111111111111') }, Action: 'kms:*' }),
    );
  });

  it('denies it where a whole organization is allowed', () => {
    expect(
      withoutAccount(
        policy({
          Principal: '*',
          Action: 'kms:Decrypt',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-x' } },
        }),
        '222222222222',
      ).Statement,
    ).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: ['kms:Decrypt'],
        Condition: {
          StringEquals: { 'aws:PrincipalAccount': '222222222222' },
        },
      }),
    );
  });
});

describe('withOutdatedResource', () => {
  it('renames only what allows the action on the resource', () => {
    const document = policy(
      { Action: ['kms:Decrypt'], Resource: ['key-1', 'key-2'] },
      { Action: 's3:GetObject', Resource: 'key-1' },
    );
    expect(allows(document, 'kms:Decrypt', 'key-1')).toBe(true);
    const edited = withOutdatedResource(document, 'kms:Decrypt', 'key-1');
    expect(allows(edited, 'kms:Decrypt', 'key-1')).toBe(false);
    expect(allows(edited, 'kms:Decrypt', 'key-2')).toBe(true);
    expect(allows(edited, 's3:GetObject', 'key-1')).toBe(true);
  });
});

describe('withoutForeignTrust', () => {
  it('trusts its own account only', () => {
    expect(
      withoutForeignTrust(
        policy({
          Principal: { AWS: root('111111111111') },
          Action: 'sts:AssumeRole',
        }),
        '222222222222',
      ),
    ).toEqual(
      policy({
        Principal: { AWS: root('222222222222') },
        Action: 'sts:AssumeRole',
      }),
    );
  });
});
