import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import { createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { PipelineChecker } from './PipelineChecker';

const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function createChecker(assess: jest.Mock) {
  const database = mockServices.database({
    knex: await databases.init('SQLITE_3'),
  });
  const store = await DatabasePipelineStore.create(database);
  const logger = mockServices.logger.mock();
  const checker = new PipelineChecker({ assessor: { assess }, store, logger });
  return { checker, logger, store };
}

describe('PipelineChecker', () => {
  it('reads once for all who ask while a reading is under way, after it', async () => {
    const first = createDeferred<PipelineReport>();
    const younger = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
    const assess = jest
      .fn()
      .mockReturnValueOnce(first)
      .mockResolvedValueOnce(younger);
    const { checker } = await createChecker(assess);

    const earliest = checker.check(payments);
    const meanwhile = [checker.check(payments), checker.check(payments)];
    expect(assess).toHaveBeenCalledTimes(1);

    first.resolve(createReport());
    await expect(earliest).resolves.toEqual({
      pipelineArn: payments,
      report: createReport(),
    });
    await expect(Promise.all(meanwhile)).resolves.toEqual([
      { pipelineArn: payments, report: younger },
      { pipelineArn: payments, report: younger },
    ]);
    expect(assess).toHaveBeenCalledTimes(2);
  });

  it('reads again for those who waited for a result that could not be stored', async () => {
    const assess = jest.fn(async () => createReport());
    const { checker, store } = await createChecker(assess);
    jest
      .spyOn(store, 'saveReport')
      .mockRejectedValueOnce(new Error('disk full'));
    jest
      .spyOn(store, 'saveError')
      .mockRejectedValueOnce(new Error('disk full'));
    const earliest = checker.check(payments);
    const meanwhile = checker.check(payments);
    await expect(earliest).rejects.toThrow('disk full');
    await expect(meanwhile).resolves.toHaveProperty('report');
  });

  it('does not make one pipeline wait for another', async () => {
    const never = createDeferred<PipelineReport>();
    const assess = jest.fn(({ pipelineArn }) =>
      pipelineArn === payments ? never : createReport({ pipelineArn }),
    );
    const { checker } = await createChecker(assess);
    const waiting = checker.check(payments);
    await expect(checker.check(orders)).resolves.toHaveProperty('report');
    never.resolve(createReport());
    await waiting;
  });

  it('stores what an error says to people, and reads again when asked again', async () => {
    const assess = jest
      .fn()
      .mockResolvedValueOnce(createReport())
      .mockRejectedValueOnce(new NotFoundError('There is no such pipeline'));
    const { checker, store } = await createChecker(assess);
    await checker.check(payments);
    const stored = {
      pipelineArn: payments,
      report: createReport(),
      error: 'There is no such pipeline',
    };
    await expect(checker.check(payments)).resolves.toEqual(stored);
    await expect(store.getPipelines([payments])).resolves.toEqual([stored]);
  });

  it('leaves the inside of an unexpected error to the log', async () => {
    const failure = new TypeError("Cannot read properties of undefined ('x')");
    const { checker, logger } = await createChecker(
      jest.fn().mockRejectedValue(failure),
    );
    await expect(checker.check(payments)).resolves.toEqual({
      pipelineArn: payments,
      error:
        "The pipeline could not be read (TypeError); the portal's log says more",
    });
    expect(logger.error).toHaveBeenCalledWith(expect.any(String), failure);
  });
});
