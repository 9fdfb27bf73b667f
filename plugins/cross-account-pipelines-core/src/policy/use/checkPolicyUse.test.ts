import { checkPolicy, findMisuse } from './checkPolicy';
import { findPublicStatement } from './findPublicStatement';
import type { PolicyUse } from './PolicyUse';

const bucket: PolicyUse = {
  type: 'bucket policy',
  arn: 'arn:aws:s3:::artifacts',
};
const key: PolicyUse = {
  type: 'key policy',
  arn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
};
const trust: PolicyUse = { type: 'trust policy' };
const identity: PolicyUse = { type: 'identity policy' };

const root = { AWS: 'arn:aws:iam::111111111111:root' };
const owner = {
  Effect: 'Allow',
  Principal: root,
  Action: 'kms:*',
  Resource: '*',
};
const read = {
  Effect: 'Allow',
  Principal: root,
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::artifacts/*',
};
const assume = { Effect: 'Allow', Principal: root, Action: 'sts:AssumeRole' };

function errorsOf(use: PolicyUse, ...statements: object[]): string[] {
  return checkPolicy({ Version: '2012-10-17', Statement: statements }, use)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => `${path} ${message}`);
}

describe('checkPolicy, knowing what a document is used as', () => {
  it.each<[string, PolicyUse, object[]]>([
    ['a trust policy', trust, [assume]],
    ['any STS action in a trust', trust, [{ ...assume, Action: 'sts:*' }]],
    ['any action in a trust', trust, [{ ...assume, Action: '*' }]],
    [
      'a regional service',
      trust,
      [{ ...assume, Principal: { Service: 'logs.eu-west-1.amazonaws.com' } }],
    ],
    [
      'a service of a service',
      trust,
      [
        {
          ...assume,
          Principal: { Service: 'delivery.logs.amazonaws.com' },
        },
      ],
    ],
    [
      'a service of China',
      trust,
      [{ ...assume, Principal: { Service: 'ec2.amazonaws.com.cn' } }],
    ],
    [
      'a service that is like no other',
      trust,
      [{ ...assume, Principal: { Service: 'madenextyear.amazonaws.com' } }],
    ],
    [
      'what looks like a Region and no service',
      trust,
      [{ ...assume, Principal: { Service: 'eu-west-1.amazonaws.com' } }],
    ],
    ['a bucket policy', bucket, [read]],
    ['a bucket policy about everything', bucket, [{ ...read, Resource: '*' }]],
    [
      'a bucket policy for what nobody knows the end of',
      bucket,
      [
        {
          ...read,
          Resource: 'arn:aws:s3:::artifacts{{the plan does not say}}',
        },
        {
          ...read,
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::artifacts{{the plan does not say}}/*',
        },
      ],
    ],
    ['everything on a bucket', bucket, [{ ...read, Action: 's3:*' }]],
    [
      'what is not known before',
      bucket,
      [{ ...read, Action: '{{x}}', Resource: '{{no stack exports it}}' }],
    ],
    [
      'a pattern for bucket and objects',
      bucket,
      [
        {
          ...read,
          Action: ['s3:ListBucket', 's3:PutObject'],
          Resource: 'arn:aws:s3:::art*',
        },
      ],
    ],
    ['a key policy', key, [owner]],
    [
      'a key policy of one administrator',
      key,
      [
        {
          ...owner,
          Principal: { AWS: 'arn:aws:iam::111111111111:role/Admin' },
          Action: ['kms:Put*'],
        },
      ],
    ],
    [
      'a key policy that leaves out what others may not do',
      key,
      [{ ...owner, Action: undefined, NotAction: 'kms:ScheduleKeyDeletion' }],
    ],
    [
      'a key policy of an administrator whom nobody knows yet',
      key,
      [{ ...owner, Principal: { AWS: '{{no stack exports it}}' } }],
    ],
    [
      'an identity policy',
      identity,
      [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    ],
  ])('takes %s', (_what, use, statements) => {
    expect(errorsOf(use, ...statements)).toEqual([]);
  });

  it.each<[string, PolicyUse, object[], string]>([
    [
      'a trust without principal',
      trust,
      [{ Effect: 'Allow', Action: 'sts:AssumeRole' }],
      '$.Statement[0] has no Principal, which AWS requires here',
    ],
    [
      'an action of STS that assumes nothing',
      trust,
      [{ ...assume, Action: ['sts:AssumeRole', 'sts:GetCallerIdentity'] }],
      '$.Statement[0].Action[1] "sts:GetCallerIdentity" is no action of AWS STS to assume a role, and a trust policy may have no other',
    ],
    [
      'a NotResource in a trust',
      trust,
      [assume, { ...assume, NotResource: 'arn:aws:s3:::a' }],
      '$.Statement[1].NotResource is prohibited in a trust policy, which is about its role',
    ],
    [
      'a service of another domain',
      trust,
      [{ ...assume, Principal: { Service: 'codebuild.amazon.com' } }],
      '$.Statement[0].Principal.Service names codebuild.amazon.com, which is no AWS service: their names end in .amazonaws.com',
    ],
    [
      'a misspelt service',
      trust,
      [{ ...assume, Principal: { Service: ['codepipelin.amazonaws.com'] } }],
      '$.Statement[0].Principal.Service[0] names codepipelin.amazonaws.com, which is no AWS service; codepipeline.amazonaws.com is probably meant',
    ],
    [
      'a principal in an identity policy',
      identity,
      [read],
      '$.Statement[0].Principal must not be in the policy of a role, user or group',
    ],
    [
      'an identity policy without Resource',
      identity,
      [{ Effect: 'Allow', Action: 's3:*' }],
      '$.Statement[0] has no Resource, which AWS requires here',
    ],
    [
      'a bucket policy without Resource',
      bucket,
      [{ Effect: 'Allow', Principal: '*', Action: 's3:*' }],
      '$.Statement[0] has no Resource, which AWS requires here',
    ],
    [
      'a foreign NotAction on a bucket',
      bucket,
      [{ ...read, Action: undefined, NotAction: 'kms:*' }],
      '$.Statement[0].NotAction "kms:*" is no action of S3, and a bucket policy may have no other',
    ],
    [
      'a part of another bucket',
      bucket,
      [{ ...read, Resource: 'arn:aws:s3:::artifact/*' }],
      '$.Statement[0].Resource is not about the bucket artifacts, whose policy this is',
    ],
    [
      'a pattern of actions on buckets, among objects',
      bucket,
      [{ ...read, Action: 's3:GetBucket*' }],
      '$.Statement[0].Action "s3:GetBucket*" is about the bucket itself, and the statement is only about its objects',
    ],
    [
      'a key that only another account may manage',
      key,
      [{ ...owner, Principal: { AWS: '222222222222' } }],
      '$.Statement lets nobody of 111111111111 change the key policy again (kms:PutKeyPolicy), which KMS refuses',
    ],
    [
      'a key that only a service uses',
      key,
      [{ ...owner, Principal: { Service: 'logs.amazonaws.com' } }],
      '$.Statement lets nobody of 111111111111 change the key policy again (kms:PutKeyPolicy), which KMS refuses',
    ],
    [
      'a key that only denies',
      key,
      [{ ...owner, Effect: 'Deny' }],
      '$.Statement lets nobody of 111111111111 change the key policy again (kms:PutKeyPolicy), which KMS refuses',
    ],
    [
      'a key whose policy nobody may change',
      key,
      [{ ...owner, Action: ['kms:Encrypt', 'kms:Get*'] }],
      '$.Statement lets nobody of 111111111111 change the key policy again (kms:PutKeyPolicy), which KMS refuses',
    ],
  ])('refuses %s', (_what, use, statements, error) => {
    expect(errorsOf(use, ...statements)).toEqual([error]);
  });

  it.each([undefined, null, 'x', 5, [], {}, { Statement: [null, 'x', []] }])(
    'answers to %j',
    document => {
      for (const use of [bucket, key, trust, identity]) {
        expect(() => checkPolicy(document, use)).not.toThrow();
      }
    },
  );
});

describe('findMisuse', () => {
  const { Principal: _, ...forNobody } = read;

  it('says what checkPolicy says of a use, and nothing else', () => {
    const document = { Version: '2012-10-18', Statement: forNobody };
    expect(findMisuse(document, bucket)).toEqual([
      {
        path: '$.Statement',
        message: 'has no Principal, which AWS requires here',
        severity: 'error',
      },
    ]);
    expect(checkPolicy(document, bucket)).toEqual(
      expect.arrayContaining(findMisuse(document, bucket)),
    );
  });

  it.each([undefined, 'x', [], { Statement: Array(1_000_000).fill(read) }])(
    'says nothing of what is no policy: %#',
    document => {
      expect(findMisuse(document, bucket)).toEqual([]);
    },
  );
});

describe('findPublicStatement', () => {
  const allow = { ...read, Principal: '*' };
  it.each<[string, object, number | undefined]>([
    ['for everyone', allow, 0],
    [
      'for everyone as AWS principal',
      { ...allow, Principal: { AWS: ['*'] } },
      0,
    ],
    ['for an account', read, undefined],
    ['that denies', { ...allow, Effect: 'Deny' }, undefined],
    ...(
      [
        [{ StringEquals: { 'aws:PrincipalOrgID': 'o-a' } }, undefined],
        [{ StringEquals: { 'AWS:principalorgid': ['o-a', 'o-b'] } }, undefined],
        [{ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 0],
        [
          { StringEquals: { 'aws:PrincipalAccount': '111111111111' } },
          undefined,
        ],
        [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } }, 0],
        [
          {
            ArnEquals: {
              'aws:PrincipalArn': 'arn:aws:iam::111111111111:role/x',
            },
          },
          undefined,
        ],
        [
          { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/r/*' } },
          undefined,
        ],
        [
          { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-a/*' } },
          0,
        ],
        [{ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*' } }, 0],
        [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a' } }, 0],
        [{ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a' } }, 0],
        [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, undefined],
        [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, undefined],
        [{ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }, 0],
        [
          { StringEquals: { 'aws:SourceAccount': '${aws:PrincipalAccount}' } },
          0,
        ],
        [{ Bool: { 'aws:SecureTransport': 'true' } }, 0],
        [{ StringEquals: { 'aws:PrincipalTag/team': 'a' } }, 0],
      ] as Array<[object, number | undefined]>
    ).map(
      ([Condition, expected]) =>
        [
          `for everyone under ${JSON.stringify(Condition)}`,
          { ...allow, Condition },
          expected,
        ] as [string, object, number | undefined],
    ),
  ])('finds a statement %s', (_what, statement, expected) => {
    expect(findPublicStatement({ Statement: statement })).toBe(expected);
    const after = expected === undefined ? undefined : 1;
    expect(findPublicStatement({ Statement: [read, statement] })).toBe(after);
  });

  it.each([undefined, null, 5, {}, { Statement: [null] }])(
    'finds none in %j',
    document => {
      expect(findPublicStatement(document)).toBeUndefined();
    },
  );
});
