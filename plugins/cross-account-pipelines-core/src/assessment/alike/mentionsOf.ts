/** Stands for an id in texts that are compared: JSON never has it unescaped. */
export const anyId = '\u0000';

/**
 * Where something mentions accounts: by account id, every text that has it, with
 * its place and {@link anyId} for the id. The texts of one list have one place.
 */
export type Mentions = ReadonlyMap<string, string>;

/** Patterns that tell one account id from another by a part of it. */
const splitsNumbers = /\d[*?]|[*?]\d/;

/** Every role has another one. */
const uniqueId = /AROA[A-Z0-9]{8}/;

/** Operators by which ids have an order. */
const ordersNumbers = /^(?:for\w+:)?(?:numeric|date)/i;

/** Whatever can be an account id in a text, parts of longer numbers included. */
export function accountIdsIn(text: string): Set<string> {
  const ids = new Set<string>();
  for (const number of text.match(/\d{12,}/g) ?? []) {
    for (let at = 0; at + 12 <= number.length; at++) {
      ids.add(number.slice(at, at + 12));
    }
  }
  return ids;
}

/**
 * Where a part of an estate mentions accounts.
 *
 * @returns nothing where it may tell two accounts apart that it mentions in the
 *   same places: by a part of an id, by its size, or by the unique id of a role
 */
export function mentionsOf(part: unknown): Mentions | undefined {
  const mentions = new Map<string, string>();

  /** Whether it knows accounts by nothing but their ids. */
  function note(text: string, place: string): boolean {
    if (!/\d|AROA/.test(text)) {
      return true;
    }
    if (
      splitsNumbers.test(text) ||
      uniqueId.test(text) ||
      text.includes(anyId)
    ) {
      return false;
    }
    for (const id of accountIdsIn(text)) {
      const at = `${place}\n${text.replaceAll(id, anyId)}\n`;
      mentions.set(id, (mentions.get(id) ?? '') + at);
    }
    return true;
  }

  function noteAll(value: unknown, place: string): boolean {
    if (typeof value === 'string') {
      return note(value, place);
    }
    if (Array.isArray(value)) {
      return value.every((each, index) =>
        noteAll(each, typeof each === 'object' ? `${place}/${index}` : place),
      );
    }
    if (typeof value !== 'object' || value === null) {
      return note(String(value), `${place}/${typeof value}`);
    }
    return Object.entries(value).every(
      ([name, each]) =>
        !ordersNumbers.test(name) &&
        note(name, place) &&
        noteAll(each, `${place}/${name}`),
    );
  }

  return noteAll(part, '') ? mentions : undefined;
}
