import type { Side } from '../../report';
import type { Place } from '../causes/Cause';
import type { CauseId } from '../causes/causes';

/** What is said of a hop by the side that may refuse. */
const CAUSES: Partial<Record<Place, Partial<Record<Side, CauseId>>>> = {
  H0: { resource: 'service-role-trust' },
  H1: { resource: 'trust-refuses-caller' },
  H3: { caller: 'pass-role-lacks-allow' },
  H4: { resource: 'role-trust-refuses-service' },
  H5: { resource: 'bucket-policy-lacks-allow' },
  H6: { resource: 'key-policy-lacks-allow' },
  H7: {
    caller: 'deploy-role-reads-artifact',
    resource: 'artifact-refuses-deploy-role',
  },
  H8: { caller: 'repository-in-other-region', resource: 'key-in-other-region' },
  H9: {
    resource: 'destination-bucket-policy',
    caller: 'destination-bucket-caller',
  },
  H10: {
    caller: 'instance-lacks-revision',
    resource: 'revision-refuses-instance',
  },
  connection: { caller: 'connection-role-lacks-allow' },
  event: { resource: 'event-bus-refuses' },
  workload: { resource: 'repository-refuses-pull' },
};

/** Hops on which only the resource's side can refuse. */
const RESOURCE_ONLY: Place[] = ['H0', 'H4'];

/** Hops on which a policy of the resource takes part, whoever is asked. */
const WITH_RESOURCE_POLICY: Place[] = [
  'H1',
  'H5',
  'H6',
  'H7',
  'H9',
  'H10',
  'event',
];

/** The cause that one side of a hop gives for a refusal. */
export function refusalCauseOf(
  hop: Place,
  side: Side,
  options: { denies: boolean; action: string },
): CauseId {
  const { denies, action } = options;
  if (denies && hop !== 'H8') {
    return side === 'caller'
      ? 'caller-policy-denies'
      : 'resource-policy-denies';
  }
  const special = CAUSES[hop]?.[side];
  // What is said of pulling an image is not said of other things deployed.
  if (special && (hop !== 'workload' || action.startsWith('ecr:'))) {
    return special;
  }
  return side === 'caller'
    ? 'caller-policy-lacks-allow'
    : 'resource-policy-lacks-allow';
}

/** Whether only the resource's side of a hop can refuse. */
export function isResourceOnly(hop: Place): boolean {
  return RESOURCE_ONLY.includes(hop);
}

/** Whether a policy of the resource always takes part in a hop. */
export function asksResourcePolicy(hop: Place): boolean {
  return WITH_RESOURCE_POLICY.includes(hop);
}
