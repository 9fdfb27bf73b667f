/** One list for all lists of the same keys, so that pairs can be remembered. */
const interned = new Map<string, readonly string[]>();
const merged = new WeakMap<
  readonly string[],
  WeakMap<readonly string[], readonly string[]>
>();

/** The one list of these keys. */
export function internKeys(keys: readonly string[]): readonly string[] {
  const id = keys.join();
  const known = interned.get(id);
  if (known) {
    return known;
  }
  interned.set(id, keys);
  return keys;
}

/**
 * Both lists in one, made once.
 *
 * @param more - nothing adds nothing
 */
export function mergeKeys(
  keys: readonly string[],
  more: readonly string[] | undefined,
): readonly string[] {
  if (!more || more.length === 0) {
    return keys;
  }
  let partners = merged.get(keys);
  if (!partners) {
    partners = new WeakMap();
    merged.set(keys, partners);
  }
  let both = partners.get(more);
  if (!both) {
    both = [...keys, ...more];
    partners.set(more, both);
  }
  return both;
}
