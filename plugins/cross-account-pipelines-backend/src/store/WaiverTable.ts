import { randomUUID } from 'node:crypto';
import type {
  NewWaiver,
  Waiver,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { Knex } from 'knex';

interface WaiverRow {
  id: string;
  pipeline_arn: string;
  rule: string;
  account: string | null;
  reason: string;
  until: string;
  created_by: string;
  created_at: string;
}

/**
 * Keeps what owners put up with.
 */
export class WaiverTable {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Those of pipelines that count on that day, the oldest first. */
  async list(pipelineArns: string[], today: string): Promise<Waiver[]> {
    const rows: WaiverRow[] = await this.#knex<WaiverRow>('waivers')
      .whereIn('pipeline_arn', pipelineArns)
      .where('until', '>=', today)
      .orderBy(['created_at', 'id']);
    return rows.map(toWaiver);
  }

  async find(id: string): Promise<Waiver | undefined> {
    const row = await this.#knex<WaiverRow>('waivers').where({ id }).first();
    return row && toWaiver(row);
  }

  async add(waiver: NewWaiver & { createdBy: string }): Promise<Waiver> {
    const row: WaiverRow = {
      id: randomUUID(),
      pipeline_arn: waiver.pipelineArn,
      rule: waiver.rule,
      account: waiver.account ?? null,
      reason: waiver.reason,
      until: waiver.until,
      created_by: waiver.createdBy,
      created_at: new Date().toISOString(),
    };
    await this.#knex<WaiverRow>('waivers').insert(row);
    return toWaiver(row);
  }

  async delete(id: string): Promise<void> {
    await this.#knex<WaiverRow>('waivers').where({ id }).delete();
  }
}

function toWaiver(row: WaiverRow): Waiver {
  return {
    id: row.id,
    pipelineArn: row.pipeline_arn,
    rule: row.rule,
    ...(row.account && { account: row.account }),
    reason: row.reason,
    until: row.until,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
