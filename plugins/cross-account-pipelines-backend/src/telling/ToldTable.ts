import type { Knex } from 'knex';

interface ToldRow {
  pipeline_arn: string;
  told: string | null;
  told_at: string | null;
  told_run: string | null;
}

/**
 * Keeps what owners were told last, so that they are told once, whichever
 * replica found it.
 */
export class ToldTable {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The broken links that the owner knows of; nothing where he was told nothing yet. */
  async get(
    pipelineArn: string,
  ): Promise<{ broken?: string[]; at?: string } | undefined> {
    const row = await this.#knex<ToldRow>('pipelines')
      .where({ pipeline_arn: pipelineArn })
      .first('told', 'told_at');
    return (
      row && {
        ...(row.told !== null && { broken: JSON.parse(row.told) }),
        ...(row.told_at !== null && { at: row.told_at }),
      }
    );
  }

  /**
   * Notes what he is about to be told.
   *
   * @returns false when somebody else tells him already
   */
  async set(
    pipelineArn: string,
    told: { broken: string[]; at: string; before?: string[] },
  ): Promise<boolean> {
    const before = told.before ? JSON.stringify(told.before) : null;
    const updated = await this.#knex<ToldRow>('pipelines')
      .where({ pipeline_arn: pipelineArn })
      .where(same => {
        if (before === null) {
          same.whereNull('told');
        } else {
          same.where('told', before);
        }
      })
      .update({ told: JSON.stringify(told.broken), told_at: told.at });
    return updated > 0;
  }

  /** The newest run of which nothing more is to be told. */
  async getRun(pipelineArn: string): Promise<string | undefined> {
    const row = await this.#knex<ToldRow>('pipelines')
      .where({ pipeline_arn: pipelineArn })
      .first('told_run');
    return row?.told_run ?? undefined;
  }

  /**
   * Notes that nothing more is to be told of a run.
   *
   * @returns false when somebody else does so already
   */
  async setRun(
    pipelineArn: string,
    told: { run: string; before?: string },
  ): Promise<boolean> {
    const updated = await this.#knex<ToldRow>('pipelines')
      .where({ pipeline_arn: pipelineArn, told_run: told.before ?? null })
      .update({ told_run: told.run });
    return updated > 0;
  }
}
