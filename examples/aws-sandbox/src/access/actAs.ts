import { randomUUID } from 'node:crypto';
import type { RoleRecord } from '../iam/IamState';
import { AssumeRoleWish, findAssumableRole } from '../sts/assumeRole';
import type { Call } from '../world/Call';
import type { World } from '../world/World';
import { OpenSession, openSession } from './openSession';

const DURATION = 3_600;

/**
 * A call that a service makes on its own account, e.g. to assume a role that
 * it was given.
 */
export function serviceCall(options: {
  world: World;
  /** E.g. `codepipeline.amazonaws.com`. */
  service: string;
  /** The account that it works for. */
  account: string;
  region: string;
  /** ARN of the resource that it works for: `aws:SourceArn`. */
  sourceArn?: string;
}): Call {
  const { world, service, account, region, sourceArn } = options;
  return {
    world,
    region,
    requestId: randomUUID(),
    caller: {
      type: 'Service',
      account,
      arn: service,
      principalArn: service,
      userId: service,
    },
    context: {
      'aws:SecureTransport': 'true',
      'aws:SourceAccount': account,
      ...(sourceArn && { 'aws:SourceArn': sourceArn }),
      ...(world.account(account).inOrganization && {
        'aws:SourceOrgID': world.organization.id,
        'aws:SourceOrgPaths': [world.organization.pathOf(account)],
      }),
    },
  };
}

/**
 * A call by a session of a role that `by` assumes, with the keys for those that
 * call over HTTP; `undefined` when it is refused.
 */
export function actAs(
  by: Call,
  wish: AssumeRoleWish & {
    /** Condition keys of the calls that follow. */
    context?: Call['context'];
    /** Region of the calls that follow; default the same. */
    region?: string;
  },
): { call: Call; credential: OpenSession['credential'] } | undefined {
  const role: RoleRecord | undefined = findAssumableRole(by, wish);
  if (!role) {
    return undefined;
  }
  const { caller, credential } = openSession(by.world, role, {
    sessionName: wish.sessionName,
    duration: DURATION,
  });
  return {
    credential,
    call: {
      world: by.world,
      caller,
      region: wish.region ?? by.region,
      requestId: randomUUID(),
      context: { 'aws:SecureTransport': 'true', ...wish.context },
    },
  };
}
