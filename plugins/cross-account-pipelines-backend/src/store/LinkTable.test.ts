import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { LinkQuery } from 'backstage-plugin-cross-account-pipelines-common';
import { createHop, createReport } from '../__testUtils__/createReport';
import { DatabasePipelineStore } from './DatabasePipelineStore';
import { LinkTable } from './LinkTable';
import { openDatabase } from './openDatabase';
import { WaiverTable } from './WaiverTable';

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
      await store.ownership.register({
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
    return { knex, names, store, table };
  }

  it('counts a warning that somebody puts up with for nothing, until he does not any more', async () => {
    const { knex, names, store } = await createTable();
    const pipelineArn = 'arn:aws:codepipeline:eu-west-1:111111111111:w_x';
    const report = createReport({
      pipelineArn,
      linkHops: [createHop('key', 'warning')],
    });
    report.links[0].health = 'warning';
    report.health = 'warning';
    const save = async () => {
      const check = await store.beginCheck(pipelineArn, report.readAt);
      return store.saveResult(check, { report, taggedRef: null });
    };
    const state = async () => {
      const [stored] = await store.getPipelines([pipelineArn]);
      const listed = (await store.listPipelines()).find(
        each => each.pipelineArn === pipelineArn,
      );
      const isRow = (await names({ health: ['warning'] })) === 'w';
      return [stored.report?.health, listed?.health, isRow];
    };
    await store.ownership.register({
      entityRef: 'component:default/w',
      pipelineArn,
      registeredBy: 'user:default/alice',
    });
    await save();
    expect(await state()).toEqual(['warning', 'warning', true]);

    const waivers = new WaiverTable(knex);
    const { id } = await waivers.add({
      pipelineArn,
      rule: report.links[0].hops[0].hop,
      reason: 'agreed',
      until: '2999-01-01',
      createdBy: 'user:default/alice',
    });
    await store.judgeAgain(pipelineArn);
    expect(await state()).toEqual(['healthy', 'healthy', false]);
    const { pipeline, transitions } = await save();
    expect(pipeline.report?.links[0].hops[0].waived?.reason).toBe('agreed');
    expect(transitions).toEqual([]);
    expect(await state()).toEqual(['healthy', 'healthy', false]);

    await waivers.delete(id);
    await store.judgeAgain(pipelineArn);
    expect(await state()).toEqual(['warning', 'warning', true]);
  });

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
    expect(await names({ text: 'default/c' })).toBe('c');
    expect(await names({ text: 'DEV' })).toBe('bdace');
    expect(await names({ text: '0123' })).toBe('bdace');
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
