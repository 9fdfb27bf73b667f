import type { World } from '../world/World';
import { awsManagedPolicies } from './awsManagedPolicies';
import type { ManagedPolicyRecord } from './IamState';

function accountOf(arn: string): string {
  return arn.split(':')[4];
}

/**
 * A managed policy, of AWS or of a customer, as it was written last.
 */
export function findPolicy(
  world: World,
  arn: string,
): ManagedPolicyRecord | undefined {
  return (
    awsManagedPolicies.get(arn) ??
    world.findAccount(accountOf(arn))?.iam.policies.get(arn)?.current
  );
}

/**
 * The document of a managed policy's default version, as it decides now.
 */
export function effectiveDocument(world: World, arn: string): unknown {
  const record =
    awsManagedPolicies.get(arn) ??
    world
      .findAccount(accountOf(arn))
      ?.iam.policies.get(arn)
      ?.effective(Date.now());
  return record?.versions.find(({ id }) => id === record.defaultVersion)
    ?.document;
}
