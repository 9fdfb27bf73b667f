import { isJsonObject } from '../policy/isJsonObject';

/** Values of templates as what they should be; what is not is left out. */

export function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function records(value: unknown): Array<Record<string, unknown>> {
  return items(value).filter(isJsonObject);
}

export function texts(value: unknown): string[] {
  return items(value).map(String);
}

export function recordOf(value: unknown): Record<string, unknown> {
  return isJsonObject(value) ? value : {};
}

export function textOf(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value);
}

export function numberOf(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/**
 * What stands at a path; nothing where the path leads on and the value does not.
 *
 * @alpha
 */
export function valueAt(
  value: unknown,
  path: ReadonlyArray<string | number>,
): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null
        ? (inner as Record<string | number, unknown>)[part]
        : undefined,
    value,
  );
}
