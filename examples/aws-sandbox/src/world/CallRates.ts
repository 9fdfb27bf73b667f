import { Refusal } from '../front/ServiceError';

/** A call as it is counted. */
interface CountedCall {
  /** The account whose credentials make it. */
  account: string;
  region: string;
  /** E.g. `cloudformation:DescribeStacks`. */
  action: string;
}

/** What is left of what an account may ask in a Region. */
interface Allowance {
  calls: number;
  /** When it was counted; milliseconds. */
  at: number;
}

/**
 * Counts calls, and answers those with "Rate exceeded" of which an account makes
 * more in a Region than it may: as many at once as in a second.
 */
export class CallRates {
  private perSecond = new Map<string, number>();
  private readonly allowances = new Map<string, Allowance>();
  private readonly counted = new Map<string, number>();
  private refusals = 0;

  /** By action, without those that were refused. */
  get answered(): Record<string, number> {
    return Object.fromEntries(this.counted);
  }

  get refused(): number {
    return this.refusals;
  }

  /** @param perSecond - by action; those that are not named know no limit */
  limit(perSecond: Record<string, number>): void {
    this.perSecond = new Map(Object.entries(perSecond));
  }

  /** Counts from nothing. */
  reset(): void {
    this.counted.clear();
    this.refusals = 0;
  }

  /**
   * Counts a call.
   *
   * @throws Refusal when there were too many
   */
  take({ account, region, action }: CountedCall): void {
    const rate = this.perSecond.get(action);
    if (rate !== undefined) {
      this.spend(`${account} ${region} ${action}`, rate);
    }
    this.counted.set(action, (this.counted.get(action) ?? 0) + 1);
  }

  private spend(key: string, rate: number): void {
    const now = performance.now();
    const { calls, at } = this.allowances.get(key) ?? { calls: rate, at: now };
    const left = Math.min(rate, calls + ((now - at) / 1_000) * rate);
    if (left < 1) {
      this.refusals += 1;
      this.allowances.set(key, { calls: left, at: now });
      throw new Refusal('Throttled', 'Rate exceeded');
    }
    this.allowances.set(key, { calls: left - 1, at: now });
  }
}
