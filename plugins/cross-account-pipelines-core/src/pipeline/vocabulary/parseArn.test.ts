import { accountOf, parseArn, shortName } from './parseArn';

describe('parseArn', () => {
  it('takes an ARN apart and keeps what the resource is made of', () => {
    expect(
      parseArn(
        'arn:aws-cn:codedeploy:cn-north-1:012345678901:deploymentgroup:a/b',
      ),
    ).toEqual({
      partition: 'aws-cn',
      service: 'codedeploy',
      region: 'cn-north-1',
      account: '012345678901',
      resource: 'deploymentgroup:a/b',
    });
  });

  it('keeps whole what nobody knows yet', () => {
    expect(
      parseArn('arn:{{resolve:ssm:/p}}:iam::{{resolve:ssm:/a}}:role/{{a:b}}'),
    ).toEqual({
      partition: '{{resolve:ssm:/p}}',
      service: 'iam',
      region: '',
      account: '{{resolve:ssm:/a}}',
      resource: 'role/{{a:b}}',
    });
  });

  it.each(['', 'orders', 'arn:aws:s3', 'urn:aws:s3:::bucket:x'])(
    'takes %j for no ARN',
    text => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});

describe('accountOf', () => {
  it.each([
    ['arn:aws:iam::012345678901:role/x', '012345678901'],
    ['arn:aws:iam::12345:role/x', '12345'],
    ['arn:aws:iam::{{resolve:ssm:/a}}:role/x', '{{resolve:ssm:/a}}'],
    ['arn:aws:kms:eu-west-1:111111111111:key/abc', '111111111111'],
    ['arn:aws:s3:::bucket/key', undefined],
    ['arn:aws', undefined],
    ['orders', undefined],
    [undefined, undefined],
  ])('finds in %j the account %j', (arn, account) => {
    expect(accountOf(arn)).toBe(account);
  });
});

describe('shortName', () => {
  it.each([
    ['arn:aws:iam::111111111111:role/svc/orders', 'orders'],
    ['arn:aws:kms:eu-west-1:111111111111:key/abc', 'abc'],
    ['arn:aws:codepipeline:eu-west-1:111111111111:orders', 'orders'],
    ['arn:aws:iam::111111111111:role/{{resolve:ssm:/a}}', '{{resolve:ssm:/a}}'],
  ])('calls %s %s', (arn, name) => {
    expect(shortName(arn)).toBe(name);
  });
});
