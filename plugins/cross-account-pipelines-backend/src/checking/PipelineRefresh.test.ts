import type { Entity } from '@backstage/catalog-model';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createReport } from '../__testUtils__/createReport';
import { ClaimReader } from '../ownership/ClaimReader';
import { DatabasePipelineStore } from '../store/DatabasePipelineStore';
import { PipelineChecker } from './PipelineChecker';
import { PipelineRefresh } from './PipelineRefresh';

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
}) {
  const database = mockServices.database({
    knex: await databases.init('SQLITE_3'),
  });
  const store = await DatabasePipelineStore.create(database);
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
  const refresh = new PipelineRefresh({
    checker: new PipelineChecker({ assessor: { assess }, store, logger }),
    claims,
    logger,
    store,
  });
  const checked = () =>
    assess.mock.calls.map(([{ pipelineArn }]) => pipelineArn);
  return { checked, logger, refresh, store };
}

describe('PipelineRefresh', () => {
  it('reads what the catalog names and what was registered, each once', async () => {
    const { checked, refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      annotations: [`${arn}:a, ${arn}:b`, `${arn}:b`, 'not an arn'],
    });
    await store.register({
      entityRef: 'component:default/bare',
      pipelineArn: `${arn}:c`,
      registeredBy: 'user:default/alice',
    });
    await refresh.run(new AbortController().signal);
    expect(checked().sort()).toEqual([`${arn}:a`, `${arn}:b`, `${arn}:c`]);
    await expect(store.listPipelines()).resolves.toHaveLength(3);
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
    const { refresh, store } = await createRefresh({
      assess: async ({ pipelineArn }) => createReport({ pipelineArn }),
      annotations: [`${arn}:a`],
    });
    await refresh.run(new AbortController().signal);
    const broken = new PipelineRefresh({
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
    });
    await expect(broken.run(new AbortController().signal)).rejects.toThrow(
      'connection reset',
    );
    await expect(store.listPipelines()).resolves.toHaveLength(1);
  });
});
