import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { createHop, createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from './DatabasePipelineStore';

jest.setTimeout(60_000);

const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';
const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const checkout = 'arn:aws:codepipeline:eu-west-1:012345678901:checkout';
const alice = 'user:default/alice';

// PostgreSQL takes part where a connection string names a server.
const databases = TestDatabases.create({
  ids: [
    'SQLITE_3',
    'POSTGRES_14',
    'POSTGRES_15',
    'POSTGRES_16',
    'POSTGRES_17',
    'POSTGRES_18',
  ],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())(
  'DatabasePipelineStore on %s',
  databaseId => {
    async function createStore(id: TestDatabaseId = databaseId) {
      const knex = await databases.init(id);
      const database = mockServices.database({ knex });
      return {
        knex,
        store: await DatabasePipelineStore.create(database),
      };
    }

    it('makes its tables once and can take them away', async () => {
      const { knex } = await createStore();
      await DatabasePipelineStore.create(mockServices.database({ knex }));
      await expect(knex.schema.hasTable('registrations')).resolves.toBe(true);
      await knex.migrate.rollback(
        { directory: `${__dirname}/../../migrations` },
        true,
      );
      await expect(knex.schema.hasTable('pipelines')).resolves.toBe(false);
      await expect(knex.schema.hasTable('registrations')).resolves.toBe(false);
    });

    it('gives back what was stored, in the order asked for', async () => {
      const { store } = await createStore();
      await store.saveReport(createReport());
      await store.saveError(orders, 'Account 222222222222 has no credentials');
      await expect(
        store.getPipelines([checkout, orders, payments]),
      ).resolves.toEqual([
        { pipelineArn: checkout },
        {
          pipelineArn: orders,
          error: 'Account 222222222222 has no credentials',
        },
        { pipelineArn: payments, report: createReport() },
      ]);
    });

    it('keeps the last report beside an error, and drops the error with the next', async () => {
      const { store } = await createStore();
      await store.saveReport(createReport());
      await store.saveError(payments, 'AWS could not be reached');
      await expect(store.getPipelines([payments])).resolves.toEqual([
        {
          pipelineArn: payments,
          report: createReport(),
          error: 'AWS could not be reached',
        },
      ]);
      const next = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
      await store.saveReport(next);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments, report: next },
      ]);
    });

    it('remembers since when a hop has been broken', async () => {
      const { store } = await createStore();
      const broken = { linkHops: [createHop('key', 'broken')] };
      await store.saveReport(createReport(broken));
      const saved = await store.saveReport(
        createReport({ ...broken, readAt: '2026-11-20T11:00:00.000Z' }),
      );
      expect(saved.links[0].hops[0].since).toBe('2026-11-20T10:00:00.000Z');
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments, report: saved },
      ]);
    });

    it('does not let a slow reading replace a younger one', async () => {
      const { store } = await createStore();
      const younger = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
      await store.saveReport(younger);
      await expect(store.saveReport(createReport())).resolves.toEqual(younger);
      await expect(store.listPipelines()).resolves.toEqual([
        expect.objectContaining({ readAt: '2026-11-20T11:00:00.000Z' }),
      ]);
    });

    it('stores two readings of a new pipeline at once', async () => {
      const { store } = await createStore();
      const younger = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
      await Promise.all([
        store.saveReport(createReport()),
        store.saveReport(younger),
        store.saveReport(createReport()),
      ]);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments, report: younger },
      ]);
    });

    it('lists the accounts that a pipeline reaches, each once, without its own', async () => {
      const { store } = await createStore();
      const dev = { id: '012345678901', name: 'dev' };
      const tools = { id: '111111111111', name: 'tools' };
      const prod = { id: '333333333333', name: 'prod-eu' };
      await store.saveReport(
        createReport({ reaches: [prod, tools, dev, prod] }),
      );
      await expect(store.listPipelines()).resolves.toEqual([
        {
          pipelineArn: payments,
          entityRefs: [],
          health: 'healthy',
          reaches: [dev, prod],
          readAt: '2026-11-20T10:00:00.000Z',
        },
      ]);
    });

    it('forgets pipelines that nobody names any more, but no registered one', async () => {
      const { store } = await createStore();
      await store.register({
        entityRef: 'component:default/orders',
        pipelineArn: orders,
        registeredBy: alice,
      });
      await store.setPipelines([payments]);
      await store.saveReport(createReport());
      await store.setPipelines([checkout]);
      await expect(store.listPipelines()).resolves.toEqual([
        { pipelineArn: checkout, entityRefs: [], reaches: [] },
        { pipelineArn: orders, entityRefs: [], reaches: [] },
      ]);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments },
      ]);
    });

    it('keeps reports when the same pipelines are named again', async () => {
      const { store } = await createStore();
      await store.saveReport(createReport());
      await store.setPipelines([payments, orders]);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments, report: createReport() },
      ]);
    });

    it('takes thousands of pipelines', async () => {
      const { store } = await createStore();
      const arns = Array.from({ length: 2500 }, (_, i) => `${payments}-${i}`);
      await store.setPipelines(arns);
      await expect(store.listPipelines()).resolves.toHaveLength(2500);
      await expect(store.getPipelines(arns)).resolves.toHaveLength(2500);
      await store.setPipelines([]);
      await expect(store.listPipelines()).resolves.toEqual([]);
    });

    it('registers a pipeline once, whoever comes second', async () => {
      const { store, knex } = await createStore();
      const registration = {
        entityRef: 'component:default/orders',
        pipelineArn: orders,
      };
      await store.register({ ...registration, registeredBy: alice });
      await store.register({
        ...registration,
        registeredBy: 'user:default/bob',
      });
      await store.register({
        entityRef: 'component:default/checkout',
        pipelineArn: orders,
        registeredBy: alice,
      });
      await expect(store.listRegistrations()).resolves.toEqual([
        { entityRef: 'component:default/checkout', pipelineArn: orders },
        registration,
      ]);
      await expect(
        store.listRegistrations({ entityRef: 'component:default/orders' }),
      ).resolves.toEqual([registration]);
      await expect(
        knex('registrations').where(
          'entity_ref',
          '=',
          'component:default/orders',
        ),
      ).resolves.toEqual([expect.objectContaining({ registered_by: alice })]);
    });
  },
);
