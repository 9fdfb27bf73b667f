import { isJsonObject } from '../../policy/isJsonObject';
import { stableJson } from '../../policy/stableJson';

/**
 * Whether two policies, or statements, say the same. AWS gives lists back in
 * another order, and one value for a list of one.
 *
 * @alpha
 */
export function samePolicy(one: unknown, other: unknown): boolean {
  return stableJson(plain(one)) === stableJson(plain(other));
}

function plain(value: unknown, element?: string): unknown {
  if (Array.isArray(value)) {
    const items = value.map(item => plain(item));
    if (element === 'Statement') {
      return items;
    }
    items.sort((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1));
    return items.length === 1 ? items[0] : items;
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [
          name,
          plain(inner, name),
        ]),
      )
    : value;
}
