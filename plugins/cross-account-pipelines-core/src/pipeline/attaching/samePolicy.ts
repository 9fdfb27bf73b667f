import { isJsonObject } from '../../policy/isJsonObject';

/**
 * Whether two policies, or statements, say the same. AWS gives lists back in
 * another order, and one value for a list of one.
 *
 * @public
 */
export function samePolicy(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

function plain(value: unknown, element?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => plain(item));
    if (element === 'Statement') {
      return items;
    }
    items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return items.length === 1 ? items[0] : items;
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, inner]) => [name, plain(inner, name)]),
      )
    : value;
}
