import type { Estate } from '../estate';

/**
 * Names by which people know keys, by id: the ids of foretold keys mean nothing
 * to anybody.
 *
 * @public
 */
export type KeyNames = Record<string, string>;

/** The first alias of every key that has one. */
export function keyNamesOf({ accounts }: Estate): KeyNames {
  return Object.fromEntries(
    Object.values(accounts)
      .flatMap(({ keys }) => Object.values(keys))
      .flatMap(({ arn, aliases = [] }) =>
        aliases
          .slice(0, 1)
          .map(alias => [arn.slice(arn.indexOf(':key/') + 5), alias]),
      ),
  );
}

/** Puts names in the place of ids. */
export function nameKeys(text: string, names: KeyNames): string {
  return Object.entries(names).reduce(
    (named, [id, name]) =>
      named.replaceAll(`key/${id}`, name).replaceAll(id, name),
    text,
  );
}
