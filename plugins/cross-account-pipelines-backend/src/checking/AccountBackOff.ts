import type { Knex } from 'knex';

/** Checks of an account's pipelines that fail in a row before it is left alone. */
const PATIENCE = 3;

/** How often the time is doubled at most. */
const MOST_DOUBLINGS = 4;

/** For how long an account is left alone at first, where nobody says it; ms. */
const DEFAULT_INTERVAL = 10 * 60_000;

interface AccountRow {
  account: string;
  /** Checks in a row that gave no report. */
  failures: number;
  /** How often it was left alone since it last answered. */
  pauses: number;
  /** Until when it is left alone; ISO 8601. */
  until: string | null;
}

/**
 * Leaves accounts alone that do not answer, for longer and longer: reading them
 * costs time-outs that others wait for. When the time is over one check is tried,
 * and the first that succeeds makes all as before. Replicas share it, whichever
 * of them does a refresh.
 */
export class AccountBackOff {
  readonly #interval: number;
  readonly #knex: Knex;

  /**
   * @param options - `interval`: for how long at first, in ms; `knex`: whose
   *   tables are there, as `openDatabase` makes them
   */
  constructor(options: { knex: Knex; interval?: number }) {
    this.#interval = options.interval ?? DEFAULT_INTERVAL;
    this.#knex = options.knex;
  }

  /** Whether the account is left alone now. */
  async isWaiting(account: string, now: number): Promise<boolean> {
    const row = await this.#rows(this.#knex).where({ account }).first('until');
    return isBefore(now, row);
  }

  async succeeded(account: string): Promise<void> {
    await this.#rows(this.#knex).where({ account }).delete();
  }

  /** @returns until when it is left alone, where this failure is why; ms */
  async failed(account: string, now: number): Promise<number | undefined> {
    return this.#knex.transaction(async tx => {
      await this.#rows(tx)
        .insert({ account, failures: 0, pauses: 0 })
        .onConflict('account')
        .ignore();
      const row = await this.#rows(tx).where({ account }).forUpdate().first();
      const { pauses = 0, failures = 0 } = row ?? {};
      const update = (changed: Partial<AccountRow>) =>
        this.#rows(tx)
          .where({ account })
          .update({ failures: failures + 1, ...changed });
      // Those that were under way when it was decided say nothing new.
      if (failures + 1 < PATIENCE || isBefore(now, row)) {
        await update({});
        return undefined;
      }
      const until =
        now + this.#interval * 2 ** Math.min(pauses, MOST_DOUBLINGS);
      await update({
        pauses: pauses + 1,
        until: new Date(until).toISOString(),
      });
      return until;
    });
  }

  #rows(knex: Knex): Knex.QueryBuilder<AccountRow> {
    return knex<AccountRow>('back_off');
  }
}

function isBefore(
  now: number,
  row: Pick<AccountRow, 'until'> | undefined,
): boolean {
  return typeof row?.until === 'string' && now < Date.parse(row.until);
}
