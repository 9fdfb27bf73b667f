import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { LinkQuery } from 'backstage-plugin-cross-account-pipelines-common';
import { createHop, createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from './DatabasePipelineStore';
import { LinkTable } from './LinkTable';
import { openDatabase } from './openDatabase';

jest.setTimeout(60_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15', 'POSTGRES_18'],
  disableDocker: true,
});
const everything = {
  entityRefs: 'everything',
  accounts: 'everything',
} as const;

describe.each(databases.eachSupportedId())('LinkTable on %s', databaseId => {
  /** Pipelines a to e, of which b and d are broken. */
  async function createTable() {
    const knex = await openDatabase(
      mockServices.database({ knex: await databases.init(databaseId) }),
    );
    const store = new DatabasePipelineStore(knex);
    for (const name of ['a', 'b', 'c', 'd', 'e']) {
      const pipelineArn = `arn:aws:codepipeline:eu-west-1:111111111111:${name}_x`;
      const isBroken = ['b', 'd'].includes(name);
      const report = createReport({
        pipelineArn,
        linkHops: [createHop('key', isBroken ? 'broken' : 'healthy')],
      });
      report.links[0].health = isBroken ? 'broken' : 'healthy';
      await store.register({
        entityRef: `component:default/${name}`,
        pipelineArn,
        registeredBy: 'user:default/alice',
      });
      const check = await store.beginCheck(pipelineArn, report.readAt);
      await store.saveResult(check, { report, taggedRef: null });
    }
    const table = new LinkTable(knex);
    const names = async (query: LinkQuery, visible = {}) => {
      const { items } = await table.query(
        { account: ['012345678901'], ...query },
        { ...everything, ...visible },
      );
      return items.map(({ pipelineName }) => pipelineName[0]).join('');
    };
    return { names, table };
  }

  it('filters, sorts and shows only what is visible', async () => {
    const { names, table } = await createTable();
    expect(await names({})).toBe('bdace');
    expect(await names({ health: ['broken'] })).toBe('bd');
    expect(await names({ hop: ['H6'] })).toBe('bd');
    expect(await names({ entity: ['component:default/c'] })).toBe('c');
    expect(await names({ sort: 'entity', descending: true })).toBe('edcba');
    expect(await names({ since: '2026-11-20T10:00:00Z' })).toBe('bdace');
    expect(await names({ since: '2026-11-20T10:00:01Z' })).toBe('');
    expect(await names({ text: 'A_X' })).toBe('a');
    // Wildcards of the database are texts like any other.
    expect(await names({ text: '%' })).toBe('');
    expect(await names({ rule: ['x%'] })).toBe('');
    const some = { entityRefs: ['component:default/a', 'component:default/d'] };
    expect(await names({}, some)).toBe('da');
    expect(await names({}, { entityRefs: [] })).toBe('');
    expect(await names({}, { accounts: ['111111111111'] })).toBe('');
    await expect(table.listScopes()).resolves.toMatchObject({
      accounts: expect.arrayContaining(['012345678901', '111111111111']),
    });
  });

  it('gives every link once, page by page', async () => {
    const { table } = await createTable();
    for (const sort of ['health', 'since', 'entity', 'account'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await table.query({ sort, limit: 3, cursor }, everything);
        expect(page.totalItems).toBe(10);
        seen.push(
          ...page.items.map(row => `${row.pipelineArn} ${row.account.id}`),
        );
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toHaveLength(10);
      expect(new Set(seen).size).toBe(10);
    }
  });
});
