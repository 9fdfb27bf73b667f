import { stableJson } from '../../policy/stableJson';
import type {
  ResolvedResource,
  ResolvedStack,
} from '../resolving/ResolvedStack';
import { kindOf } from '../resolving/resourceKinds';
import {
  narrowedPermissions,
  widenedPermissions,
  type WidenedPermission,
} from './widenedPermissions';

/**
 * What becomes of one resource of a stack.
 *
 * @alpha
 */
export interface ResourceChange {
  logicalId: string;
  type: string;
  change: 'added' | 'changed' | 'replaced' | 'removed';
  /** It goes from the stack only: its `DeletionPolicy` keeps it. */
  retained?: boolean;
  /**
   * Top-level properties and policies of deletion that differ; empty for what is
   * added or removed.
   */
  properties: string[];
  /** What somebody may do that nobody could before. */
  widened: WidenedPermission[];
  /**
   * What nobody may do any more by a resource that stays, as sentences of which
   * it is the subject. Absent where there is nothing.
   */
  narrowed?: string[];
}

/** Properties beside the name that cannot be changed in place. */
const fixedProperties: Record<string, string[] | undefined> = {
  'AWS::CodeDeploy::Application': ['ComputePlatform'],
  'AWS::CodeDeploy::DeploymentGroup': ['ApplicationName'],
  'AWS::IAM::ManagedPolicy': ['Description', 'Path'],
  'AWS::IAM::Role': ['Path'],
  'AWS::S3::BucketPolicy': ['Bucket'],
};

/**
 * Compares a stack as it is with what it would become: which resources are
 * added, changed, replaced or removed, and which permissions get wider.
 *
 * @param options - no `before` where the stack does not exist yet
 * @returns changes only, in the order of the new template, then what is removed
 *
 * @alpha
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
    .map(([logicalId, resource]) => removedResource(logicalId, resource));
  return [...kept, ...removed];
}

/** What goes takes its permissions with it, but its Denies, too. */
function removedResource(
  logicalId: string,
  { type, properties, deletionPolicy }: ResolvedResource,
): ResourceChange {
  const retained = deletionPolicy?.startsWith('Retain');
  const { PermissionsBoundary, ...bounded } = properties;
  return {
    logicalId,
    type,
    change: 'removed',
    ...(retained && { retained }),
    properties: [],
    widened: retained
      ? []
      : widenedPermissions({ type, before: bounded, after: {} }),
  };
}

function compareResource(
  logicalId: string,
  before: ResolvedResource | undefined,
  after: ResolvedResource,
): ResourceChange[] {
  const { type } = after;
  const old = before && attributes(before);
  const now = attributes(after);
  if (!old) {
    return [
      {
        logicalId,
        type,
        change: 'added',
        properties: [],
        widened: widenedPermissions({ type, before: {}, after: now }),
      },
    ];
  }
  const properties = [
    ...new Set([...Object.keys(old), ...Object.keys(now)]),
  ].filter(name => !isSame(old[name], now[name]));
  if (properties.length === 0 && before.type === type) {
    return [];
  }
  const narrowed = narrowedPermissions({ type, before: old, after: now });
  const isReplaced =
    before.type !== type || properties.some(name => isFixed(type, name));
  return [
    {
      logicalId,
      type,
      change: isReplaced ? 'replaced' : 'changed',
      properties,
      widened: widenedPermissions({ type, before: old, after: now }),
      ...(narrowed.length > 0 && { narrowed }),
    },
  ];
}

function attributes(resource: ResolvedResource): Record<string, unknown> {
  const { properties, deletionPolicy, updateReplacePolicy } = resource;
  return {
    ...properties,
    DeletionPolicy: deletionPolicy,
    UpdateReplacePolicy: updateReplacePolicy,
  };
}

/** What has another name is another thing. */
function isFixed(type: string, property: string): boolean {
  return (
    kindOf(type).name === property ||
    fixedProperties[type]?.includes(property) === true
  );
}

function isSame(left: unknown, right: unknown): boolean {
  return stableJson(left) === stableJson(right);
}
