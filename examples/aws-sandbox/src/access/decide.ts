import {
  AccessDecision,
  evaluateAccess,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { Call } from '../world/Call';
import type { World } from '../world/World';
import { callerContext } from './callerContext';
import { identityPolicies } from './identityPolicies';
import { showPrincipals } from './principalsInPolicies';

/**
 * What a call wants to do, and the policy of the resource it wants to do it on.
 */
export interface Wish {
  action: string;
  /** ARN, or `*` for actions that are on no resource. */
  resource: string;
  /** Default: the caller's account. */
  resourceAccount?: string;
  /** As it is stored, with unique ids; absent where the resource has none. */
  resourcePolicy?: { name: string; document: unknown };
  /** Condition keys of this action. */
  context?: Record<string, string | string[] | undefined>;
}

function present(context: Wish['context'] = {}) {
  return Object.fromEntries(
    Object.entries(context).filter(([, value]) => value !== undefined),
  ) as Record<string, string | string[]>;
}

/** The organization's policies bind its members but the management account. */
function isGoverned(world: World, account: string): boolean {
  return (
    account !== world.organization.managementAccount &&
    world.findAccount(account)?.inOrganization === true
  );
}

/**
 * Decides one call with all the policies that apply, on both sides.
 */
export function decide(call: Call, wish: Wish): AccessDecision {
  const { world, caller } = call;
  const resourceAccount = wish.resourceAccount ?? caller.account;
  const decision = evaluateAccess({
    request: {
      principal: caller.arn,
      principalIds: caller.type === 'Service' ? [] : [caller.userId],
      action: wish.action,
      resource: wish.resource,
      resourceAccount,
      context: {
        ...callerContext(call, resourceAccount),
        ...present(wish.context),
      },
    },
    ...identityPolicies(world, caller),
    ...(wish.resourcePolicy && {
      resourcePolicy: {
        name: wish.resourcePolicy.name,
        document: showPrincipals(world, wish.resourcePolicy.document),
      },
    }),
    ...(caller.type !== 'Service' &&
      isGoverned(world, caller.account) && {
        serviceControlPolicies: world.organization.policiesFor(
          caller.account,
          'SERVICE_CONTROL_POLICY',
        ),
      }),
    ...(isGoverned(world, resourceAccount) && {
      resourceControlPolicies: world.organization.policiesFor(
        resourceAccount,
        'RESOURCE_CONTROL_POLICY',
      ),
    }),
  });
  world.trail.record({
    time: new Date().toISOString(),
    action: wish.action,
    resource: wish.resource,
    principal: caller.arn,
    allowed: decision.decision === 'Allowed',
  });
  return decision;
}

/**
 * Whether a decision lets the call through. The sandbox knows every policy and
 * every condition key that it has, so what is undetermined is refused.
 */
export function isAllowed(decision: AccessDecision): boolean {
  return decision.decision === 'Allowed';
}
