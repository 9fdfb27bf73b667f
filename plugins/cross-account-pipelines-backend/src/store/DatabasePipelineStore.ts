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
  type PipelineRegistration,
  type PipelineSummary,
  type Waiver,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';
import { decideOwner } from '../ownership/decideOwner';
import { writePipelineTags } from '../ownership/parsePipelineTags';
import { findTransitions } from './findTransitions';
import { type LinkTableRow, linkRowsOf } from './linkRowsOf';
import { openDatabase } from './openDatabase';
import type {
  CheckResult,
  EntityClaim,
  PipelinePage,
  PipelineStore,
  StoredPipeline,
  TagMatch,
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

/** Below the number of variables that every database takes in a statement. */
const BATCH_SIZE = 500;

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

interface RegistrationRow {
  entity_ref: string;
  pipeline_arn: string;
  registered_by: string;
  registered_at: unknown;
}

interface ClaimRow {
  entity_ref: string;
  pipeline_arn: string;
  seen_at: string;
  /** Absent where the entity names the pipeline itself. */
  tags: string | null;
}

interface EntityRow {
  entity_ref: string;
  owner: string | null;
  system: string | null;
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
  readonly #shareList = shareAsked<PipelineSummary[]>();

  static async create(database: DatabaseService) {
    return new DatabasePipelineStore(await openDatabase(database));
  }

  /** @param knex - whose tables are there, as `openDatabase` makes them */
  constructor(knex: Knex) {
    this.#knex = knex;
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
    const entityRefs = await this.#entitiesByPipeline(
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

  async setClaims(
    claims: EntityClaim[],
    options: { seenAt: string; entities?: Omit<EntityClaim, 'pipelineArns'>[] },
  ): Promise<void> {
    const keyOf = (row: Pick<ClaimRow, 'entity_ref' | 'pipeline_arn'>) =>
      `${row.entity_ref} ${row.pipeline_arn}`;
    const rows = await this.#knex<ClaimRow>('claims');
    const present = new Map(rows.map(row => [keyOf(row), row]));
    const wanted = new Map(
      claims.flatMap(claim =>
        toClaimRows(claim, options.seenAt).map(row => [keyOf(row), row]),
      ),
    );
    const gone = [...present].filter(([key]) => !wanted.has(key));
    for (const [, { entity_ref, pipeline_arn }] of gone) {
      await this.#knex<ClaimRow>('claims')
        .where({ entity_ref, pipeline_arn })
        .delete();
    }
    const added = [...wanted].filter(
      ([key, { tags }]) => present.get(key)?.tags !== tags,
    );
    await this.#insertClaims(added.map(([, row]) => row));
    await this.#saveEntities([...claims, ...(options.entities ?? [])]);
    await this.#forgetUnnamed();
    await this.#updateOwners();
  }

  async addClaim(
    claim: EntityClaim,
    options: { seenAt: string },
  ): Promise<void> {
    await this.#insertClaims(toClaimRows(claim, options.seenAt));
    await this.#saveEntities([claim]);
    await this.#updateOwners(claim.pipelineArns);
  }

  async listTagMatches(filter?: { entityRef: string }): Promise<TagMatch[]> {
    const query = this.#knex<ClaimRow>('claims')
      .whereNotNull('tags')
      .orderBy(['entity_ref', 'pipeline_arn']);
    if (filter) {
      query.where({ entity_ref: filter.entityRef });
    }
    const rows: ClaimRow[] = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      tags: row.tags!,
      pipelineArn: row.pipeline_arn,
    }));
  }

  async listOwners(): Promise<string[]> {
    const rows = await this.#knex<PipelineRow>('pipelines')
      .distinct('owner_ref')
      .whereNotNull('owner_ref');
    return rows.map(row => row.owner_ref!);
  }

  async beginCheck(pipelineArn: string, at: string): Promise<number> {
    await this.#insertPipelines(this.#knex, [pipelineArn]);
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
      await this.#updateOwners([pipelineArn], tx);
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
        await this.#updateOwners([pipelineArn], tx);
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
        await this.#updateOwners([pipelineArn], tx);
      }
    });
  }

  async saveError(pipelineArn: string, error: string): Promise<void> {
    await this.#insertPipelines(this.#knex, [pipelineArn]);
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

  async register(
    registration: PipelineRegistration & { registeredBy: string },
  ): Promise<void> {
    const { entityRef, pipelineArn, registeredBy } = registration;
    await this.#knex.transaction(async tx => {
      await tx<RegistrationRow>('registrations')
        .insert({
          entity_ref: entityRef,
          pipeline_arn: pipelineArn,
          registered_by: registeredBy,
        })
        .onConflict(['entity_ref', 'pipeline_arn'])
        .ignore();
      await this.#insertPipelines(tx, [pipelineArn]);
      await this.#updateOwners([pipelineArn], tx);
    });
  }

  async unregister(registration: PipelineRegistration): Promise<boolean> {
    const { entityRef, pipelineArn } = registration;
    const deleted = await this.#knex<RegistrationRow>('registrations')
      .where({ entity_ref: entityRef, pipeline_arn: pipelineArn })
      .delete();
    await this.#forgetUnnamed([pipelineArn]);
    await this.#updateOwners([pipelineArn]);
    return deleted > 0;
  }

  async listRegistrations(
    filter: { entityRef?: string; pipelineArn?: string } = {},
  ): Promise<PipelineRegistration[]> {
    const query = this.#knex<RegistrationRow>('registrations')
      .select('entity_ref', 'pipeline_arn')
      .orderBy(['entity_ref', 'pipeline_arn']);
    if (filter.entityRef !== undefined) {
      query.where({ entity_ref: filter.entityRef });
    }
    if (filter.pipelineArn !== undefined) {
      query.where({ pipeline_arn: filter.pipelineArn });
    }
    const rows = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      pipelineArn: row.pipeline_arn,
    }));
  }

  /** @param among - pipelines; absent for all */
  async #entitiesByPipeline(
    among?: string[],
  ): Promise<Map<string, Set<string>>> {
    const named = (
      await Promise.all(
        ['claims', 'registrations'].map(table => {
          const found = this.#knex<ClaimRow>(table).select(
            'entity_ref',
            'pipeline_arn',
          );
          return among ? whereAmong(found, 'pipeline_arn', among) : found;
        }),
      )
    ).flat();
    const refs = new Map<string, Set<string>>();
    for (const { entity_ref, pipeline_arn } of named) {
      const own = refs.get(pipeline_arn) ?? new Set();
      refs.set(pipeline_arn, own.add(entity_ref));
    }
    return refs;
  }

  async #insertPipelines(
    knex: Knex,
    pipelineArns: Iterable<string>,
  ): Promise<void> {
    for (const batch of inBatches([...new Set(pipelineArns)])) {
      await knex<PipelineRow>('pipelines')
        .insert(batch.map(pipeline_arn => ({ pipeline_arn })))
        .onConflict('pipeline_arn')
        .ignore();
    }
  }

  async #insertClaims(rows: ClaimRow[]): Promise<void> {
    for (const batch of inBatches(rows)) {
      await this.#knex<ClaimRow>('claims')
        .insert(batch)
        .onConflict(['entity_ref', 'pipeline_arn'])
        // When it was first seen stays.
        .merge(['tags']);
    }
    await this.#insertPipelines(
      this.#knex,
      rows.map(row => row.pipeline_arn),
    );
  }

  async #saveEntities(
    entities: Array<Omit<EntityClaim, 'pipelineArns'>>,
  ): Promise<void> {
    for (const batch of inBatches(entities)) {
      const rows = batch.map(({ entityRef, owner, system }) => ({
        entity_ref: entityRef,
        owner: owner ?? null,
        system: system ?? null,
      }));
      await this.#knex<EntityRow>('entities')
        .insert(rows)
        .onConflict('entity_ref')
        .merge(['owner', 'system']);
    }
  }

  /** Asked of the database, since one may just have been registered. */
  async #forgetUnnamed(among?: string[]): Promise<void> {
    const unnamed = this.#knex<PipelineRow>('pipelines')
      .select('pipeline_arn')
      .whereNotIn(
        'pipeline_arn',
        this.#knex<RegistrationRow>('registrations').select('pipeline_arn'),
      )
      .whereNotIn(
        'pipeline_arn',
        this.#knex<ClaimRow>('claims').select('pipeline_arn'),
      );
    if (among) {
      unnamed.whereIn('pipeline_arn', among);
    }
    const arns = (await unnamed).map(row => row.pipeline_arn);
    for (const batch of inBatches(arns)) {
      await this.#knex('links').whereIn('pipeline_arn', batch).delete();
      await this.#knex<PipelineRow>('pipelines')
        .whereIn('pipeline_arn', batch)
        .whereNotIn(
          'pipeline_arn',
          this.#knex<RegistrationRow>('registrations').select('pipeline_arn'),
        )
        .delete();
    }
  }

  /** Works out whose pipelines are, here and nowhere else. */
  async #updateOwners(among?: string[], knex: Knex = this.#knex) {
    for (const batch of among ? inBatches(among) : [undefined]) {
      const only = <T extends Knex.QueryBuilder>(query: T): T =>
        batch ? (query.whereIn('pipeline_arn', batch) as T) : query;
      const pipelines: PipelineRow[] = await only(
        knex('pipelines').select('pipeline_arn', 'tagged_ref', 'owner_ref'),
      );
      const registrations: RegistrationRow[] = await only(
        knex('registrations').orderBy(['registered_at', 'entity_ref']),
      );
      const claims: ClaimRow[] = await only(knex('claims'));
      const entities = await readEntities(knex, claims);
      const registered = groupByPipeline(registrations);
      const claimed = groupByPipeline(claims);

      for (const pipeline of pipelines) {
        const arn = pipeline.pipeline_arn;
        const ownerRef = decideOwner({
          tagsWereRead: pipeline.tagged_ref !== null,
          taggedRef: pipeline.tagged_ref || undefined,
          registeredRefs: (registered.get(arn) ?? []).map(
            row => row.entity_ref,
          ),
          claims: (claimed.get(arn) ?? []).map(row => ({
            entityRef: row.entity_ref,
            seenAt: row.seen_at,
            isByTags: row.tags !== null,
            owner: entities.get(row.entity_ref)?.owner ?? undefined,
          })),
        });
        if (ownerRef !== (pipeline.owner_ref ?? undefined)) {
          await knex<PipelineRow>('pipelines')
            .where({ pipeline_arn: arn })
            .update({ owner_ref: ownerRef ?? null });
        }
      }
      await this.#updateLinkOwners(knex, batch);
    }
  }

  async #updateLinkOwners(knex: Knex, among?: string[]): Promise<void> {
    const owned = knex('pipelines')
      .leftJoin('entities', 'entities.entity_ref', 'pipelines.owner_ref')
      .select('pipeline_arn', 'owner_ref', 'owner', 'system');
    const links = knex('links').distinct(
      'pipeline_arn',
      'entity_ref',
      'entity_owner',
      'entity_system',
    );
    if (among) {
      owned.whereIn('pipeline_arn', among);
      links.whereIn('pipeline_arn', among);
    }
    const present = new Map<string, LinkTableRow>(
      (await links).map(row => [row.pipeline_arn, row]),
    );
    for (const { pipeline_arn, owner_ref, owner, system } of await owned) {
      const row = present.get(pipeline_arn);
      if (
        row &&
        (row.entity_ref !== owner_ref ||
          row.entity_owner !== owner ||
          row.entity_system !== system)
      ) {
        await knex('links').where({ pipeline_arn }).update({
          entity_ref: owner_ref,
          entity_owner: owner,
          entity_system: system,
        });
      }
    }
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

