import type { DatabaseService } from '@backstage/backend-plugin-api';
import type {
  AccountSummary,
  Health,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  applyWaivers,
  type LinkTransition,
  type PipelineExecution,
  type PipelineSummary,
  type Waiver,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';
import { findTransitions } from './findTransitions';
import { inBatches } from './inBatches';
import { insertPipelines } from './insertPipelines';
import { type LinkTableRow, linkRowsOf } from './linkRowsOf';
import { openDatabase } from './openDatabase';
import { OwnershipTables } from './OwnershipTables';
import type {
  CheckResult,
  PipelinePage,
  PipelineStore,
  StoredPipeline,
} from './PipelineStore';
import { readAgain } from './readAgain';
import { rememberSince } from './rememberSince';
import { shareAsked } from './shareAsked';
import {
  abridgePipeline,
  GLANCE_COLUMNS,
  type GlanceRow,
  readGlance,
  writeGlance,
  writeGlanceRuns,
} from './StoredGlance';
import { parseStoredReport, REPORT_VERSION } from './StoredReport';
import { today } from './today';
import { insertTransitions, seeTransitionsAgain } from './transitionRows';
import { WaiverTable } from './WaiverTable';
import { whereAmong } from './whereAmong';

interface PipelineRow extends GlanceRow {
  health: Health | null;
  /** ISO 8601 in UTC, so that the order of texts is the order of times. */
  read_at: string | null;
  reaches: string | null;
  report: string | null;
  executions: string | null;
  checks_begun: number;
  check_stored: number;
  changed_at: string | null;
  tried_at: string | null;
  failures: number;
  /** What the report was made from; absent where it has to be made again. */
  made_from: string | null;
}

/** Tags were read, and none names an entity. */
const NO_TAG = '';

const DAMAGED =
  'What was stored of it is damaged or of another version of this plugin; the next check replaces it';

/**
 * Keeps everything in the plugin's database, so that replicas share it.
 */
export class DatabasePipelineStore implements PipelineStore {
  readonly #knex: Knex;
  readonly ownership: OwnershipTables;
  readonly #shareList = shareAsked<PipelineSummary[]>();

  static async create(database: DatabaseService) {
    return new DatabasePipelineStore(await openDatabase(database));
  }

  /** @param knex - whose tables are there, as `openDatabase` makes them */
  constructor(knex: Knex) {
    this.#knex = knex;
    this.ownership = new OwnershipTables(knex);
  }

  async getPipelines(pipelineArns: string[]): Promise<StoredPipeline[]> {
    const rows = new Map<string, PipelineRow>();
    for (const batch of inBatches(pipelineArns)) {
      const found = await this.#knex<PipelineRow>('pipelines').whereIn(
        'pipeline_arn',
        batch,
      );
      for (const row of found as PipelineRow[]) {
        rows.set(row.pipeline_arn, row);
      }
    }
    const waivers = await this.#readWaivers(this.#knex, pipelineArns);
    const stored = pipelineArns.map((pipelineArn): StoredPipeline => {
      const row = rows.get(pipelineArn);
      return row ? toStored(row, waivers) : { pipelineArn };
    });
    await this.#makeAgain(
      stored
        .filter(({ pipelineArn, report, goneAt }) => {
          const row = rows.get(pipelineArn);
          return row?.made_from && !report && !goneAt;
        })
        .map(({ pipelineArn }) => pipelineArn),
    );
    return stored;
  }

  async glanceAt(pipelineArns: string[]): Promise<StoredPipeline[]> {
    const shown = new Map<string, StoredPipeline>();
    for (const batch of inBatches(pipelineArns)) {
      const rows = await this.#knex<PipelineRow>('pipelines')
        .select(...GLANCE_COLUMNS)
        .whereIn('pipeline_arn', batch);
      for (const row of rows) {
        const pipeline = readGlance(row, today());
        if (pipeline) {
          shown.set(row.pipeline_arn, pipeline);
        }
      }
    }
    // Those of an older version, and those whose waivers have run out.
    const others = pipelineArns.filter(arn => !shown.has(arn));
    for (const pipeline of await this.getPipelines(others)) {
      shown.set(pipeline.pipelineArn, abridgePipeline(pipeline));
    }
    return pipelineArns.map(arn => shown.get(arn)!);
  }

  async listPipelines(options: PipelinePage = {}): Promise<PipelineSummary[]> {
    const key = JSON.stringify(options);
    return this.#shareList(key, () => this.#listPipelines(options));
  }

  async #listPipelines(options: PipelinePage): Promise<PipelineSummary[]> {
    const { after, limit, ownerRefs } = options;
    const found = this.#knex<PipelineRow>('pipelines')
      .select(
        'pipeline_arn',
        'health',
        'reaches',
        'read_at',
        'owner_ref',
        'gone_at',
      )
      .orderBy('pipeline_arn');
    if (after !== undefined) {
      found.where('pipeline_arn', '>', after);
    }
    if (limit !== undefined) {
      found.limit(limit);
    }
    if (ownerRefs) {
      whereAmong(found, 'owner_ref', ownerRefs);
    }
    const rows = await found;
    const entityRefs = await this.ownership.entitiesByPipeline(
      limit === undefined ? undefined : rows.map(row => row.pipeline_arn),
    );
    // Many pipelines reach the same accounts.
    const reached = new Map<string | null, AccountSummary[]>();
    return rows.map(row => {
      const owner = row.owner_ref ?? undefined;
      const refs = new Set(entityRefs.get(row.pipeline_arn));
      if (owner) {
        refs.add(owner);
      }
      const reaches =
        reached.get(row.reaches) ?? parseList<AccountSummary>(row.reaches);
      reached.set(row.reaches, reaches);
      return {
        pipelineArn: row.pipeline_arn,
        ...(owner && { ownerRef: owner }),
        entityRefs: [...refs].sort(),
        ...(row.gone_at ? { goneAt: row.gone_at } : {}),
        ...(row.health && !row.gone_at && { health: row.health }),
        reaches,
        ...(row.read_at && { readAt: row.read_at }),
      };
    });
  }

  async listDue(now: Date): Promise<string[]> {
    const rows = await this.#knex<PipelineRow>('pipelines').select(
      'pipeline_arn',
      'tried_at',
      'changed_at',
      'failures',
    );
    const dueIn = (row: Pick<PipelineRow, keyof (typeof rows)[0]>): number => {
      if (row.tried_at === null) {
        return -Infinity;
      }
      const age = now.getTime() - Date.parse(row.tried_at);
      const settled =
        row.changed_at === null
          ? Infinity
          : now.getTime() - Date.parse(row.changed_at);
      // What changed within the last quarter of an hour is looked at twice as
      // soon, and what keeps failing less and less often, as it costs time-outs.
      const haste = settled < 15 * 60_000 ? 2 : 1;
      return -(age * haste) / 2 ** Math.min(row.failures, 4);
    };
    return rows
      .map(row => ({ arn: row.pipeline_arn, due: dueIn(row) }))
      .sort((a, b) => a.due - b.due || (a.arn < b.arn ? -1 : 1))
      .map(({ arn }) => arn);
  }

  async listChanged(since: string): Promise<string[]> {
    const rows = await this.#knex<PipelineRow>('pipelines')
      .select('pipeline_arn')
      .where('changed_at', '>=', since)
      .orderBy([
        { column: 'changed_at', order: 'desc' },
        { column: 'pipeline_arn', order: 'asc' },
      ]);
    return rows.map(row => row.pipeline_arn);
  }

  async beginCheck(pipelineArn: string, at: string): Promise<number> {
    await insertPipelines(this.#knex, [pipelineArn]);
    return this.#knex.transaction(async tx => {
      await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .update({ tried_at: at })
        .increment('checks_begun', 1);
      const row = await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .first('checks_begun');
      return row!.checks_begun;
    });
  }

  async countChecks(): Promise<Map<string, number>> {
    const rows = await this.#knex<PipelineRow>('pipelines').select(
      'pipeline_arn',
      'checks_begun',
    );
    return new Map(rows.map(row => [row.pipeline_arn, row.checks_begun]));
  }

  async saveResult(
    check: number,
    result: CheckResult,
  ): Promise<{ pipeline: StoredPipeline; transitions: LinkTransition[] }> {
    const { report } = result;
    const { pipelineArn } = report;
    return this.#knex.transaction(async tx => {
      const row = await lock(tx, pipelineArn);
      const waivers = await this.#readWaivers(tx, [pipelineArn]);
      if (!row || row.check_stored > check) {
        return {
          pipeline: row ? toStored(row, waivers) : { pipelineArn },
          transitions: [],
        };
      }
      const previous = storedReport(row);
      const remembered = rememberSince({ report, previous });
      const transitions = findTransitions({ report: remembered, previous });
      const shown = applyWaivers(remembered, waivers, today());
      const isChanged = row.gone_at !== null || row.health !== shown.health;
      await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .update({
          health: shown.health,
          read_at: report.readAt,
          reaches: JSON.stringify(reachedAccounts(report)),
          report: JSON.stringify(remembered),
          report_version: REPORT_VERSION,
          made_from: result.madeFrom ?? null,
          check_stored: check,
          gone_at: null,
          failures: 0,
          error: null,
          ...(isChanged && { changed_at: report.readAt }),
          ...(result.executions && {
            executions: JSON.stringify(result.executions),
          }),
          ...writeGlance({
            report: shown,
            executions: result.executions ?? parseRuns(row.executions),
            waivers,
          }),
          ...(result.taggedRef !== undefined && {
            tagged_ref: result.taggedRef ?? NO_TAG,
          }),
        });
      await this.#saveLinks(tx, shown);
      await insertTransitions(tx, { pipelineArn, report, transitions });
      await this.ownership.updateOwners([pipelineArn], tx);
      const stored = await lock(tx, pipelineArn);
      return { pipeline: toStored(stored!, waivers), transitions };
    });
  }

  /** What is damaged is replaced by the next check, though AWS has nothing new. */
  async #makeAgain(pipelineArns: string[]): Promise<void> {
    for (const batch of inBatches(pipelineArns)) {
      await this.#knex<PipelineRow>('pipelines')
        .whereIn('pipeline_arn', batch)
        .update({ made_from: null });
    }
  }

  async recallMadeFrom(pipelineArn: string): Promise<string | undefined> {
    const row = await this.#knex<PipelineRow>('pipelines')
      .select('made_from', ...GLANCE_COLUMNS)
      .where({ pipeline_arn: pipelineArn })
      .first();
    return row && madeFromOf(row);
  }

  async saveUnchanged(
    check: number,
    found: Parameters<PipelineStore['saveUnchanged']>[1],
  ): Promise<StoredPipeline | undefined> {
    const { pipelineArn, madeFrom, unchangedAt, taggedRef } = found;
    const where = { pipeline_arn: pipelineArn };
    const isSaved = await this.#knex.transaction(async tx => {
      // But for the report, which is as long as all the rest a hundred times.
      const row = await tx<PipelineRow>('pipelines')
        .select('made_from', 'executions', 'check_stored', ...GLANCE_COLUMNS)
        .where(where)
        .forUpdate()
        .first();
      if (!row || row.check_stored > check) {
        return true;
      }
      if (madeFromOf(row) !== madeFrom) {
        return false;
      }
      const executions = found.executions && JSON.stringify(found.executions);
      const hasRun = executions !== undefined && executions !== row.executions;
      const tag = taggedRef === undefined ? undefined : taggedRef ?? NO_TAG;
      await tx<PipelineRow>('pipelines')
        .where(where)
        .update({
          read_at: unchangedAt,
          check_stored: check,
          failures: 0,
          error: null,
          ...(hasRun && {
            executions,
            glance: writeGlanceRuns(row.glance!, found.executions!),
          }),
          ...(tag !== undefined && { tagged_ref: tag }),
        });
      await tx('links').where(where).update({ read_at: unchangedAt });
      await seeTransitionsAgain(tx, { pipelineArn, at: unchangedAt });
      if (tag !== undefined && tag !== row.tagged_ref) {
        await this.ownership.updateOwners([pipelineArn], tx);
      }
      return true;
    });
    if (!isSaved) {
      return undefined;
    }
    const [glance] = await this.glanceAt([pipelineArn]);
    // At a glance there is the newest run alone.
    return found.executions
      ? { ...glance, executions: found.executions }
      : glance;
  }

  async judgeAgain(pipelineArn: string): Promise<void> {
    await this.#knex.transaction(async tx => {
      const row = await lock(tx, pipelineArn);
      const report = row && !row.gone_at ? storedReport(row) : undefined;
      if (row && report) {
        const waivers = await this.#readWaivers(tx, [pipelineArn]);
        const shown = applyWaivers(report, waivers, today());
        await tx<PipelineRow>('pipelines')
          .where({ pipeline_arn: pipelineArn })
          .update({
            health: shown.health,
            ...writeGlance({
              report: shown,
              executions: parseRuns(row.executions),
              waivers,
            }),
          });
        await this.#saveLinks(tx, shown);
        await this.ownership.updateOwners([pipelineArn], tx);
      }
    });
  }

  async saveError(pipelineArn: string, error: string): Promise<void> {
    await insertPipelines(this.#knex, [pipelineArn]);
    await this.#knex<PipelineRow>('pipelines')
      .where({ pipeline_arn: pipelineArn })
      .update({ error })
      .increment('failures', 1);
  }

  async saveGone(
    check: number,
    gone: { pipelineArn: string; at: string; error: string },
  ): Promise<'new' | 'known' | undefined> {
    const { pipelineArn, at, error } = gone;
    return this.#knex.transaction(async tx => {
      const row = await lock(tx, pipelineArn);
      if (!row?.report || row.check_stored > check) {
        return undefined;
      }
      await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .update({
          gone_at: row.gone_at ?? at,
          check_stored: check,
          error,
          ...(!row.gone_at && { changed_at: at }),
        })
        .increment('failures', 1);
      await tx('links').where({ pipeline_arn: pipelineArn }).delete();
      return row.gone_at === null ? 'new' : 'known';
    });
  }

  async #readWaivers(knex: Knex, pipelineArns: string[]): Promise<Waiver[]> {
    const waivers = new WaiverTable(knex);
    const found: Waiver[] = [];
    for (const batch of inBatches(pipelineArns)) {
      found.push(...(await waivers.list(batch, today())));
    }
    return found;
  }

  async #saveLinks(tx: Knex, report: PipelineReport): Promise<void> {
    const where = { pipeline_arn: report.pipelineArn };
    const earlier = new Map(
      (await tx<LinkTableRow>('links').where(where)).map(row => [
        row.link_key,
        row,
      ]),
    );
    const rows = linkRowsOf({ report, earlier });
    if (areAsBefore(rows, earlier)) {
      await tx<LinkTableRow>('links')
        .where(where)
        .update({ read_at: report.readAt });
      return;
    }
    await tx<LinkTableRow>('links').where(where).delete();
    // A row has many columns, and each is a variable.
    for (const batch of inBatches(rows, 50)) {
      await tx<LinkTableRow>('links').insert(batch);
    }
  }
}

