/** Checks of an account's pipelines that fail in a row before it is left alone. */
const PATIENCE = 3;

/** How often the time is doubled at most. */
const MOST_DOUBLINGS = 4;

interface Account {
  /** Checks in a row that gave no report. */
  failures: number;
  /** How often it was left alone since it last answered. */
  pauses: number;
  /** Until when it is left alone; ms since 1970. */
  until: number;
}

/**
 * Leaves accounts alone that do not answer, for longer and longer: reading them
 * costs time-outs that others wait for. When the time is over one check is tried,
 * and the first that succeeds makes all as before.
 */
export class AccountBackOff {
  readonly #interval: number;
  readonly #accounts = new Map<string, Account>();

  /** @param options - `interval`: for how long at first, in ms */
  constructor(options: { interval: number }) {
    this.#interval = options.interval;
  }

  /** Whether the account is left alone now. */
  isWaiting(account: string, now: number): boolean {
    return now < (this.#accounts.get(account)?.until ?? 0);
  }

  succeeded(account: string): void {
    this.#accounts.delete(account);
  }

  /** @returns until when it is left alone, where this failure is why; ms */
  failed(account: string, now: number): number | undefined {
    const known = this.#accounts.get(account);
    const failures = (known?.failures ?? 0) + 1;
    const pauses = known?.pauses ?? 0;
    // Those that were under way when it was decided say nothing new.
    if (failures < PATIENCE || this.isWaiting(account, now)) {
      this.#accounts.set(account, {
        pauses,
        until: known?.until ?? 0,
        failures,
      });
      return undefined;
    }
    const until = now + this.#interval * 2 ** Math.min(pauses, MOST_DOUBLINGS);
    this.#accounts.set(account, { failures, pauses: pauses + 1, until });
    return until;
  }
}
