import { createHash } from 'node:crypto';

/** Longer texts go by their hashes. */
const LONGEST = 128;

/** Fields whose lists have the order in which AWS happened to answer. */
const UNORDERED = new Set([
  'accessEntries',
  'missing',
  'present',
  'sharedWithIt',
  'unread',
]);

/**
 * Tells whether data is the same as it was another time, whatever the order of its
 * fields. What many values share is looked at once; it must not change meanwhile.
 */
export class Fingerprints {
  readonly #known = new WeakMap<object, string>();

  of(value: unknown): string {
    return hash(this.#write(value, false));
  }

  #write(value: unknown, isUnordered: boolean): string {
    if (typeof value !== 'object' || value === null) {
      return JSON.stringify(value) ?? 'undefined';
    }
    if (value instanceof Date) {
      return JSON.stringify(value);
    }
    const known = this.#known.get(value);
    if (known !== undefined) {
      return known;
    }
    const text = Array.isArray(value)
      ? `[${this.#parts(value, isUnordered).join()}]`
      : `{${this.#fields(value).join()}}`;
    const written = text.length > LONGEST ? hash(text) : text;
    this.#known.set(value, written);
    return written;
  }

  #parts(values: unknown[], isUnordered: boolean): string[] {
    const parts = values.map(each => this.#write(each, false));
    return isUnordered ? parts.sort() : parts;
  }

  #fields(value: object): string[] {
    return Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(
        ([name, each]) =>
          `${JSON.stringify(name)}:${this.#write(each, UNORDERED.has(name))}`,
      );
  }
}

function hash(text: string): string {
  return `#${createHash('sha256').update(text).digest('base64url')}`;
}
