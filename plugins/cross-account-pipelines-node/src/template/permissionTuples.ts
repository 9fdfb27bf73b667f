/**
 * One thing that a statement says of one principal, action and resource.
 */
export interface PermissionTuple {
  effect: 'Allow' | 'Deny';
  /** Absent in policies of identities. */
  principal?: string;
  action: string;
  resource?: string;
  /** The condition as JSON. */
  condition?: string;
  /** `Sid` of the statement. */
  sid?: string;
}

/**
 * Takes the policies in a resource's properties apart, wherever they stand.
 * `NotAction` and its like are kept as they are spelled, with a `!` before them.
 */
export function permissionTuples(properties: unknown): PermissionTuple[] {
  if (Array.isArray(properties)) {
    return properties.flatMap(permissionTuples);
  }
  if (!isRecord(properties)) {
    return [];
  }
  return Object.entries(properties).flatMap(([key, value]) =>
    key === 'Statement'
      ? toList(value).flatMap(takeApart)
      : permissionTuples(value),
  );
}

function takeApart(statement: unknown): PermissionTuple[] {
  if (!isRecord(statement)) {
    return [];
  }
  const condition =
    statement.Condition === undefined
      ? undefined
      : JSON.stringify(statement.Condition);
  return principalsOf(statement).flatMap(principal =>
    either(statement, 'Action').flatMap(action =>
      either(statement, 'Resource').map(
        resource =>
          ({
            effect: statement.Effect === 'Deny' ? 'Deny' : 'Allow',
            principal,
            action: action ?? '',
            resource,
            condition,
            sid: statement.Sid as string | undefined,
          } as const),
      ),
    ),
  );
}

function principalsOf(statement: Record<string, unknown>) {
  for (const [key, mark] of [
    ['Principal', ''],
    ['NotPrincipal', '!'],
  ]) {
    const value = statement[key];
    if (isRecord(value)) {
      return Object.values(value)
        .flatMap(toList)
        .map(principal => `${mark}${String(principal)}`);
    }
    if (value !== undefined) {
      return [`${mark}${String(value)}`];
    }
  }
  return [undefined];
}

function either(
  statement: Record<string, unknown>,
  key: 'Action' | 'Resource',
): Array<string | undefined> {
  const value = statement[key];
  if (value !== undefined) {
    return toList(value).map(String);
  }
  const not = statement[`Not${key}`];
  return not === undefined
    ? [undefined]
    : toList(not).map(each => `!${String(each)}`);
}

function toList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
