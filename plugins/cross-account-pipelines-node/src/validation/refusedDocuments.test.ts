import { type Change, check, errors } from './__testUtils__/setUp';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

const cloudFormationTrust =
  "{ Effect: Allow, Principal: { Service: cloudformation.amazonaws.com }, Action: 'sts:AssumeRole' }";
const trust = (statement: string): Change => [
  'target.yaml',
  cloudFormationTrust,
  statement,
];
const objects =
  "Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket.Arn}/*' }";
const bucket = (rest: string): Change => ['tools.yaml', objects, rest];
const keyUse = "Action: ['kms:Decrypt', 'kms:DescribeKey'], Resource: '*' }";
const keyOwner =
  "{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root' }, Action: 'kms:*', Resource: '*' }";

describe('a document that AWS refuses breaks the set-up', () => {
  it.each<[string, Change, RegExp]>([
    [
      'an unknown service in a trust policy',
      trust(
        "{ Effect: Allow, Principal: { Service: [cloudformation.amazonaws.com, cloudformations.amazonaws.com] }, Action: 'sts:AssumeRole' }",
      ),
      /names cloudformations\.amazonaws\.com, which is no AWS service; cloudformation\.amazonaws\.com is probably meant/,
    ],
    [
      'an action of another service in a trust policy',
      trust(
        "{ Effect: Allow, Principal: { Service: cloudformation.amazonaws.com }, Action: ['sts:AssumeRole', 's3:GetObject'] }",
      ),
      /"s3:GetObject" is no action of AWS STS/,
    ],
    [
      'a Resource in a trust policy',
      trust(
        "{ Effect: Allow, Principal: { Service: cloudformation.amazonaws.com }, Action: 'sts:AssumeRole', Resource: '*' }",
      ),
      /Resource is prohibited in a trust policy/,
    ],
    [
      'an action on the bucket among objects',
      bucket(
        "Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetBucketLocation'], Resource: !Sub '${Bucket.Arn}/*' }",
      ),
      /"s3:GetBucketLocation" is about the bucket itself/,
    ],
    [
      'an action on objects on the bucket',
      bucket(
        "Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !GetAtt Bucket.Arn }",
      ),
      /"s3:GetObject" is about objects/,
    ],
    [
      'an action of another service in a bucket policy',
      bucket(
        "Action: ['s3:GetObject', 's3:GetObjectVersion', 'kms:Decrypt'], Resource: !Sub '${Bucket.Arn}/*' }",
      ),
      /"kms:Decrypt" is no action of S3/,
    ],
    [
      'the name of a bucket for its ARN',
      bucket(
        "Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket}/*' }",
      ),
      /must be "\*" or an ARN/,
    ],
    [
      'another bucket in a bucket policy',
      bucket(
        "Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: 'arn:aws:s3:::another/*' }",
      ),
      /is not about the bucket repro-artifacts/,
    ],
    [
      'a key policy without Resource',
      ['tools.yaml', keyUse, "Action: ['kms:Decrypt', 'kms:DescribeKey'] }"],
      /has no Resource/,
    ],
    [
      'a key policy that locks its account out',
      [
        'tools.yaml',
        keyOwner,
        "{ Effect: Allow, Principal: { AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root' }, Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*' }",
      ],
      /lets nobody of 111111111111 change the key policy again/,
    ],
    [
      'a bucket policy for everyone that only a pattern narrows',
      [
        'tools.yaml',
        "Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket.Arn}/*' }",
        "Principal: '*', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket.Arn}/*', Condition: { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' }, Bool: { 'aws:SecureTransport': 'true' } } }",
      ],
      /counts as public, and Block Public Access of the bucket refuses to write it/,
    ],
  ])('%s', async (_what, change, message) => {
    const { report, findings } = await check(change);
    expect(errors(findings).join('\n')).toMatch(message);
    expect(report.health).toBe('broken');
    expect(report.links[0].health).toBe('broken');
  });

  it.each<[string, Change]>([
    [
      'an organization narrows everyone',
      [
        'tools.yaml',
        "Principal: { AWS: 'arn:aws:iam::222222222222:root' }, Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket.Arn}/*' }",
        "Principal: '*', Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: !Sub '${Bucket.Arn}/*', Condition: { StringEquals: { 'aws:PrincipalAccount': '222222222222' } } }",
      ],
    ],
    [
      'the trust policy passes tags',
      trust(
        "{ Effect: Allow, Principal: { Service: cloudformation.amazonaws.com }, Action: ['sts:AssumeRole', 'sts:TagSession'] }",
      ),
    ],
    [
      'one statement is about bucket and objects',
      bucket(
        "Action: ['s3:GetObject*', 's3:GetBucketLocation'], Resource: [!GetAtt Bucket.Arn, !Sub '${Bucket.Arn}/*'] }",
      ),
    ],
  ])('but not where %s', async (_what, change) => {
    const { findings } = await check(change);
    expect(errors(findings)).toEqual([]);
  });
});
