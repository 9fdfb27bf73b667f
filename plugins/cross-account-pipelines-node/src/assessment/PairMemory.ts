/**
 * Remembers what was made of two things for as long as the first is there and
 * the second is still the same one.
 */
export class PairMemory<A extends object, B extends object, T> {
  readonly #known = new WeakMap<A, { partner: B | undefined; value: T }>();

  get(owner: A, partner: B | undefined, make: () => T): T {
    const known = this.#known.get(owner);
    if (known && known.partner === partner) {
      return known.value;
    }
    const value = make();
    this.#known.set(owner, { partner, value });
    return value;
  }
}