/** But for when they were read, and for what the catalog says. */
function areAsBefore(
  rows: LinkTableRow[],
  earlier: ReadonlyMap<string, LinkTableRow>,
): boolean {
  const textOf = (row: LinkTableRow | undefined) =>
    row &&
    JSON.stringify([
      row.pipeline_name,
      row.account,
      row.account_name,
      row.environment,
      row.region,
      Boolean(row.is_own),
      row.health,
      row.severity,
      row.since,
      row.hop,
      row.worst_hop,
      row.rules,
    ]);
  return (
    rows.length === earlier.size &&
    rows.every(row => textOf(row) === textOf(earlier.get(row.link_key)))
  );
}

async function lock(
  tx: Knex,
  pipelineArn: string,
): Promise<PipelineRow | undefined> {
  return tx<PipelineRow>('pipelines')
    .where({ pipeline_arn: pipelineArn })
    .forUpdate()
    .first();
}

function storedReport(row: PipelineRow): PipelineReport | undefined {
  const report =
    row.report === null
      ? undefined
      : parseStoredReport(row.report, row.report_version ?? 1);
  return report && row.read_at !== null && row.read_at !== report.readAt
    ? readAgain(report, row.read_at)
    : report;
}

/** Nothing is judged again while what it was made from is what AWS has. */
function madeFromOf(
  row: Pick<PipelineRow, 'made_from' | keyof GlanceRow>,
): string | undefined {
  return (
    (row.made_from !== null && readGlance(row, today()) && row.made_from) ||
    undefined
  );
}

function toStored(row: PipelineRow, waivers: Waiver[]): StoredPipeline {
  // What is not there any more is not healthy either.
  const read = row.gone_at ? undefined : storedReport(row);
  const isDamaged = row.report !== null && !row.gone_at && !read;
  const own = waivers.filter(each => each.pipelineArn === row.pipeline_arn);
  const report = read && applyWaivers(read, own, today());
  const error = row.error ?? (isDamaged ? DAMAGED : undefined);
  return {
    pipelineArn: row.pipeline_arn,
    ...(row.owner_ref && { ownerRef: row.owner_ref }),
    ...(row.tagged_ref !== null && { tagsWereRead: true as const }),
    ...(report && { report }),
    ...(row.executions && { executions: parseRuns(row.executions) }),
    ...(row.gone_at && { goneAt: row.gone_at }),
    ...(error && { error }),
  };
}

function parseRuns(text: string | null): PipelineExecution[] | undefined {
  return text === null ? undefined : parseList<PipelineExecution>(text);
}

function parseList<T>(text: string | null): T[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

function reachedAccounts(report: PipelineReport): AccountSummary[] {
  const accounts = new Map(
    report.links.map(({ account }) => [account.id, account]),
  );
  accounts.delete(report.account.id);
  return [...accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
