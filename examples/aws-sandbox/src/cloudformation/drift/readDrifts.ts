import type { Call } from '../../world/Call';
import type { ResourceDrift } from './resourceDrift';
import { ResourceWorker } from '../ResourceWorker';
import type { Stack } from '../Stack';

/**
 * What others did to a stack's resources, by logical id; resources that are as the
 * stack made them, or whose drift is not detected, are not in it.
 *
 * @throws Refusal when a resource may not be read
 */
export async function readDrifts(
  call: Call,
  stack: Stack,
): Promise<Map<string, ResourceDrift>> {
  const worker = new ResourceWorker(stack, call, stack.deployed?.tags ?? {});
  const drifts = new Map<string, ResourceDrift>();
  for (const resource of stack.resources.values()) {
    const drift = await worker.drift(resource);
    if (drift && drift.status !== 'IN_SYNC') {
      drifts.set(resource.logicalId, drift);
    }
  }
  return drifts;
}
