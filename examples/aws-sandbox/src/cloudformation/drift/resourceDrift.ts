import { Refusal, ServiceError } from '../../front/ServiceError';
import type { Properties, ResourceContext } from '../../resources/ResourceType';
import { resourceTypes } from '../../resources/resourceTypes';
import {
  bindPrincipals,
  showPrincipals,
} from '../../access/principalsInPolicies';
import type { World } from '../../world/World';
import { PropertyDifference, propertyDifferences } from './propertyDifferences';
import type { StackResource } from '../Stack';

/**
 * How far a resource is from what its stack made of it.
 */
export interface ResourceDrift {
  status: 'IN_SYNC' | 'MODIFIED' | 'DELETED';
  /** As the template has them; properties that it does not name do not count. */
  expected: Properties;
  /** As they are; absent when the resource is gone. */
  actual?: Properties;
  differences: PropertyDifference[];
}

const GONE = /NoSuch|NotFound|DoesNotExist/;

/** A policy names principals in several ways that mean the same. */
function isPolicy(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'Statement' in value;
}

/** Values that mean the same, spelt in one way. */
function canonical(world: World, value: unknown): unknown {
  if (isPolicy(value)) {
    return showPrincipals(world, bindPrincipals(world, value).document);
  }
  if (Array.isArray(value)) {
    return value.map(each => canonical(world, each));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [name, canonical(world, inner)]),
    );
  }
  return typeof value === 'boolean' || typeof value === 'number'
    ? String(value)
    : value;
}

/**
 * Compares a resource with its stack's idea of it; `undefined` for types whose
 * drift the sandbox, as AWS for some, does not detect.
 *
 * @throws Refusal when the caller may not read the resource
 */
export async function resourceDrift(
  context: ResourceContext,
  resource: StackResource,
): Promise<ResourceDrift | undefined> {
  const type = resourceTypes.get(resource.type)!;
  if (!type.read || resource.physicalId === undefined) {
    return undefined;
  }
  const { world } = context.call;
  const declared = type.spell?.(resource.properties) ?? resource.properties;
  let live: Properties;
  try {
    live = await type.read(context, resource.physicalId, declared);
  } catch (error) {
    if (
      error instanceof ServiceError &&
      !(error instanceof Refusal) &&
      GONE.test(error.code)
    ) {
      return { status: 'DELETED', expected: declared, differences: [] };
    }
    throw error;
  }
  const names = Object.keys(declared).filter(name => Object.hasOwn(live, name));
  const pick = (from: Properties) =>
    Object.fromEntries(names.map(name => [name, canonical(world, from[name])]));
  const expected = pick(declared);
  const actual = pick(live);
  const differences = propertyDifferences(expected, actual);
  return {
    status: differences.length > 0 ? 'MODIFIED' : 'IN_SYNC',
    expected,
    actual,
    differences,
  };
}

/**
 * The properties of a resource as they are, where they differ from the stack's.
 */
export function driftedProperties(
  resource: StackResource,
  { actual = {}, differences }: ResourceDrift,
): Properties {
  const changed = new Set(differences.map(({ path }) => path.split('/')[1]));
  return {
    ...resource.properties,
    ...Object.fromEntries(
      Object.entries(actual).filter(([name]) => changed.has(name)),
    ),
  };
}