async function readEntities(
  knex: Knex,
  claims: ClaimRow[],
): Promise<Map<string, EntityRow>> {
  const found = new Map<string, EntityRow>();
  const refs = [...new Set(claims.map(row => row.entity_ref))];
  for (const batch of inBatches(refs)) {
    const rows = await knex<EntityRow>('entities').whereIn('entity_ref', batch);
    for (const row of rows as EntityRow[]) {
      found.set(row.entity_ref, row);
    }
  }
  return found;
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

/** One row for each pipeline: what is named need not be found. */
function toClaimRows(claim: EntityClaim, seenAt: string): ClaimRow[] {
  const { entityRef, pipelineArns, tags = {}, taggedArns = [] } = claim;
  const found = taggedArns.filter(arn => !pipelineArns.includes(arn));
  const toRow = (pipeline_arn: string, by: string | null): ClaimRow => ({
    entity_ref: entityRef,
    pipeline_arn,
    seen_at: seenAt,
    tags: by,
  });
  return [
    ...pipelineArns.map(arn => toRow(arn, null)),
    ...found.map(arn => toRow(arn, writePipelineTags(tags))),
  ];
}

function groupByPipeline<T extends { pipeline_arn: string }>(
  rows: T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.pipeline_arn);
    if (group) {
      group.push(row);
    } else {
      groups.set(row.pipeline_arn, [row]);
    }
  }
  return groups;
}

function reachedAccounts(report: PipelineReport): AccountSummary[] {
  const accounts = new Map(
    report.links.map(({ account }) => [account.id, account]),
  );
  accounts.delete(report.account.id);
  return [...accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function* inBatches<T>(items: T[], size = BATCH_SIZE): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
