import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type {
  AccountSummary,
  Health,
  PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  EntityPipeline,
  PipelineRegistration,
  PipelineSummary,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';
import type { PipelineStore } from './PipelineStore';
import { rememberSince } from './rememberSince';

const migrations = resolvePackagePath(
  'backstage-plugin-cross-account-pipelines-backend',
  'migrations',
);

/** Below the number of variables that every database takes in a statement. */
const BATCH_SIZE = 500;

interface PipelineRow {
  pipeline_arn: string;
  health: Health | null;
  /** ISO 8601 in UTC, so that the order of texts is the order of times. */
  read_at: string | null;
  reaches: string | null;
  report: string | null;
  error: string | null;
}

interface RegistrationRow {
  entity_ref: string;
  pipeline_arn: string;
  registered_by: string;
}

/**
 * Keeps everything in the plugin's database, so that replicas share it.
 */
export class DatabasePipelineStore implements PipelineStore {
  readonly #knex: Knex;

  static async create(database: DatabaseService) {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({ directory: migrations });
    }
    return new DatabasePipelineStore(knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  async getPipelines(pipelineArns: string[]): Promise<EntityPipeline[]> {
    const rows = new Map<string, PipelineRow>();
    for (const batch of inBatches(pipelineArns)) {
      const found = await this.#knex<PipelineRow>('pipelines')
        .select('pipeline_arn', 'report', 'error')
        .whereIn('pipeline_arn', batch);
      for (const row of found as PipelineRow[]) {
        rows.set(row.pipeline_arn, row);
      }
    }
    return pipelineArns.map(pipelineArn => {
      const row = rows.get(pipelineArn);
      return {
        pipelineArn,
        ...(row?.report && { report: JSON.parse(row.report) }),
        ...(row?.error && { error: row.error }),
      };
    });
  }

  async listPipelines(): Promise<PipelineSummary[]> {
    const rows = await this.#knex<PipelineRow>('pipelines')
      .select('pipeline_arn', 'health', 'reaches', 'read_at')
      .orderBy('pipeline_arn');
    return rows.map(row => ({
      pipelineArn: row.pipeline_arn,
      entityRefs: [],
      ...(row.health && { health: row.health }),
      reaches: row.reaches ? JSON.parse(row.reaches) : [],
      ...(row.read_at && { readAt: row.read_at }),
    }));
  }

  async setPipelines(pipelineArns: Iterable<string>): Promise<void> {
    const wanted = new Set(pipelineArns);
    const rows = await this.#knex<PipelineRow>('pipelines').select(
      'pipeline_arn',
    );
    const present = new Set(rows.map(row => row.pipeline_arn));

    const gone = [...present].filter(arn => !wanted.has(arn));
    for (const batch of inBatches(gone)) {
      // Asked of the database, since one may just have been registered.
      const registered =
        this.#knex<RegistrationRow>('registrations').select('pipeline_arn');
      await this.#knex<PipelineRow>('pipelines')
        .whereIn('pipeline_arn', batch)
        .whereNotIn('pipeline_arn', registered)
        .delete();
    }
    const added = [...wanted].filter(arn => !present.has(arn));
    for (const batch of inBatches(added)) {
      await this.#knex<PipelineRow>('pipelines')
        .insert(batch.map(pipeline_arn => ({ pipeline_arn })))
        .onConflict('pipeline_arn')
        .ignore();
    }
  }

  async saveReport(report: PipelineReport): Promise<PipelineReport> {
    const { pipelineArn, readAt } = report;
    return this.#knex.transaction(async tx => {
      await tx<PipelineRow>('pipelines')
        .insert({ pipeline_arn: pipelineArn })
        .onConflict('pipeline_arn')
        .ignore();
      const row = await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .forUpdate()
        .first();
      const previous =
        row?.report && (JSON.parse(row.report) as PipelineReport);
      if (previous && previous.readAt > readAt) {
        return previous;
      }
      const remembered = rememberSince({
        report,
        previous: previous || undefined,
      });
      await tx<PipelineRow>('pipelines')
        .where({ pipeline_arn: pipelineArn })
        .update({
          health: report.health,
          read_at: readAt,
          reaches: JSON.stringify(reachedAccounts(report)),
          report: JSON.stringify(remembered),
          error: null,
        });
      return remembered;
    });
  }

  async saveError(pipelineArn: string, error: string): Promise<void> {
    await this.#knex<PipelineRow>('pipelines')
      .insert({ pipeline_arn: pipelineArn, error })
      .onConflict('pipeline_arn')
      .merge(['error']);
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
      await tx<PipelineRow>('pipelines')
        .insert({ pipeline_arn: pipelineArn })
        .onConflict('pipeline_arn')
        .ignore();
    });
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
}

function reachedAccounts(report: PipelineReport): AccountSummary[] {
  const accounts = new Map(
    report.links.map(({ account }) => [account.id, account]),
  );
  accounts.delete(report.account.id);
  return [...accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function* inBatches<T>(items: T[]): Generator<T[]> {
  for (let start = 0; start < items.length; start += BATCH_SIZE) {
    yield items.slice(start, start + BATCH_SIZE);
  }
}
