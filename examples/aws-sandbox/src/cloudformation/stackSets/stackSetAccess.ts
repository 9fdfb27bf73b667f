import type { CallAs } from '@aws-sdk/client-cloudformation';
import { authorize } from '../../access/authorize';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import { administratorOf } from './organizationsAccess';
import type { StackSet } from './StackSet';

/**
 * Whether the caller may do something with a StackSet, by name or id.
 *
 * @throws Refusal
 */
export function authorizeStackSet(
  call: Call,
  action: string,
  nameOrId: string,
  callAs?: CallAs,
): void {
  const known = findStackSet(call, nameOrId, callAs)?.arn;
  authorize(call, {
    action: `cloudformation:${action}`,
    resource:
      known ??
      `arn:aws:cloudformation:${call.region}:${administratorOf(
        call,
        callAs,
      )}:stackset/${nameOrId.split(':')[0]}:*`,
  });
}

/** Those of the account that the caller acts for. */
export function stackSetsOf(
  call: Call,
  callAs?: CallAs,
): Map<string, StackSet> {
  const { world, region } = call;
  return world.account(administratorOf(call, callAs)).region(region)
    .cloudFormation.stackSets;
}

function findStackSet(
  call: Call,
  nameOrId: string,
  callAs?: CallAs,
): StackSet | undefined {
  const found = stackSetsOf(call, callAs).get(nameOrId.split(':')[0]);
  return found && (found.name === nameOrId || found.id === nameOrId)
    ? found
    : undefined;
}

/** @throws ServiceError `StackSetNotFoundException` */
export function requireStackSet(
  call: Call,
  nameOrId: string,
  callAs?: CallAs,
): StackSet {
  const found = findStackSet(call, nameOrId, callAs);
  if (!found) {
    throw new ServiceError(
      'StackSetNotFoundException',
      `StackSet ${nameOrId} not found`,
      { status: 404 },
    );
  }
  return found;
}
