import { parsePipelineArn } from './parsePipelineArn';

describe('parsePipelineArn', () => {
  it('takes an ARN apart and keeps a leading zero', () => {
    expect(
      parsePipelineArn('arn:aws:codepipeline:eu-west-1:012345678901:orders'),
    ).toEqual({
      partition: 'aws',
      region: 'eu-west-1',
      account: '012345678901',
      name: 'orders',
    });
  });

  it.each([
    'arn:aws-us-gov:codepipeline:us-gov-west-1:111111111111:a',
    'arn:aws-cn:codepipeline:cn-north-1:111111111111:A.b@c-d_e',
    'arn:aws:codepipeline:ap-southeast-4:111111111111:orders',
  ])('knows %s', arn => {
    expect(parsePipelineArn(arn)).toBeDefined();
  });

  it.each([
    '',
    'orders',
    'arn:aws:codepipeline:eu-west-1:11111111111:orders',
    'arn:aws:codepipeline:eu-west-1:1111111111111:orders',
    'arn:aws:codepipeline::111111111111:orders',
    'arn:aws:codebuild:eu-west-1:111111111111:orders',
    'arn:aws:codepipeline:eu-west-1:111111111111:orders/Source/S3',
    'arn:aws:codepipeline:eu-west-1:111111111111:or ders',
    'arn:aws:codepipeline:eu-west-1:111111111111:orders\n',
    `arn:aws:codepipeline:eu-west-1:111111111111:${'o'.repeat(101)}`,
  ])('does not take %j for a pipeline', arn => {
    expect(parsePipelineArn(arn)).toBeUndefined();
  });
});
