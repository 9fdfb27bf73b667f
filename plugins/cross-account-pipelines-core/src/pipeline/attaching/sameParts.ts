import { isJsonObject } from '../../policy/isJsonObject';
import { stableJson } from '../../policy/stableJson';

/**
 * Whether two parts of a definition say the same. CodePipeline gives a definition
 * back with empty lists and defaults that nobody wrote.
 *
 * @alpha
 */
export function sameParts(one: unknown, other: unknown): boolean {
  return stableJson(plain(one)) === stableJson(plain(other));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => !isDefault(key, inner))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

function isDefault(key: string, value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'object' && Object.keys(value).length === 0) ||
    (key === 'runOrder' && value === 1)
  );
}
