import { mockServices } from '@backstage/backend-test-utils';
import { DefaultPipelineAssessor } from './DefaultPipelineAssessor';

describe('DefaultPipelineAssessor', () => {
  const assessor = DefaultPipelineAssessor.fromConfig(
    mockServices.rootConfig({
      data: {
        crossAccountPipelines: {
          accounts: [
            { id: '012345678901', name: 'dev', regions: ['eu-west-1'] },
          ],
        },
      },
    }),
    { logger: mockServices.logger.mock() },
  );

  it.each([
    [
      'arn:aws:codepipeline:eu-west-1:555555555555:orders',
      'NotFoundError',
      'Account 555555555555 of pipeline orders is not configured; add it under crossAccountPipelines.accounts in app-config',
    ],
    [
      'arn:aws:codepipeline:eu-west-1:12345678901:orders',
      'InputError',
      '"arn:aws:codepipeline:eu-west-1:12345678901:orders" is not the ARN of a pipeline; expected arn:aws:codepipeline:<Region>:<account>:<name>',
    ],
  ])('does not read %s', async (pipelineArn, name, message) => {
    await expect(assessor.assess({ pipelineArn })).rejects.toMatchObject({
      name,
      message,
    });
  });
});
