import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { createDeferred } from '@backstage/types';
import { createHop, createReport } from '../__testUtils__/createReport';
import type { CheckResult } from '../store/PipelineStore';
import { PipelineGoneError } from '../assessment/PipelineGoneError';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { type CheckListener, PipelineChecker } from './PipelineChecker';

const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** What an assessor gives. */
const reading = (
  options?: Parameters<typeof createReport>[0],
): CheckResult => ({ report: createReport(options) });

async function createChecker(
  assess: jest.Mock,
  options: { patience?: number; onStored?: CheckListener } = {},
) {
  const database = mockServices.database({
    knex: await databases.init('SQLITE_3'),
  });
  const store = await DatabasePipelineStore.create(database);
  const logger = mockServices.logger.mock();
  const checker = new PipelineChecker({
    assessor: { assess },
    store,
    logger,
    ...options,
  });
  return { checker, logger, store };
}

describe('PipelineChecker', () => {
  it('reads once for all who ask while a reading is under way, after it', async () => {
    const first = createDeferred<CheckResult>();
    const isReading = createDeferred();
    const younger = reading({ readAt: '2026-11-20T11:00:00.000Z' });
    const assess = jest
      .fn()
      .mockImplementationOnce(() => {
        isReading.resolve();
        return first;
      })
      .mockResolvedValueOnce(younger);
    const { checker } = await createChecker(assess);

    const earliest = checker.check(payments);
    const meanwhile = [checker.check(payments), checker.check(payments)];
    await isReading;
    expect(assess).toHaveBeenCalledTimes(1);

    first.resolve(reading());
    await expect(earliest).resolves.toMatchObject({ report: createReport() });
    await expect(Promise.all(meanwhile)).resolves.toMatchObject([
      { report: younger.report },
      { report: younger.report },
    ]);
    expect(assess).toHaveBeenCalledTimes(2);
  });

  it('does not store again what was made from the same, except for who asks', async () => {
    const onStored = jest.fn(async () => {});
    const assess = jest.fn(async ({ stored }) =>
      stored?.madeFrom === '#a'
        ? { unchangedAt: '2026-11-20T11:00:00.000Z' }
        : { ...reading(), madeFrom: '#a' },
    );
    const { checker, store } = await createChecker(assess, { onStored });
    const saved = jest.spyOn(store, 'saveResult');
    await checker.check(payments);
    const again = await checker.check(payments);
    expect(saved).toHaveBeenCalledTimes(1);
    expect(again.report).toMatchObject({ readAt: '2026-11-20T11:00:00.000Z' });
    expect(onStored).toHaveBeenLastCalledWith({
      pipeline: again,
      transitions: [],
      isGone: false,
    });
    await checker.check(payments, { onBehalfOf: 'user:default/alice' });
    expect(saved).toHaveBeenCalledTimes(2);
  });

  it('judges it after all where another replica stored something else meanwhile', async () => {
    const assess = jest.fn();
    const { checker, store } = await createChecker(assess);
    assess.mockImplementation(async ({ stored }) => {
      if (stored?.madeFrom === '#a') {
        const check = await store.beginCheck(payments, '2026-11-20T10:00:00Z');
        await store.saveResult(check - 1, { ...reading(), madeFrom: '#b' });
        return { unchangedAt: '2026-11-20T11:00:00.000Z' };
      }
      return { ...reading(), madeFrom: '#a' };
    });
    await checker.check(payments);
    const saved = jest.spyOn(store, 'saveResult');
    await checker.check(payments);
    // Of the other replica, and of this one.
    expect(saved).toHaveBeenCalledTimes(2);
    expect(await store.recallMadeFrom(payments)).toBe('#a');
  });

  it('reads again for those who waited for a result that could not be stored', async () => {
    const assess = jest.fn(async () => reading());
    const { checker, store } = await createChecker(assess);
    jest
      .spyOn(store, 'saveResult')
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
    const never = createDeferred<CheckResult>();
    const assess = jest.fn(({ pipelineArn }) =>
      pipelineArn === payments ? never : reading({ pipelineArn }),
    );
    const { checker } = await createChecker(assess);
    const waiting = checker.check(payments);
    await expect(checker.check(orders)).resolves.toHaveProperty('report');
    never.resolve(reading());
    await waiting;
  });

  it('stores what an error says to people, and reads again when asked again', async () => {
    const assess = jest
      .fn()
      .mockResolvedValueOnce(reading())
      .mockRejectedValueOnce(new NotFoundError('There is no such pipeline'));
    const { checker, store } = await createChecker(assess);
    await checker.check(payments);
    const stored = {
      pipelineArn: payments,
      report: createReport(),
      error: 'There is no such pipeline',
    };
    await expect(checker.check(payments)).resolves.toMatchObject(stored);
    await expect(store.getPipelines([payments])).resolves.toMatchObject([
      stored,
    ]);
  });

  it('ends in time with a reason, whatever AWS does', async () => {
    let heard: AbortSignal | undefined;
    const assess = jest.fn(({ signal }) => {
      heard = signal;
      return createDeferred<CheckResult>();
    });
    const { checker } = await createChecker(assess, { patience: 20 });
    await expect(checker.check(payments)).resolves.toEqual({
      pipelineArn: payments,
      error: 'AWS did not answer within 0.02 s; the next check tries again',
    });
    expect(heard!.aborted).toBe(true);
  });

  it('lets nobody wait for the schedule', async () => {
    const scheduled = createDeferred<CheckResult>();
    const assess = jest.fn(({ onBehalfOf }) =>
      onBehalfOf ? reading() : scheduled,
    );
    // What gives up after a while has waited all the same.
    const { checker } = await createChecker(assess, { patience: 600_000 });
    const waiting = checker.check(payments);
    await expect(
      checker.check(payments, { onBehalfOf: 'user:default/alice' }),
    ).resolves.toHaveProperty('report');
    scheduled.resolve(reading());
    await waiting;
  }, 20_000);

  it('tells what is different, and that a pipeline is gone once', async () => {
    const onStored = jest.fn(async () => {});
    const assess = jest
      .fn()
      .mockResolvedValueOnce(reading())
      .mockResolvedValueOnce(
        reading({ linkHops: [createHop('key', 'broken')] }),
      )
      .mockRejectedValue(new PipelineGoneError('There is no such pipeline'));
    const { checker } = await createChecker(assess, { onStored });
    for (let check = 0; check < 4; check++) {
      await checker.check(payments);
    }
    expect(onStored.mock.calls).toMatchObject([
      [{ transitions: [], isGone: false }],
      [{ transitions: [{ hopId: 'key', to: 'broken' }], isGone: false }],
      [
        {
          isGone: true,
          pipeline: { error: expect.stringContaining('no such pipeline') },
        },
      ],
    ]);
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

  describe('in a run', () => {
    async function beginRun() {
      const assess = jest.fn(async () => reading());
      const shared = jest.fn(async () => reading());
      const database = mockServices.database({
        knex: await databases.init('SQLITE_3'),
      });
      const store = await DatabasePipelineStore.create(database);
      const checker = new PipelineChecker({
        assessor: { assess, beginRun: () => ({ assess: shared }) },
        store,
        logger: mockServices.logger.mock(),
      });
      await checker.check(payments);
      const run = await checker.beginRun();
      assess.mockClear();
      return { assess, checker, run, shared };
    }

    it('reads with what the run has read already', async () => {
      const { assess, run, shared } = await beginRun();
      await run.check(payments);
      await run.check(orders);
      expect(shared).toHaveBeenCalledTimes(2);
      expect(assess).not.toHaveBeenCalled();
    });

    it('reads by itself what somebody has checked meanwhile', async () => {
      const { assess, checker, run, shared } = await beginRun();
      await checker.check(payments, { onBehalfOf: 'user:default/alice' });
      expect(assess).toHaveBeenCalledTimes(1);
      await run.check(payments);
      expect(assess).toHaveBeenCalledTimes(2);
      expect(shared).not.toHaveBeenCalled();
    });

    it('reads each by itself where the assessor knows no runs', async () => {
      const assess = jest.fn(async () => reading());
      const { checker } = await createChecker(assess);
      const run = await checker.beginRun();
      await run.check(payments);
      expect(assess).toHaveBeenCalledTimes(1);
    });
  });
});
