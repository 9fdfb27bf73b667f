import type { Estate } from '../estate';

/**
 * Names by which people know keys, by what they stand for: the ids of foretold
 * keys mean nothing to anybody. In an ARN a key goes by its logical id, since the
 * ARN of an alias is not the one of the key.
 *
 * @public
 */
export type KeyNames = Record<string, string>;

/**
 * Logical id and first alias of every key, each alone where there is no other, and
 * the logical ids of all else that has a name that is made up.
 */
export function keyNamesOf({ accounts, standIns }: Estate): KeyNames {
  const keyNames = Object.fromEntries(
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
  return { ...standIns, ...keyNames };
}

/** As templates are resolved, with what stands for a name that AWS makes up. */
const standIn = /[A-Za-z0-9_+=,.@-]{1,255}-0{12}(?![A-Za-z0-9])/g;

/** Of each record those names that are looked for one by one. */
const soughtIn = new WeakMap<KeyNames, Array<[string, string]>>();

function sought(names: KeyNames): Array<[string, string]> {
  const known =
    soughtIn.get(names) ??
    Object.entries(names).filter(([id]) => !id.endsWith('-000000000000'));
  soughtIn.set(names, known);
  return known;
}

/**
 * Puts names in the place of ids, and of names that nobody knows.
 *
 * @alpha
 */
export function nameKeys(text: string, names: KeyNames): string {
  return sought(names)
    .reduce((named, [id, name]) => named.replaceAll(id, name), text)
    .replace(standIn, name =>
      Object.hasOwn(names, name) ? names[name] : name,
    );
}
