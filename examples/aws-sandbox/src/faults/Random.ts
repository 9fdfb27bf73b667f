/** Chance that can be had again: the same seed gives the same numbers. */
export class Random {
  /** @param state - the seed; a whole number above 0 */
  constructor(private state: number) {}

  /** From 0 to 1; by Marsaglia's xorshift. */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
}
