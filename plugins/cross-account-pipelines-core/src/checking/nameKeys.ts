import type { Estate } from '../estate';

/**
 * Names by which people know keys, by what they stand for: the ids of foretold
 * keys mean nothing to anybody. In an ARN a key goes by its logical id, since the
 * ARN of an alias is not the one of the key.
 *
 * @public
 */
export type KeyNames = Record<string, string>;

/** Logical id and first alias of every key; each alone where there is no other. */
export function keyNamesOf({ accounts }: Estate): KeyNames {
  return Object.fromEntries(
    Object.values(accounts)
      .flatMap(({ keys }) => Object.values(keys))
      .flatMap(({ arn, aliases = [], source, ...key }) => {
        const id = arn.slice(arn.indexOf(':key/') + 5);
        const logicalId = key.logicalId ?? source?.logicalId;
        const name = aliases[0] ?? logicalId;
        return [
          ...(logicalId ? [[`:key/${id}`, `:key/${logicalId}`]] : []),
          ...(name ? [[id, name]] : []),
        ];
      }),
  );
}

/**
 * Puts names in the place of ids.
 *
 * @public
 */
export function nameKeys(text: string, names: KeyNames): string {
  return Object.entries(names).reduce(
    (named, [id, name]) => named.replaceAll(id, name),
    text,
  );
}
