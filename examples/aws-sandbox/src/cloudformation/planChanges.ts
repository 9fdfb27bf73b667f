import { isDeepStrictEqual } from 'node:util';
import { resourceTypes } from '../resources/resourceTypes';
import type { World } from '../world/World';
import type { ResourceChange } from './ChangeSet';
import { validationError } from './errors';
import { driftedProperties, ResourceDrift } from './drift/resourceDrift';
import { resourceGraph } from './resourceGraph';
import type { Deployment, Stack, StackResource } from './Stack';
import { stackOutputs } from './stackOutputs';
import { StackScope } from './StackScope';

/** Stands for what is known only once a resource has been made. */
const unknownValue = (logicalId: string, attribute: string) =>
  `{{${logicalId}.${attribute} is known after the change}}`;

const isUnknown = (value: unknown) =>
  JSON.stringify(value ?? null).includes(' is known after the change}}');

/** Answers every attribute with a placeholder. */
function futureResource(logicalId: string, type: string): StackResource {
  return {
    logicalId,
    type,
    physicalId: unknownValue(logicalId, 'Ref'),
    properties: {},
    attributes: new Proxy(
      {},
      {
        get: (_, name) => unknownValue(logicalId, String(name)),
        getOwnPropertyDescriptor: () => ({
          configurable: true,
          enumerable: true,
        }),
      },
    ),
    dependencies: [],
    status: '',
    updatedAt: new Date(),
  };
}

/** Names of the properties that differ. */
export function changedProperties(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    name => !isDeepStrictEqual(before[name], after[name]),
  );
}

function replacementOf(
  type: string,
  properties: string[],
  after: Record<string, unknown>,
): 'True' | 'False' | 'Conditional' {
  const decisive = properties.filter(name =>
    resourceTypes.get(type)!.replacedBy.includes(name),
  );
  if (decisive.length === 0) {
    return 'False';
  }
  return decisive.some(name => !isUnknown(after[name]))
    ? 'True'
    : 'Conditional';
}

/**
 * What would happen to each resource if a deployment were made, before anything
 * is done: additions and changes in the order of their dependencies, then
 * removals.
 *
 * @param drifts - by logical id, of resources whose drift is to be undone
 * @throws ServiceError `ValidationError`, IntrinsicError
 */
export function planChanges(
  world: World,
  stack: Stack,
  deployment: Deployment,
  drifts: ReadonlyMap<string, ResourceDrift> = new Map(),
): ResourceChange[] {
  const future = new Map<string, StackResource>();
  const scope = new StackScope(
    world,
    stack,
    deployment,
    id => future.get(id) ?? stack.resources.get(id),
  );
  const changes: ResourceChange[] = [];
  const graph = resourceGraph(deployment.body, name => scope.condition(name));
  for (const { logicalId } of graph) {
    const { Type: type, Properties } = deployment.body.Resources[logicalId];
    const current = stack.resources.get(logicalId);
    const after = scope.resolve(Properties ?? {}) as Record<string, unknown>;
    if (!current) {
      changes.push({ action: 'Add', logicalId, type, properties: [] });
      future.set(logicalId, futureResource(logicalId, type));
      continue;
    }
    if (current.type !== type) {
      throw validationError(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${logicalId}]`,
      );
    }
    const drift = drifts.get(logicalId);
    if (drift?.status === 'DELETED') {
      changes.push({ action: 'Add', logicalId, type, properties: [], drift });
      future.set(logicalId, futureResource(logicalId, type));
      continue;
    }
    const before = drift
      ? driftedProperties(current, drift)
      : current.properties;
    const properties = changedProperties(before, after);
    if (properties.length === 0) {
      continue;
    }
    const replacement = replacementOf(type, properties, after);
    changes.push({
      action: 'Modify',
      logicalId,
      type,
      physicalId: current.physicalId,
      replacement,
      properties,
      ...(drift && { drift }),
    });
    if (replacement !== 'False') {
      future.set(logicalId, futureResource(logicalId, type));
    }
  }
  const kept = new Set(graph.map(({ logicalId }) => logicalId));
  for (const { logicalId, type, physicalId } of stack.resources.values()) {
    if (!kept.has(logicalId)) {
      changes.push({
        action: 'Remove',
        logicalId,
        type,
        physicalId,
        properties: [],
      });
    }
  }
  return changes;
}

/**
 * Whether a deployment would change nothing at all: neither resources nor
 * outputs nor tags.
 */
export function isUnchanged(
  world: World,
  stack: Stack,
  deployment: Deployment,
  changes: ResourceChange[],
): boolean {
  if (!stack.deployed || changes.length > 0) {
    return false;
  }
  const scope = new StackScope(world, stack, deployment, id =>
    stack.resources.get(id),
  );
  return (
    isDeepStrictEqual(stack.deployed.tags, deployment.tags) &&
    isDeepStrictEqual(stack.outputs, stackOutputs(scope, deployment.body))
  );
}
