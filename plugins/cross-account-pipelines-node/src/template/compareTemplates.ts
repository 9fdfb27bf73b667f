import { permissionTuples, type PermissionTuple } from './permissionTuples';
import type { ResolvedResource, ResolvedStack } from './ResolvedStack';
import { kindOf } from './resourceKinds';

/**
 * What becomes of one resource of a stack.
 *
 * @public
 */
export interface ResourceChange {
  logicalId: string;
  type: string;
  change: 'added' | 'changed' | 'replaced' | 'removed';
  /** Top-level properties that differ; empty for what is added or removed. */
  properties: string[];
  /** What somebody may do that nobody could before; sentences. */
  widened: string[];
}

/** Types whose path, too, cannot be changed in place. */
const fixedPath = /^AWS::IAM::(?:ManagedPolicy|Role)$/;

/**
 * Compares a stack as it is with what it would become: which resources are
 * added, changed, replaced or removed, and which permissions get wider.
 *
 * A permission counts as wider when the new policies name an action, resource
 * or principal that no old statement named with the same condition, or when a
 * Deny goes away. Whether a wildcard already covered it is not asked: better one
 * line too many than one too few.
 *
 * @param options - no `before` where the stack does not exist yet
 * @returns changes only, in the order of the new template, then what is removed
 *
 * @public
 */
export function compareTemplates(options: {
  before?: ResolvedStack;
  after: ResolvedStack;
}): ResourceChange[] {
  const before = options.before?.resources ?? {};
  const after = options.after.resources;
  const kept = Object.entries(after).flatMap(([logicalId, resource]) =>
    compareResource(logicalId, before[logicalId], resource),
  );
  const removed = Object.entries(before)
    .filter(([logicalId]) => !Object.hasOwn(after, logicalId))
    .map(
      ([logicalId, { type, properties }]): ResourceChange => ({
        logicalId,
        type,
        change: 'removed',
        properties: [],
        widened: widen(properties, {}),
      }),
    );
  return [...kept, ...removed];
}

function compareResource(
  logicalId: string,
  before: ResolvedResource | undefined,
  after: ResolvedResource,
): ResourceChange[] {
  const { type } = after;
  const widened = widen(before?.properties ?? {}, after.properties);
  if (!before) {
    return [{ logicalId, type, change: 'added', properties: [], widened }];
  }
  const names = new Set([
    ...Object.keys(before.properties),
    ...Object.keys(after.properties),
  ]);
  const properties = [...names].filter(
    name => !isSame(before.properties[name], after.properties[name]),
  );
  if (properties.length === 0 && before.type === type) {
    return [];
  }
  const isReplaced =
    before.type !== type || properties.some(name => isFixed(type, name));
  return [
    {
      logicalId,
      type,
      change: isReplaced ? 'replaced' : 'changed',
      properties,
      widened,
    },
  ];
}

/** What has another name is another thing. */
function isFixed(type: string, property: string): boolean {
  return (
    kindOf(type).name === property ||
    (property === 'Path' && fixedPath.test(type))
  );
}

function widen(before: unknown, after: unknown): string[] {
  const old = permissionTuples(before);
  const now = permissionTuples(after);
  const has = (tuples: PermissionTuple[]) => new Set(tuples.map(keyOf));
  const [oldKeys, newKeys] = [has(old), has(now)];
  const granted = now.filter(
    tuple => tuple.effect === 'Allow' && !oldKeys.has(keyOf(tuple)),
  );
  const released = old.filter(
    tuple => tuple.effect === 'Deny' && !newKeys.has(keyOf(tuple)),
  );
  return [
    ...granted.map(tuple => `allows ${describe(tuple)}`),
    ...released.map(tuple => `no longer denies ${describe(tuple)}`),
  ];
}

function keyOf({ sid, ...tuple }: PermissionTuple): string {
  return JSON.stringify(tuple);
}

function describe({ principal, action, resource, condition }: PermissionTuple) {
  return [
    principal && `${principal}:`,
    action,
    resource && `on ${resource}`,
    condition && `if ${condition}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Order of keys does not matter, order of lists does. */
function isSame(left: unknown, right: unknown): boolean {
  return stable(left) === stable(right);
}

function stable(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}
