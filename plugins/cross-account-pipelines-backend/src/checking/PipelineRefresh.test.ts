import type { Entity } from '@backstage/catalog-model';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createReport } from '../__testUtils__/createReport';
import type { TaggedPipelines } from 'backstage-plugin-cross-account-pipelines-node';
import { PipelineGoneError } from '../assessment/PipelineGoneError';
import { ClaimReader } from '../ownership/ClaimReader';
import { TagClaims } from '../ownership/TagClaims';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { openDatabase } from '../store/openDatabase';
import { AccountBackOff } from './AccountBackOff';
import { PipelineChecker } from './PipelineChecker';
import { type Clock, PipelineRefresh } from './PipelineRefresh';

const arn = 'arn:aws:codepipeline:eu-west-1:111111111111';
const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

function component(name: string, annotation?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      ...(annotation && {
        annotations: { 'aws.amazon.com/aws-codepipeline-arn': annotation },
      }),
    },
  };
}

async function createRefresh(options: {
  assess: (options: { pipelineArn: string }) => Promise<any>;
  annotations?: string[];
  entities?: Entity[];
  tagged?: () => TaggedPipelines;
  interval?: number;
  clock?: Clock;
}) {
  const knex = await openDatabase(
    mockServices.database({ knex: await databases.init('SQLITE_3') }),
  );
  const store = new DatabasePipelineStore(knex);
  const logger = mockServices.logger.mock();
  const assess = jest.fn(async (asked: { pipelineArn: string }) => ({
    report: await options.assess(asked),
    taggedRef: null,
  }));
  const claims = new ClaimReader({
    auth: mockServices.auth(),
    logger,
    catalog: catalogServiceMock({
      entities: [
        component('bare'),
        ...(options.entities ?? []),
        ...(options.annotations ?? []).map((annotation, index) =>
          component(`service-${index}`, annotation),
        ),
      ],
    }),
  });
  const assessor = {
    assess,
    readTaggedPipelines: async () =>
      options.tagged?.() ?? { pipelines: [], unread: [] },
  };
  const backOff = new AccountBackOff({ knex, interval: options.interval });
  const refresh = new PipelineRefresh({
    backOff,
    checker: new PipelineChecker({ assessor, store, logger }),
    claims,
    logger,
    store,
    tagClaims: new TagClaims({ assessor, logger, store }),
    interval: options.interval,
    clock: options.clock,
  });
  const checked = () =>
    assess.mock.calls.map(([{ pipelineArn }]) => pipelineArn);
  return { backOff, checked, logger, refresh, store };
}

