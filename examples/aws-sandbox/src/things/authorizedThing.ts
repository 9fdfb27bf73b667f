import { authorize } from '../access/authorize';
import type { Thing } from '../resources/Things';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';

/** A name, or the last part of an ARN. */
export const shortName = (nameOrArn: string) =>
  nameOrArn.slice(
    Math.max(nameOrArn.lastIndexOf('/'), nameOrArn.lastIndexOf(':')) + 1,
  );

/**
 * A thing that the caller may read, if it is there.
 *
 * @param options - `service` and `path` make the ARN that is asked for
 * @throws Refusal
 */
export function authorizedThing(
  call: Call,
  options: {
    type: string;
    name: string;
    /** E.g. `lambda:GetFunction`. */
    action: string;
    /** What follows the account in the ARN, e.g. `function:orders`. */
    path: string;
  },
): Thing | undefined {
  const { type, name, action, path } = options;
  const [service] = action.split(':');
  authorize(call, {
    action,
    resource: `arn:aws:${service}:${call.region}:${call.caller.account}:${path}`,
  });
  return thingsOf(call, type).get(name);
}
