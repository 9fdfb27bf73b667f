import { isJsonObject } from './isJsonObject';

/** A value as text: the order of keys does not matter, that of lists does. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    isJsonObject(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
