import { setTimeout as sleep } from 'node:timers/promises';

/**
 * How often AWS is asked how far it is.
 *
 * @public
 */
export interface PaceOptions {
  /**
   * Milliseconds between questions when something happens. Default 500: a
   * stack costs two questions a second at most, of the five or so a second
   * that CloudFormation answers per account and Region.
   */
  shortest?: number;
  /** Milliseconds between questions when nothing happens. Default 5000. */
  longest?: number;
}

/**
 * How much longer each wait is than the one before: what ends is noticed after an
 * eighth of the time that it took, at the latest.
 */
const GROWTH = 1.15;

/**
 * Waits between questions: shortly at first and after news, longer and longer
 * while nothing happens. A quick stack is noticed at once, a slow one costs
 * little.
 */
export class Pace {
  private readonly shortest: number;
  private readonly longest: number;
  private current: number;

  constructor(options: PaceOptions = {}) {
    this.shortest = options.shortest ?? 500;
    this.longest = Math.max(options.longest ?? 5_000, this.shortest);
    this.current = this.shortest;
  }

  /** Waits. Rejects as soon as the signal is aborted. */
  async pause(options: { news: boolean; signal?: AbortSignal }): Promise<void> {
    if (options.news) {
      this.current = this.shortest;
    }
    await sleep(this.current, undefined, { signal: options.signal });
    this.current = Math.min(this.current * GROWTH, this.longest);
  }
}
