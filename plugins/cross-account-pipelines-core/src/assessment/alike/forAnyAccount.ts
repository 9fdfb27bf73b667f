/** What says of any account what was said of one. */
export type ForAnyAccount<T> = (account: string) => T;

/**
 * A value with the id of an account left open, wherever its texts have it. What
 * has none is shared by all that is made of it.
 */
export function forAnyAccount<T>(value: T, account: string): ForAnyAccount<T> {
  return opened(value, account) ?? (() => value);
}

/** Nothing where there is nothing to leave open. */
function opened<T>(value: T, account: string): ForAnyAccount<T> | undefined {
  if (typeof value === 'string') {
    const parts = value.split(account);
    return parts.length === 1
      ? undefined
      : other => joined(parts, other) as typeof value;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  const open: Array<[name: keyof T, make: ForAnyAccount<T[keyof T]>]> = [];
  for (const name of Object.keys(value) as Array<keyof T>) {
    const make = opened(value[name], account);
    if (make) {
      open.push([name, make]);
    }
  }
  return open.length === 0
    ? undefined
    : other => {
        const copy = (Array.isArray(value) ? [...value] : { ...value }) as T;
        for (const [name, make] of open) {
          copy[name] = make(other);
        }
        return copy;
      };
}

function joined(parts: string[], account: string): string {
  return parts.length === 2
    ? parts[0] + account + parts[1]
    : parts.join(account);
}
