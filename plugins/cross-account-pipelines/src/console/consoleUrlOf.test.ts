import { consoleUrlOf } from './consoleUrlOf';

describe('consoleUrlOf', () => {
  it.each([
    [
      'arn:aws:codepipeline:eu-west-1:111111111111:orders',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1',
    ],
    [
      'arn:aws:iam::222222222222:role/team/orders-action',
      'https://console.aws.amazon.com/iam/home#/roles/details/orders-action',
    ],
    [
      'arn:aws:iam::222222222222:policy/edge',
      'https://console.aws.amazon.com/iam/home#/policies/details/arn%3Aaws%3Aiam%3A%3A222222222222%3Apolicy%2Fedge',
    ],
    [
      'arn:aws-cn:kms:cn-north-1:111111111111:key/7d0c2c8c',
      'https://cn-north-1.console.amazonaws.cn/kms/home?region=cn-north-1#/kms/keys/7d0c2c8c',
    ],
    [
      'arn:aws:s3:::artifacts-1/orders/x.zip',
      'https://console.aws.amazon.com/s3/buckets/artifacts-1?tab=permissions',
    ],
    [
      'arn:aws:cloudformation:eu-west-1:222222222222:stack/orders/1',
      'https://eu-west-1.console.aws.amazon.com/cloudformation/home?region=eu-west-1#/stacks/stackinfo?stackId=arn%3Aaws%3Acloudformation%3Aeu-west-1%3A222222222222%3Astack%2Forders%2F1',
    ],
    [
      'arn:aws:codebuild:eu-west-1:111111111111:project/orders',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/111111111111/projects/orders/history?region=eu-west-1',
    ],
  ])('finds the page of %s', (arn, url) => {
    expect(consoleUrlOf(arn)).toBe(url);
  });

  it.each([
    '',
    'orders',
    'arn:aws:kms:eu-west-1:111111111111:alias/orders',
    'arn:aws:iam::222222222222:root',
    'arn:aws:sns:eu-west-1:222222222222:orders',
    'arn:other:iam::222222222222:role/x',
    'https://evil.example/arn:aws:iam::222222222222:role/x',
  ])('has none for %j', arn => {
    expect(consoleUrlOf(arn)).toBeUndefined();
  });
});
