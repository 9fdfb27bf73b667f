import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { pipelineConsoleUrl } from './pipelineConsoleUrl';

describe('pipelineConsoleUrl', () => {
  it.each([
    [
      'arn:aws:codepipeline:eu-west-1:111111111111:orders',
      'https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/orders/view?region=eu-west-1',
    ],
    [
      'arn:aws-cn:codepipeline:cn-north-1:111111111111:orders',
      'https://cn-north-1.console.amazonaws.cn/codesuite/codepipeline/pipelines/orders/view?region=cn-north-1',
    ],
    [
      'arn:aws-us-gov:codepipeline:us-gov-west-1:111111111111:a@b',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/codesuite/codepipeline/pipelines/a%40b/view?region=us-gov-west-1',
    ],
  ])('finds the page of %s', (arn, url) => {
    expect(pipelineConsoleUrl(parsePipelineArn(arn)!)).toBe(url);
  });
});
