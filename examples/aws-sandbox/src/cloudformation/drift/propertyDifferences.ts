import { isDeepStrictEqual } from 'node:util';

/**
 * One place where a resource is not as its template says.
 */
export interface PropertyDifference {
  /** E.g. `/Policies/0/PolicyDocument/Statement/0/Action`. */
  path: string;
  /** `ADD`: only the resource has it; `REMOVE`: only the template has it. */
  type: 'ADD' | 'REMOVE' | 'NOT_EQUAL';
  expected?: unknown;
  actual?: unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function differenceAt(
  path: string,
  expected: unknown,
  actual: unknown,
): PropertyDifference[] {
  if (actual === undefined) {
    return [{ path, type: 'REMOVE', expected }];
  }
  if (expected === undefined) {
    return [{ path, type: 'ADD', actual }];
  }
  if (
    isObject(expected) &&
    isObject(actual) &&
    Array.isArray(expected) === Array.isArray(actual)
  ) {
    return propertyDifferences(expected, actual, path);
  }
  return isDeepStrictEqual(expected, actual)
    ? []
    : [{ path, type: 'NOT_EQUAL', expected, actual }];
}

/**
 * Where two values differ, as deep as they can be compared.
 */
export function propertyDifferences(
  expected: Record<string, unknown> | unknown[],
  actual: Record<string, unknown> | unknown[],
  path = '',
): PropertyDifference[] {
  const [left, right] = [expected, actual].map(
    value => new Map(Object.entries(value)),
  );
  return [...new Set([...left.keys(), ...right.keys()])].flatMap(name =>
    differenceAt(`${path}/${name}`, left.get(name), right.get(name)),
  );
}
