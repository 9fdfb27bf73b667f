import { isJsonObject } from '../../policy/isJsonObject';

/**
 * What one element of a statement names: a pattern, or everything except some.
 */
export type PermissionPart = { text: string } | { except: string[] };

/** One test of a condition; all of them have to hold. */
export interface PermissionTest {
  operator: string;
  key: string;
  values: string[];
}

/**
 * A statement of a policy, made comparable.
 */
export interface PermissionStatement {
  effect: 'Allow' | 'Deny';
  /** Absent in policies of identities. */
  principals?: PermissionPart[];
  actions?: PermissionPart[];
  /** Absent in trust policies. */
  resources?: PermissionPart[];
  tests: PermissionTest[];
  /** Where it stands in what it was read from. */
  path: Array<string | number>;
  sid?: string;
}

/**
 * The statements of the policies in a resource's properties, wherever they
 * stand.
 */
export function permissionStatements(
  properties: unknown,
  path: Array<string | number> = [],
): PermissionStatement[] {
  if (Array.isArray(properties)) {
    return properties.flatMap((item, index) =>
      permissionStatements(item, [...path, index]),
    );
  }
  if (!isJsonObject(properties)) {
    return [];
  }
  return Object.entries(properties).flatMap(([key, value]) =>
    key === 'Statement'
      ? toStatements(value, [...path, key])
      : permissionStatements(value, [...path, key]),
  );
}

function toStatements(
  value: unknown,
  path: Array<string | number>,
): PermissionStatement[] {
  const toStatement = (
    statement: unknown,
    own: Array<string | number>,
  ): PermissionStatement[] =>
    isJsonObject(statement)
      ? [
          {
            effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
            principals: parts(statement, 'Principal', principalTexts),
            actions: parts(statement, 'Action', texts),
            resources: parts(statement, 'Resource', texts),
            tests: testsOf(statement.Condition),
            path: own,
            sid: typeof statement.Sid === 'string' ? statement.Sid : undefined,
          },
        ]
      : [];
  return Array.isArray(value)
    ? value.flatMap((each, index) => toStatement(each, [...path, index]))
    : toStatement(value, path);
}

/** An element, or its negation: what that leaves out is left out together. */
function parts(
  statement: Record<string, unknown>,
  element: string,
  read: (value: unknown) => string[],
): PermissionPart[] | undefined {
  if (statement[element] !== undefined) {
    return read(statement[element]).map(text => ({ text }));
  }
  const not = statement[`Not${element}`];
  return not === undefined ? undefined : [{ except: read(not) }];
}

function principalTexts(principal: unknown): string[] {
  return isJsonObject(principal)
    ? Object.values(principal).flatMap(texts)
    : texts(principal);
}

function testsOf(condition: unknown): PermissionTest[] {
  return isJsonObject(condition)
    ? Object.entries(condition).flatMap(([operator, keys]) =>
        isJsonObject(keys)
          ? Object.entries(keys).map(([key, value]) => ({
              operator,
              key,
              values: texts(value),
            }))
          : [],
      )
    : [];
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}
