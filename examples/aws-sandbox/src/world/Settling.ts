/** Versions that have not taken effect yet; older ones are forgotten. */
const MAX_PENDING = 50;

/**
 * A value that takes effect some time after it was written: IAM answers reads
 * with the new value at once, and decides with the old one for a while.
 * See `IAM/latest/UserGuide/troubleshoot`, "Changes that I make are not always
 * immediately visible".
 */
export class Settling<T> {
  private versions: Array<{ from: number; value: T }>;

  /**
   * @param from - when the first value takes effect, in ms since the epoch
   */
  constructor(value: T, from: number) {
    this.versions = [{ from, value }];
  }

  /** What was written last. */
  get current(): T {
    return this.versions[this.versions.length - 1].value;
  }

  /**
   * @param from - when the value takes effect, in ms since the epoch
   */
  set(value: T, from: number): void {
    this.versions = [...this.versions, { from, value }].slice(-MAX_PENDING);
  }

  /** What decides at `now` (ms since the epoch); `undefined` before the first. */
  effective(now: number): T | undefined {
    const index = this.versions.findLastIndex(({ from }) => from <= now);
    if (index > 0) {
      this.versions = this.versions.slice(index);
      return this.versions[0].value;
    }
    return this.versions[index]?.value;
  }
}
