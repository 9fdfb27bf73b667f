import { authorize } from '../../access/authorize';
import { ServiceError } from '../../front/ServiceError';
import type { Call } from '../../world/Call';
import { stacksOf } from '../stackAccess';
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
): void {
  const known = findStackSet(call, nameOrId)?.arn;
  authorize(call, {
    action: `cloudformation:${action}`,
    resource:
      known ??
      `arn:aws:cloudformation:${call.region}:${call.caller.account}:stackset/${
        nameOrId.split(':')[0]
      }:*`,
  });
}

function findStackSet(call: Call, nameOrId: string): StackSet | undefined {
  const found = stacksOf(call).stackSets.get(nameOrId.split(':')[0]);
  return found && (found.name === nameOrId || found.id === nameOrId)
    ? found
    : undefined;
}

/** @throws ServiceError `StackSetNotFoundException` */
export function requireStackSet(call: Call, nameOrId: string): StackSet {
  const found = findStackSet(call, nameOrId);
  if (!found) {
    throw new ServiceError(
      'StackSetNotFoundException',
      `StackSet ${nameOrId} not found`,
      { status: 404 },
    );
  }
  return found;
}
