import { Refusal } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { decide, isAllowed, Wish } from './decide';
import { deniedMessage } from './deniedMessage';

/**
 * Lets a call go on, or refuses it in AWS's words.
 *
 * @throws Refusal when any policy that applies forbids it, or none allows it
 */
export function authorize(call: Call, wish: Wish): void {
  const decision = decide(call, wish);
  if (isAllowed(decision)) {
    return;
  }
  throw new Refusal(
    'AccessDenied',
    deniedMessage({
      decision,
      principal: call.caller.arn,
      action: wish.action,
      resource: wish.resource,
    }),
  );
}
