import type { World } from '../world/World';
import { noSuchEntity } from './errors';
import { findPolicy } from './findPolicy';
import type { ManagedPolicyRecord } from './IamState';

/**
 * @throws ServiceError `NoSuchEntity`
 */
export function requirePolicy(world: World, arn: string): ManagedPolicyRecord {
  const policy = findPolicy(world, arn);
  if (!policy) {
    throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
  }
  return policy;
}
