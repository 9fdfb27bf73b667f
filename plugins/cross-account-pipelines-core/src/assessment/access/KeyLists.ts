/**
 * Puts lists of context keys together, each pair once: nearly all hops have the
 * same two.
 */
export class KeyLists {
  readonly #merged = new Map<
    readonly string[],
    Map<readonly string[], readonly string[]>
  >();

  /**
   * Both lists in one.
   *
   * @param more - one of few that are there as long as the process
   */
  merge(keys: readonly string[], more: readonly string[]): readonly string[] {
    if (more.length === 0) {
      return keys;
    }
    let partners = this.#merged.get(keys);
    if (!partners) {
      partners = new Map();
      this.#merged.set(keys, partners);
    }
    let both = partners.get(more);
    if (!both) {
      both = [...keys, ...more];
      partners.set(more, both);
    }
    return both;
  }
}
