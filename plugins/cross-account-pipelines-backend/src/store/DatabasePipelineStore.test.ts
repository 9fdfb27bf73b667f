import type { PipelineReport } from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineExecution } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Knex } from 'knex';
import {
  mockServices,
  TestDatabases,
  type TestDatabaseId,
} from '@backstage/backend-test-utils';
import { createHop, createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from './DatabasePipelineStore';
import { deleteTransitions, listTransitions } from './transitionRows';
import { WaiverTable } from './WaiverTable';

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

const noon = '2026-11-20T12:00:00.000Z';

/** What a check that was begun now stores. */
async function save(
  store: DatabasePipelineStore,
  report: PipelineReport,
  taggedRef: string | null = null,
) {
  const check = await store.beginCheck(report.pipelineArn, report.readAt);
  return store.saveResult(check, { report, taggedRef });
}

/** An entity names these pipelines. */
const names = (...pipelineArns: string[]) => ({
  entityRef: 'component:default/payments',
  pipelineArns,
  owner: 'group:default/money',
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
      await save(store, createReport());
      await store.saveError(orders, 'Account 222222222222 has no credentials');
      await expect(
        store.getPipelines([checkout, orders, payments]),
      ).resolves.toEqual([
        { pipelineArn: checkout },
        {
          pipelineArn: orders,
          error: 'Account 222222222222 has no credentials',
        },
        { pipelineArn: payments, tagsWereRead: true, report: createReport() },
      ]);
    });

    it('keeps the last report beside an error, and drops the error with the next', async () => {
      const { store } = await createStore();
      await save(store, createReport());
      await store.saveError(payments, 'AWS could not be reached');
      await expect(store.getPipelines([payments])).resolves.toEqual([
        {
          pipelineArn: payments,
          tagsWereRead: true,
          report: createReport(),
          error: 'AWS could not be reached',
        },
      ]);
      const next = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
      await save(store, next);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments, tagsWereRead: true, report: next },
      ]);
    });

    describe('at a glance', () => {
      const warning = { linkHops: [createHop('key', 'warning')] };

      async function saveWithRuns(store: DatabasePipelineStore) {
        const report = createReport(warning);
        const check = await store.beginCheck(payments, report.readAt);
        const executions = ['2', '1'].map(
          id => ({ id, status: 'Succeeded', stages: [] } as any),
        );
        await store.saveResult(check, { report, taggedRef: null, executions });
      }

      it('gives the verdicts, and the newest run, without reading reports', async () => {
        const { knex, store } = await createStore();
        await saveWithRuns(store);
        await knex('pipelines').update({ report: 'not read' });
        const [pipeline, unknown] = await store.glanceAt([payments, checkout]);
        expect(pipeline).toMatchObject({
          isAbridged: true,
          tagsWereRead: true,
          report: { health: 'warning', links: [{ health: 'warning' }] },
          executions: [{ id: '2' }],
        });
        expect(pipeline.executions).toHaveLength(1);
        expect(unknown).toEqual({ pipelineArn: checkout });
      });

      it('follows what somebody puts up with, until the day is over', async () => {
        const { knex, store } = await createStore();
        await saveWithRuns(store);
        const healthNow = async () =>
          (await store.glanceAt([payments]))[0].report!.health;
        const waivers = new WaiverTable(knex);
        await waivers.add({
          pipelineArn: payments,
          rule: 'H6',
          reason: 'agreed',
          until: '2999-01-01',
          createdBy: alice,
        });
        await store.judgeAgain(payments);
        await expect(healthNow()).resolves.toBe('healthy');

        await knex('waivers').update({ until: '2026-01-01' });
        await knex('pipelines').update({ glance_until: '2026-01-01' });
        await expect(healthNow()).resolves.toBe('warning');
      });

      it.each([
        ['damaged', { glance: '{"report":{"pipel' }],
        ['of another version', { report_version: 1 }],
        ['not there', { glance: null }],
      ])('reads the report where it is %s', async (_, row) => {
        const { knex, store } = await createStore();
        await saveWithRuns(store);
        await knex('pipelines').update(row);
        await expect(store.glanceAt([payments])).resolves.toEqual([
          expect.objectContaining({
            isAbridged: true,
            report: expect.objectContaining({ health: 'warning' }),
            executions: [expect.objectContaining({ id: '2' })],
          }),
        ]);
      });

      it('has no report of what is gone', async () => {
        const { store } = await createStore();
        await saveWithRuns(store);
        const check = await store.beginCheck(payments, noon);
        const error = 'AWS has no such pipeline any more';
        await store.saveGone(check, { pipelineArn: payments, at: noon, error });
        const [pipeline] = await store.glanceAt([payments]);
        expect(pipeline).toMatchObject({ goneAt: noon, error });
        expect(pipeline.report).toBeUndefined();
      });
    });

    it('gives pipelines in pages, those of some owners only where asked', async () => {
      const { store } = await createStore();
      await save(
        store,
        createReport({ pipelineArn: checkout }),
        'component:a/b',
      );
      await save(store, createReport({ pipelineArn: orders }), 'component:c/d');
      await save(
        store,
        createReport({ pipelineArn: payments }),
        'component:a/b',
      );
      const list = async (page: Parameters<typeof store.listPipelines>[0]) =>
        (await store.listPipelines(page)).map(({ pipelineArn }) => pipelineArn);
      await expect(list({ limit: 2 })).resolves.toEqual([checkout, orders]);
      await expect(list({ limit: 2, after: orders })).resolves.toEqual([
        payments,
      ]);
      await expect(
        list({ limit: 2, ownerRefs: ['component:a/b'] }),
      ).resolves.toEqual([checkout, payments]);
      await expect(list({ ownerRefs: [] })).resolves.toEqual([]);
    });

    it('remembers since when a hop has been broken', async () => {
      const { store } = await createStore();
      const broken = { linkHops: [createHop('key', 'broken')] };
      await save(store, createReport(broken));
      const { pipeline } = await save(
        store,
        createReport({ ...broken, readAt: '2026-11-20T11:00:00.000Z' }),
      );
      expect(pipeline.report!.links[0].hops[0].since).toBe(
        '2026-11-20T10:00:00.000Z',
      );
      await expect(store.getPipelines([payments])).resolves.toEqual([pipeline]);
    });

    it('does not let a slow reading replace a younger one', async () => {
      const { store } = await createStore();
      const slow = await store.beginCheck(payments, noon);
      const younger = createReport({ readAt: '2026-11-20T11:00:00.000Z' });
      await save(store, younger);
      const { pipeline, transitions } = await store.saveResult(slow, {
        report: createReport({ linkHops: [createHop('key', 'broken')] }),
      });
      expect(pipeline.report).toEqual(younger);
      expect(transitions).toEqual([]);
      await expect(store.listPipelines()).resolves.toEqual([
        expect.objectContaining({ readAt: '2026-11-20T11:00:00.000Z' }),
      ]);
    });

    it('lets no clock that ran ahead hide a newer verdict', async () => {
      const { store } = await createStore();
      await save(store, createReport({ readAt: '2031-01-01T00:00:00.000Z' }));
      const newer = createReport({ linkHops: [createHop('key', 'broken')] });
      await save(store, newer);
      const [{ report }] = await store.getPipelines([payments]);
      expect(report!.links[0].hops[0].health).toBe('broken');
    });

    it('stores readings of a new pipeline at once, and keeps the last begun', async () => {
      const { store } = await createStore();
      const checks = await Promise.all(
        [1, 2, 3].map(() => store.beginCheck(payments, noon)),
      );
      expect([...checks].sort()).toEqual([1, 2, 3]);
      await Promise.all(
        checks.map(check =>
          store.saveResult(check, {
            report: createReport({ readAt: `2026-11-20T1${check}:00:00.000Z` }),
          }),
        ),
      );
      const [{ report }] = await store.getPipelines([payments]);
      expect(report!.readAt).toBe('2026-11-20T13:00:00.000Z');
    });

    describe('what has not changed', () => {
      const later = '2026-11-20T11:00:00.000Z';
      const evidence = {
        document: { type: 'key policy' as const, account: '1', arn: 'key' },
        account: '1',
        readAt: noon,
      };
      const broken = { ...createHop('key', 'broken'), evidence: [evidence] };
      const made = createReport({ readAt: noon, linkHops: [broken] });

      async function createMade(id?: TestDatabaseId) {
        const { knex, store } = await createStore(id);
        const check = await store.beginCheck(payments, noon);
        await store.saveResult(check, { report: made, madeFrom: '#a' });
        return { knex, store };
      }
      const findAgain = async (
        store: DatabasePipelineStore,
        found: Partial<Parameters<typeof store.saveUnchanged>[1]> = {},
      ) =>
        store.saveUnchanged(await store.beginCheck(payments, later), {
          pipelineArn: payments,
          madeFrom: '#a',
          unchangedAt: later,
          ...found,
        });

      it('is not stored again, and is as old as what was compared', async () => {
        const { knex, store } = await createMade();
        await store.saveError(payments, 'AWS did not answer');
        await expect(store.recallMadeFrom(payments)).resolves.toBe('#a');
        const { report: text } = await knex('pipelines').first('report');
        await expect(findAgain(store)).resolves.toMatchObject({
          report: { readAt: later, health: 'broken' },
        });
        expect((await knex('pipelines').first('report')).report).toBe(text);
        const [full] = await store.getPipelines([payments]);
        expect(full.error).toBeUndefined();
        expect(full.report!.readAt).toBe(later);
        expect(full.report!.links[0].hops).toEqual([
          {
            ...broken,
            since: noon,
            evidence: [{ ...evidence, readAt: later }],
          },
        ]);
        const [glance] = await store.glanceAt([payments]);
        expect(glance.report!.readAt).toBe(later);
        const [summary] = await store.listPipelines();
        expect(summary.readAt).toBe(later);
        const links = await knex('links').select('read_at', 'since');
        expect(links).toContainEqual({ read_at: later, since: noon });
        expect(await listTransitions(knex, payments)).toEqual([
          expect.objectContaining({ firstSeenAt: noon, lastSeenAt: later }),
        ]);
        // The next report still knows since when it is broken.
        const next = createReport({
          readAt: '2026-11-20T13:00:00.000Z',
          linkHops: [broken],
        });
        const { pipeline, transitions } = await save(store, next);
        expect(transitions).toEqual([]);
        expect(pipeline.report!.links[0].hops[0].since).toBe(noon);
        await expect(store.recallMadeFrom(payments)).resolves.toBeUndefined();
      });

      it('takes new runs, and whose it is', async () => {
        const { store } = await createMade();
        const run = {
          id: 'run-2',
          status: 'Failed',
          stages: [],
        } as unknown as PipelineExecution;
        const older = { ...run, id: 'run-1' };
        const found = await findAgain(store, {
          executions: [run, older],
          taggedRef: 'component:default/payments',
        });
        expect(found).toMatchObject({
          ownerRef: 'component:default/payments',
          executions: [run, older],
        });
        const [glance] = await store.glanceAt([payments]);
        expect(glance.executions).toEqual([run]);
        const [full] = await store.getPipelines([payments]);
        expect(full.executions).toEqual([run, older]);
      });

      it('gives way to what a later check or another replica has stored', async () => {
        const { store } = await createMade();
        await expect(
          findAgain(store, { madeFrom: '#b' }),
        ).resolves.toBeUndefined();
        const slow = await store.beginCheck(payments, later);
        await save(store, createReport({ readAt: later }));
        await store.saveUnchanged(slow, {
          pipelineArn: payments,
          madeFrom: '#a',
          unchangedAt: noon,
        });
        const [{ report }] = await store.getPipelines([payments]);
        expect(report).toMatchObject({ readAt: later, health: 'healthy' });
      });

      it.each<[string, (knex: Knex, store: DatabasePipelineStore) => unknown]>([
        [
          'of another version',
          knex => knex('pipelines').update({ report_version: 2 }),
        ],
        [
          'gone',
          async (_, store) =>
            store.saveGone(await store.beginCheck(payments, later), {
              pipelineArn: payments,
              at: later,
              error: 'gone',
            }),
        ],
        [
          'one whose waiver has run out',
          knex => knex('pipelines').update({ glance_until: '2026-11-19' }),
        ],
        [
          'damaged at a glance',
          knex => knex('pipelines').update({ glance: '{"report":' }),
        ],
        [
          'found to be damaged',
          async (knex, store) => {
            await knex('pipelines').update({ report: '{"pipelineArn":' });
            await store.getPipelines([payments]);
          },
        ],
      ])('is judged again where it is %s', async (_, change) => {
        const { knex, store } = await createMade();
        await change(knex, store);
        await expect(store.recallMadeFrom(payments)).resolves.toBeUndefined();
        await expect(findAgain(store)).resolves.toBeUndefined();
      });
    });

    it.each([
      ['cut off', '{"pipelineArn":', 2],
      ['something else', '[]', 2],
      ['of a health that there is not', '{"health":"splendid"}', 2],
      ['of a later version', JSON.stringify(createReport()), 99],
    ])('heals a report that is %s', async (_, report, report_version) => {
      const { knex, store } = await createStore();
      await save(store, createReport());
      await knex('pipelines').update({ report, report_version, reaches: '{' });
      await expect(store.listPipelines()).resolves.toHaveLength(1);
      const [damaged] = await store.getPipelines([payments]);
      expect(damaged.report).toBeUndefined();
      expect(damaged.error).toContain('the next check replaces it');

      const { pipeline } = await save(store, createReport());
      expect(pipeline.report).toEqual(createReport());
      expect(pipeline.error).toBeUndefined();
    });

    it('reads reports of the second version, which said in English only what was not seen', async () => {
      const { knex, store } = await createStore();
      await save(store, createReport());
      const unseen = ['Service control policies of 1 were not seen.'];
      await knex('pipelines').update({
        report: JSON.stringify({ ...createReport(), unseen }),
        report_version: 2,
      });
      const [{ report }] = await store.getPipelines([payments]);
      expect(report!.unseen).toEqual([{ sentence: unseen[0] }]);
    });

    it('reads reports of the first version, in which documents had names only', async () => {
      const { knex, store } = await createStore();
      const hop = {
        ...createHop('key', 'broken'),
        since: noon,
        evidence: [{ document: 'key policy of alias/a', account: '1' }],
        caller: { account: '1', allows: 'no', document: 'policies of a role' },
      };
      await save(store, createReport());
      await knex('pipelines').update({
        report: JSON.stringify(createReport({ linkHops: [hop as any] })),
        report_version: null,
      });
      const [{ report }] = await store.getPipelines([payments]);
      expect(report!.links[0].hops).toEqual([
        { ...createHop('key', 'broken'), since: noon },
      ]);
    });

    it('calls a pipeline that was deleted gone, not healthy, until it is there again', async () => {
      const { knex, store } = await createStore();
      const gone = { pipelineArn: payments, at: noon, error: 'It is gone' };
      const first = await store.beginCheck(payments, noon);
      await expect(store.saveGone(first, gone)).resolves.toBeUndefined();

      await save(store, createReport());
      const check = await store.beginCheck(payments, noon);
      await expect(store.saveGone(check, gone)).resolves.toBe('new');
      await expect(store.saveGone(check, gone)).resolves.toBe('known');
      await expect(store.getPipelines([payments])).resolves.toEqual([
        {
          pipelineArn: payments,
          goneAt: noon,
          tagsWereRead: true,
          error: 'It is gone',
        },
      ]);
      const [summary] = await store.listPipelines();
      expect(summary).toMatchObject({ goneAt: noon });
      expect(summary.health).toBeUndefined();
      await expect(knex('links')).resolves.toEqual([]);

      await save(store, createReport());
      const [again] = await store.listPipelines();
      expect(again.health).toBe('healthy');
      expect(again.goneAt).toBeUndefined();
    });

    it('keeps what became of hops, and when it was found', async () => {
      const { knex, store } = await createStore();
      const at = (hour: number, health: 'healthy' | 'broken') =>
        createReport({
          readAt: `2026-11-20T${hour}:00:00.000Z`,
          linkHops: [createHop('key', health)],
        });
      await save(store, at(10, 'healthy'));
      await save(store, at(11, 'broken'));
      await save(store, at(12, 'broken'));
      await save(store, at(13, 'healthy'));
      const history = await listTransitions(knex, payments);
      expect(
        history.map(({ from, to, firstSeenAt, lastSeenAt }) => [
          from,
          to,
          firstSeenAt.slice(11, 13),
          lastSeenAt.slice(11, 13),
        ]),
      ).toEqual([
        ['broken', 'healthy', '13', '13'],
        ['healthy', 'broken', '11', '12'],
      ]);

      await deleteTransitions(knex, { before: '2026-11-20T14:00:00.000Z' });
      await expect(listTransitions(knex, payments)).resolves.toHaveLength(1);
    });

    describe('whose a pipeline is', () => {
      const ownerOf = async (store: DatabasePipelineStore) =>
        (await store.getPipelines([payments]))[0].ownerRef;

      it('is decided again whenever something speaks for it', async () => {
        const { store } = await createStore();
        await store.ownership.setClaims([names(payments)], { seenAt: noon });
        expect(await ownerOf(store)).toBeUndefined();
        await save(store, createReport());
        expect(await ownerOf(store)).toBe('component:default/payments');

        const registration = {
          entityRef: 'component:default/registered',
          pipelineArn: payments,
        };
        await store.ownership.register({
          ...registration,
          registeredBy: alice,
        });
        expect(await ownerOf(store)).toBe('component:default/registered');
        await expect(store.ownership.unregister(registration)).resolves.toBe(
          true,
        );
        await expect(store.ownership.unregister(registration)).resolves.toBe(
          false,
        );
        expect(await ownerOf(store)).toBe('component:default/payments');

        await save(store, createReport(), 'component:default/tagged');
        expect(await ownerOf(store)).toBe('component:default/tagged');
        // Tags that could not be read this time say nothing.
        const check = await store.beginCheck(payments, noon);
        await store.saveResult(check, { report: createReport() });
        expect(await ownerOf(store)).toBe('component:default/tagged');
      });

      it('stays with whoever named it first', async () => {
        const { store } = await createStore();
        await save(store, createReport());
        await store.ownership.setClaims([names(payments)], { seenAt: noon });
        const late = { ...names(payments), entityRef: 'component:default/a' };
        await store.ownership.setClaims([names(payments), late], {
          seenAt: '2026-11-20T13:00:00.000Z',
        });
        expect(await ownerOf(store)).toBe('component:default/payments');
        await expect(store.listPipelines()).resolves.toEqual([
          expect.objectContaining({
            entityRefs: ['component:default/a', 'component:default/payments'],
          }),
        ]);
      });

      it('is what the rows of its links say', async () => {
        const { knex, store } = await createStore();
        await store.ownership.setClaims([names(payments)], { seenAt: noon });
        await save(store, createReport());
        const rows = () =>
          knex('links').distinct('entity_ref', 'entity_owner', 'entity_system');
        await expect(rows()).resolves.toEqual([
          {
            entity_ref: 'component:default/payments',
            entity_owner: 'group:default/money',
            entity_system: null,
          },
        ]);
        await store.ownership.setClaims(
          [{ ...names(payments), owner: 'group:default/new' }],
          { seenAt: noon },
        );
        await expect(rows()).resolves.toEqual([
          expect.objectContaining({ entity_owner: 'group:default/new' }),
        ]);
      });
    });

    it('looks soonest at what was never read, then at what just changed, last at what keeps failing', async () => {
      const { knex, store } = await createStore();
      const arns = ['new', 'changed', 'settled', 'failing'].map(
        name => `${payments}-${name}`,
      );
      await store.ownership.setClaims([names(...arns)], { seenAt: noon });
      const row = (name: string) =>
        knex('pipelines').where('pipeline_arn', `${payments}-${name}`);
      const tried_at = '2026-11-20T11:50:00.000Z';
      await row('changed').update({
        tried_at,
        changed_at: '2026-11-20T11:58:00.000Z',
      });
      await row('settled').update({
        tried_at,
        changed_at: '2026-10-20T11:00:00.000Z',
      });
      await row('failing').update({ tried_at, failures: 3 });
      await expect(store.listDue(new Date(noon))).resolves.toEqual(arns);
    });

    it('lists the accounts that a pipeline reaches, each once, without its own', async () => {
      const { store } = await createStore();
      const dev = { id: '012345678901', name: 'dev' };
      const tools = { id: '111111111111', name: 'tools' };
      const prod = { id: '333333333333', name: 'prod-eu' };
      await save(store, createReport({ reaches: [prod, tools, dev, prod] }));
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
      await store.ownership.register({
        entityRef: 'component:default/orders',
        pipelineArn: orders,
        registeredBy: alice,
      });
      await store.ownership.setClaims([names(payments)], { seenAt: noon });
      await save(store, createReport());
      await store.ownership.setClaims([names(checkout)], { seenAt: noon });
      await expect(store.listPipelines()).resolves.toEqual([
        expect.objectContaining({ pipelineArn: checkout }),
        expect.objectContaining({ pipelineArn: orders }),
      ]);
      await expect(store.getPipelines([payments])).resolves.toEqual([
        { pipelineArn: payments },
      ]);
    });

    it('keeps reports when the same pipelines are named again', async () => {
      const { store } = await createStore();
      await save(store, createReport());
      await store.ownership.setClaims([names(payments, orders)], {
        seenAt: noon,
      });
      await expect(store.getPipelines([payments])).resolves.toEqual([
        expect.objectContaining({ report: createReport() }),
      ]);
    });

    it('takes thousands of pipelines', async () => {
      const { store } = await createStore();
      const arns = Array.from({ length: 2500 }, (_, i) => `${payments}-${i}`);
      await store.ownership.setClaims([names(...arns)], { seenAt: noon });
      await expect(store.listPipelines()).resolves.toHaveLength(2500);
      await expect(store.getPipelines(arns)).resolves.toHaveLength(2500);
      await store.ownership.setClaims([names()], { seenAt: noon });
      await expect(store.listPipelines()).resolves.toEqual([]);
    });

    it('registers a pipeline once, whoever comes second', async () => {
      const { store, knex } = await createStore();
      const registration = {
        entityRef: 'component:default/orders',
        pipelineArn: orders,
      };
      await store.ownership.register({ ...registration, registeredBy: alice });
      await store.ownership.register({
        ...registration,
        registeredBy: 'user:default/bob',
      });
      await store.ownership.register({
        entityRef: 'component:default/checkout',
        pipelineArn: orders,
        registeredBy: alice,
      });
      await expect(store.ownership.listRegistrations()).resolves.toEqual([
        { entityRef: 'component:default/checkout', pipelineArn: orders },
        registration,
      ]);
      await expect(
        store.ownership.listRegistrations({
          entityRef: 'component:default/orders',
        }),
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
