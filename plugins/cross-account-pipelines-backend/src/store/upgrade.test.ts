import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { DatabasePipelineStore } from './DatabasePipelineStore';
import { listTransitions } from './transitionRows';

// Many databases are made, and dropped in the end.
jest.setTimeout(240_000);

const migrations = resolve(__dirname, '../../migrations');
const fixtures = resolve(__dirname, 'fixtures');

const orders = 'arn:aws:codepipeline:eu-west-1:111111111111:orders';
const payments = 'arn:aws:codepipeline:eu-west-1:111111111111:payments';

// PostgreSQL takes part where a connection string names a server.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_14', 'POSTGRES_15', 'POSTGRES_16', 'POSTGRES_17'],
  disableDocker: true,
});

/** Every shape that the database has had, by the migration that made it. */
const shapes = readdirSync(migrations)
  .sort()
  .map(file => basename(file, '.js'));

/** The rows that a plugin of that time had written, by table. */
const rowsOf = (shape: string): Record<string, object[]> =>
  JSON.parse(readFileSync(resolve(fixtures, `${shape}.json`), 'utf8'));

/** A database as it was, with what was in it. */
async function restore(knex: Knex, shape: string): Promise<void> {
  for (let made = ''; made < `${shape}.js`; ) {
    const [, [name]] = await knex.migrate.up({ directory: migrations });
    made = basename(name);
  }
  for (const [table, rows] of Object.entries(rowsOf(shape))) {
    const columns = Object.keys(await knex(table).columnInfo());
    // A migration that was released is not edited: somebody has run it.
    expect([table, Object.keys(rows[0]).sort()]).toEqual([
      table,
      columns.sort(),
    ]);
    await knex(table).insert(rows);
  }
}

it('knows every shape that the database has had', () => {
  expect(
    readdirSync(fixtures)
      .map(file => basename(file, '.json'))
      .sort(),
  ).toEqual(shapes);
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  describe.each(shapes)('a database of the shape %s', shape => {
    async function upgrade() {
      const knex = await databases.init(databaseId);
      await restore(knex, shape);
      const store = await DatabasePipelineStore.create(
        mockServices.database({ knex }),
      );
      return { knex, store };
    }

    it('keeps what was registered, found and waived', async () => {
      const { knex, store } = await upgrade();
      await expect(store.ownership.listRegistrations()).resolves.toEqual([
        { entityRef: 'component:default/orders', pipelineArn: orders },
      ]);
      const [found, failed] = await store.getPipelines([orders, payments]);
      expect(failed).toMatchObject({
        error: 'Account 222222222222 could not be entered',
      });
      expect(found.error).toBeUndefined();
      const { health, links } = found.report!;
      expect({
        health,
        links: links.map(({ account, hops }) => [
          account.id,
          hops.find(hop => hop.health === 'broken')?.hop,
        ]),
      }).toEqual({
        health: 'broken',
        links: [
          ['012345678901', 'H6'],
          ['222222222222', 'H6'],
        ],
      });
      await expect(store.listPipelines()).resolves.toEqual([
        expect.objectContaining({
          pipelineArn: orders,
          health: 'broken',
          reaches: [{ id: '012345678901' }, { id: '222222222222' }],
        }),
        expect.objectContaining({ pipelineArn: payments }),
      ]);
      const waived = (await knex('waivers')).map(({ reason }) => reason);
      expect(waived).toEqual(
        'waivers' in rowsOf(shape) ? ['until the audit'] : [],
      );
    });

    it('is made whole by the next check, which takes nothing for new', async () => {
      const { knex, store } = await upgrade();
      const [{ report: before }] = await store.getPipelines([orders]);
      const since = before!.links[0].hops.find(hop => hop.since)?.since;
      expect(since).toBe(before!.readAt);

      const report = { ...before!, readAt: '2026-12-01T10:00:00.000Z' };
      const check = await store.beginCheck(orders, report.readAt);
      const { pipeline } = await store.saveResult(check, {
        report,
        taggedRef: 'component:default/orders',
      });
      expect(pipeline.ownerRef).toBe('component:default/orders');
      expect(pipeline.report!.links[0].hops.find(hop => hop.since)!.since).toBe(
        since,
      );
      const rows = await knex('links').where({ is_own: false });
      expect(rows.map(({ account, since: first }) => [account, first])).toEqual(
        [
          ['012345678901', since],
          ['222222222222', since],
        ],
      );
      const history = await listTransitions(knex, orders);
      expect(history.filter(({ from }) => from !== undefined)).toEqual([]);
    });

    it('can be taken away again', async () => {
      const { knex } = await upgrade();
      await knex.migrate.rollback({ directory: migrations }, true);
      await expect(knex.schema.hasTable('pipelines')).resolves.toBe(false);
    });
  });
});