describe('PipelineRefresh', () => {
  it('reads what the catalog names and what was registered, each once', async () => {
    const { checked, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      annotations: [`${arn}:a, ${arn}:b`, `${arn}:b`, 'not an arn'],
    });
    await store.ownership.register({
      entityRef: 'component:default/bare',
      pipelineArn: `${arn}:c`,
      registeredBy: 'user:default/alice',
    });
    await refresh.run(new AbortController().signal);
    expect(checked().sort()).toEqual([`${arn}:a`, `${arn}:b`, `${arn}:c`]);
    await expect(store.listPipelines()).resolves.toHaveLength(3);
  });

  it('reads what has the tags that the catalog names, and forgets none while AWS does not answer', async () => {
    const byTags = component('shop');
    byTags.metadata.annotations = {
      'aws.amazon.com/aws-codepipeline-tags': 'component=shop',
      'aws.amazon.com/aws-codepipeline-arn': `${arn}:named`,
    };
    const tagged = jest.fn<TaggedPipelines, []>(() => ({
      pipelines: ['found', 'named'].map(name => ({
        pipelineArn: `${arn}:${name}`,
        tags: { component: 'shop' },
      })),
      unread: [],
    }));
    const { checked, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      entities: [byTags],
      tagged,
    });
    const run = () => refresh.run(new AbortController().signal);
    const kept = async () =>
      (await store.listPipelines()).map(({ pipelineArn, ownerRef }) => [
        pipelineArn,
        ownerRef,
      ]);
    const both = [
      [`${arn}:found`, 'component:default/shop'],
      [`${arn}:named`, 'component:default/shop'],
    ];
    await run();
    expect(checked().sort()).toEqual([`${arn}:found`, `${arn}:named`]);
    await expect(kept()).resolves.toEqual(both);
    tagged.mockReturnValue({
      pipelines: [],
      unread: [
        { account: '111111111111', region: 'eu-west-1', reason: 'throttled' },
      ],
    });
    await run();
    await expect(kept()).resolves.toEqual(both);
    tagged.mockReturnValue({ pipelines: [], unread: [] });
    await run();
    await expect(kept()).resolves.toEqual([both[1]]);
  });

  it('does not keep a pipeline for an entity that is there because of it', async () => {
    const generated = component('payments', `${arn}:payments`);
    generated.metadata.annotations!['backstage.io/managed-by-location'] =
      'cross-account-pipelines:registrations';
    const { checked, refresh } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      entities: [generated],
    });
    await refresh.run(new AbortController().signal);
    expect(checked()).toEqual([]);
  });

  it('takes nothing from an entity that names more than can be, and says how many', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => `${arn}:p${i}`);
    const { checked, logger, refresh } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      annotations: [many.join(','), `${arn}:a`],
    });
    await refresh.run(new AbortController().signal);
    expect(checked()).toEqual([`${arn}:a`]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('names 2000 pipelines'),
    );
  });

  it('goes on when a pipeline fails, or its result cannot be stored', async () => {
    const { checked, logger, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => {
        if (pipelineArn === `${arn}:a`) {
          throw new Error('cannot read it');
        }
        return createReport({ pipelineArn });
      },
      annotations: ['a', 'b', 'c'].map(name => `${arn}:${name}`),
    });
    const { saveResult } = store;
    jest
      .spyOn(store, 'saveResult')
      .mockImplementation(async (check, result) =>
        result.report.name === 'b'
          ? Promise.reject(new Error('cannot write it'))
          : saveResult.call(store, check, result),
      );
    jest
      .spyOn(store, 'saveError')
      .mockRejectedValueOnce(new Error('cannot write that either'));
    await refresh.run(new AbortController().signal);
    expect(checked()).toHaveLength(3);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('could not be stored'),
      expect.any(Error),
    );
    await expect(store.getPipelines([`${arn}:c`])).resolves.toEqual([
      expect.objectContaining({ report: expect.anything() }),
    ]);
  });

  it('reads few at a time, the oldest readings first', async () => {
    let running = 0;
    let most = 0;
    const names = Array.from(
      { length: 12 },
      (_, i) => `${arn}:p${String(i).padStart(2, '0')}`,
    );
    const { checked, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => {
        most = Math.max(most, ++running);
        await new Promise(setImmediate);
        running--;
        return createReport({ pipelineArn });
      },
      annotations: names,
    });
    for (const pipelineArn of names.slice(0, 6)) {
      await store.beginCheck(pipelineArn, '2026-11-20T09:00:00.000Z');
    }
    await refresh.run(new AbortController().signal);
    expect(most).toBe(4);
    expect(checked().slice(0, 6)).toEqual(names.slice(6));
    expect(checked()).toHaveLength(12);
  });

  describe('with a clock', () => {
    const minute = 60_000;

    /** Time passes where somebody waits, and nowhere else. */
    function createClock() {
      let now = Date.parse('2026-11-20T12:00:00.000Z');
      return {
        now: () => now,
        async sleep(ms: number) {
          now += ms;
        },
        pass(ms: number) {
          now += ms;
        },
      };
    }

    const stay = new AbortController().signal;
    const namesOf = (count: number) =>
      Array.from({ length: count }, (_, i) => `${arn}:p${100 + i}`);

    it('spreads many over four fifths of the interval, and a few over nothing', async () => {
      const lasts = async (annotations: string[]) => {
        const clock = createClock();
        const { checked, refresh } = await createRefresh({
          assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
          annotations,
          interval: minute,
          clock,
        });
        const begun = clock.now();
        await refresh.run(stay);
        // What was never read is read at once.
        expect([checked().length, clock.now()]).toEqual([
          annotations.length,
          begun,
        ]);
        await refresh.run(stay);
        return (clock.now() - begun) / minute;
      };
      await expect(lasts(namesOf(25))).resolves.toBe(0);
      // The last begins one gap before the end.
      await expect(lasts(namesOf(40))).resolves.toBeCloseTo(0.8 * (39 / 40));
    });

    it('looks once more at what has just changed, and not at what is as it was', async () => {
      const broken = `${arn}:p120`;
      const clock = createClock();
      const { checked, refresh, store } = await createRefresh({
        assess: async ({ pipelineArn }) => ({
          ...createReport({ pipelineArn }),
          ...(pipelineArn === broken && { health: 'broken' }),
          readAt: new Date(clock.now()).toISOString(),
        }),
        annotations: namesOf(40),
        interval: 10 * minute,
        clock,
      });
      for (const pipelineArn of namesOf(40)) {
        const readAt = '2026-11-20T10:00:00.000Z';
        const check = await store.beginCheck(pipelineArn, readAt);
        const report = createReport({ pipelineArn, readAt });
        await store.saveResult(check, { report });
      }
      await refresh.run(stay);
      expect(checked()).toHaveLength(41);
      expect(checked().filter(each => each === broken)).toHaveLength(2);
      expect(checked().at(-1)).toBe(broken);
    });

    it('leaves an account alone that does not answer, and reads the others', async () => {
      const shut = 'arn:aws:codepipeline:eu-west-1:222222222222';
      const clock = createClock();
      let isShut = true;
      const { checked, logger, refresh } = await createRefresh({
        assess: async ({ pipelineArn }) => {
          if (isShut && pipelineArn.startsWith(shut)) {
            throw new NotAllowedError('The role cannot be assumed');
          }
          return createReport({ pipelineArn });
        },
        annotations: [
          ...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(n => `${shut}:${n}`),
          `${arn}:y`,
          `${arn}:z`,
        ],
        interval: 10 * minute,
        clock,
      });
      const readOf = async (account: string) => {
        const before = checked().length;
        await refresh.run(stay);
        const now = checked().slice(before);
        return now.filter(each => each.startsWith(account)).length;
      };
      // Those that were under way when the third failed are not taken back.
      expect(await readOf(shut)).toBeLessThan(8);
      expect(checked()).toEqual(
        expect.arrayContaining([`${arn}:y`, `${arn}:z`]),
      );
      expect(logger.warn).toHaveBeenCalledWith(
        expect.stringMatching(
          /account 222222222222 .*The role cannot be assumed.* until 2026-11-20T12:10:00/,
        ),
      );
      expect(await readOf(shut)).toBe(0);
      expect(await readOf(arn)).toBe(2);

      isShut = false;
      clock.pass(10 * minute);
      expect(await readOf(shut)).toBe(8);
    });

    it('takes it for an answer that there is no such pipeline, and never was', async () => {
      const planned = ['a', 'b', 'c', 'd'].map(name => `${arn}:${name}`);
      const { checked, refresh } = await createRefresh({
        assess: async ({ pipelineArn }) => {
          if (planned.includes(pipelineArn)) {
            throw new PipelineGoneError('PipelineNotFoundException');
          }
          return createReport({ pipelineArn });
        },
        annotations: [...planned, `${arn}:made`],
        interval: 10 * minute,
        clock: createClock(),
      });
      await refresh.run(stay);
      await refresh.run(stay);
      expect(checked().filter(each => each === `${arn}:made`)).toHaveLength(2);
      expect(checked()).toHaveLength(10);
    });
  });

  it('starts no further reading once it is told to stop', async () => {
    const stop = new AbortController();
    const { checked, refresh } = await createRefresh({
      assess: async ({ pipelineArn }) => {
        stop.abort();
        return createReport({ pipelineArn });
      },
      annotations: Array.from({ length: 12 }, (_, i) => `${arn}:p${i}`),
    });
    await refresh.run(stop.signal);
    expect(checked().length).toBeLessThanOrEqual(4);
  });

  it('forgets nothing when the catalog does not answer', async () => {
    const { backOff, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      annotations: [`${arn}:a`],
    });
    await refresh.run(new AbortController().signal);
    const broken = new PipelineRefresh({
      backOff,
      claims: new ClaimReader({
        auth: mockServices.auth(),
        logger: mockServices.logger.mock(),
        catalog: catalogServiceMock.mock({
          streamEntities: async function* streamEntities() {
            yield [];
            throw new Error('connection reset');
          },
        }),
      }),
      checker: new PipelineChecker({
        assessor: { assess: jest.fn() },
        store,
        logger: mockServices.logger.mock(),
      }),
      logger: mockServices.logger.mock(),
      store,
      tagClaims: new TagClaims({
        assessor: {},
        logger: mockServices.logger.mock(),
        store,
      }),
    });
    await expect(broken.run(new AbortController().signal)).rejects.toThrow(
      'connection reset',
    );
    await expect(store.listPipelines()).resolves.toHaveLength(1);
  });
});
