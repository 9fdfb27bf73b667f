type Collection = unknown[] | Record<string, unknown>;

/** Some entries of a collection that is part of a value. */
export interface Part {
  /** Of the collection, from the whole. */
  path: ReadonlyArray<string | number>;
  entries: Array<[string, unknown]>;
}

/** Entries of one part. */
const MOST = 50;

/** Levels below which nothing is taken apart. */
const DEEPEST = 4;

/**
 * Takes large collections out of plain data, so that no piece of it takes long to
 * hand to another thread.
 *
 * @returns the value without them, and what `putTogether` puts back
 */
export function takeApart(value: unknown): { rest: unknown; parts: Part[] } {
  const parts: Part[] = [];
  const rest = reduce(value, [], parts);
  return { rest, parts };
}

/** The inverse, part by part; the value is changed. */
export function putTogether(value: unknown, { path, entries }: Part): void {
  const collection = path.reduce<any>((within, key) => within[key], value);
  for (const [key, entry] of entries) {
    Object.defineProperty(collection, key, {
      value: entry,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
}

function reduce(
  value: unknown,
  path: ReadonlyArray<string | number>,
  parts: Part[],
): unknown {
  if (!isCollection(value) || path.length > DEEPEST) {
    return value;
  }
  const entries = Object.entries(value);
  if (entries.length <= MOST) {
    const kept = entries.map(([key, entry]): [string, unknown] => [
      key,
      reduce(entry, [...path, key], parts),
    ]);
    return Array.isArray(value)
      ? kept.map(([, entry]) => entry)
      : Object.fromEntries(kept);
  }
  for (let from = 0; from < entries.length; from += MOST) {
    parts.push({ path, entries: entries.slice(from, from + MOST) });
  }
  return Array.isArray(value) ? [] : {};
}

function isCollection(value: unknown): value is Collection {
  return (
    Array.isArray(value) ||
    (typeof value === 'object' &&
      value !== null &&
      Object.getPrototypeOf(value) === Object.prototype)
  );
}
