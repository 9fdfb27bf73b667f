import { actAs, serviceCall } from '../access/actAs';
import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import type { Call } from '../world/Call';
import type { CloudFormationState } from './CloudFormationState';
import { noSuchStack, validationError } from './errors';
import type { Stack } from './Stack';

const SERVICE = 'cloudformation.amazonaws.com';

export function stacksOf({ world, caller, region }: Call): CloudFormationState {
  return world.account(caller.account).region(region).cloudFormation;
}

/**
 * Whether the caller may do something with a stack, by name or id, that need
 * not exist.
 *
 * @throws Refusal
 */
export function authorizeStack(
  call: Call,
  action: string,
  nameOrId: string,
  context: Record<string, string | string[] | undefined> = {},
): void {
  const known = stacksOf(call).find(nameOrId)?.id;
  authorize(call, {
    action: `cloudformation:${action}`,
    resource:
      known ??
      (nameOrId.startsWith('arn:')
        ? nameOrId
        : `arn:aws:cloudformation:${call.region}:${call.caller.account}:stack/${nameOrId}/*`),
    context,
  });
}

/**
 * @throws ServiceError `ValidationError` when there is no such stack
 */
export function requireStack(call: Call, nameOrId: string): Stack {
  const stack = stacksOf(call).find(nameOrId);
  if (!stack) {
    throw noSuchStack(nameOrId);
  }
  return stack;
}

/**
 * Whether the caller may hand a role to CloudFormation for a stack.
 *
 * @throws Refusal
 */
export function authorizeStackRole(
  call: Call,
  roleArn: string | undefined,
): void {
  if (roleArn !== undefined) {
    authorizePassRole(call, { roleArn, service: SERVICE });
  }
}

/** The call that CloudFormation makes with the session of who asks it. */
export function forwardedCall(call: Call): Call {
  return {
    ...call,
    context: {
      ...call.context,
      'aws:ViaAWSService': 'true',
      'aws:CalledVia': [SERVICE],
      'aws:CalledViaFirst': SERVICE,
      'aws:CalledViaLast': SERVICE,
    },
  };
}

/**
 * The call under which CloudFormation works on a stack's resources: the stack's
 * role where there is one, else the caller.
 *
 * @throws ServiceError `ValidationError` when the role does not let it in
 */
export function stackCall(
  call: Call,
  stack: Stack,
  roleArn: string | undefined = stack.roleArn,
): Call {
  if (roleArn === undefined) {
    return forwardedCall(call);
  }
  const acting = actAs(
    serviceCall({
      world: call.world,
      service: SERVICE,
      account: stack.account,
      region: stack.region,
      sourceArn: stack.id,
    }),
    { roleArn, sessionName: 'AWSCloudFormation' },
  );
  if (!acting) {
    throw validationError(`Role ${roleArn} is invalid or cannot be assumed`);
  }
  return acting.call;
}
