import type { AccessDecision, Decision } from './AccessDecision';
import type { AccessInput } from './AccessRequest';
import { askLayers } from './askLayers';
import { combineAnswers } from './combineAnswers';
import { RequestContext } from './RequestContext';
import { parseRequester } from './Requester';
import { Wildcard } from './Wildcard';

/** By how sure it is that the request fails. */
const SEVERITY: Record<Decision, number> = {
  Allowed: 0,
  Undetermined: 1,
  ImplicitlyDenied: 2,
  ExplicitlyDenied: 3,
};

interface ImpliedAction {
  action: string;
  /** Beginnings of the context keys that tell that it is needed. */
  keys: string[];
}

/** Permissions that assuming a role takes besides its own action. */
const IMPLIED_ACTIONS: ImpliedAction[] = [
  {
    // IAM/latest/UserGuide/id_session-tags
    action: 'sts:tagsession',
    keys: ['aws:requesttag/', 'aws:tagkeys', 'sts:transitivetagkeys'],
  },
  {
    // IAM/latest/UserGuide/id_credentials_temp_control-access_monitor
    action: 'sts:setsourceidentity',
    keys: ['sts:sourceidentity', 'aws:sourceidentity'],
  },
];

function isNeeded({ keys }: ImpliedAction, names: readonly string[]): boolean {
  return names.some(name =>
    keys.some(
      key =>
        name.toLowerCase().startsWith(key) ||
        (name.includes('*') &&
          Wildcard.compile(name.toLowerCase()).matches(key)),
    ),
  );
}

/** In characters: longer than any ARN. */
const LONGEST_NAME = 4096;

function decide(input: AccessInput, context: RequestContext): AccessDecision {
  return combineAnswers(askLayers(input, context), context);
}

function worse(one: AccessDecision, other: AccessDecision): AccessDecision {
  return SEVERITY[other.decision] > SEVERITY[one.decision] ? other : one;
}

/** Also asks for what assuming a role with tags or a source identity takes. */
function decideWithImplied(
  input: AccessInput,
  context: RequestContext,
): AccessDecision {
  let decision = decide(input, context);
  const { request } = context;
  const present = Object.keys(request.context);
  const unknown = request.unknownContextKeys ?? [];
  for (const implied of IMPLIED_ACTIONS) {
    if (isNeeded(implied, present)) {
      decision = worse(decision, decide(input, context.asking(implied.action)));
    } else if (isNeeded(implied, unknown)) {
      const other = decide(input, context.asking(implied.action));
      if (other.decision !== 'Allowed') {
        const undeterminedBy = [`whether ${implied.action} is needed`];
        decision = worse(decision, {
          ...other,
          decision: 'Undetermined',
          undeterminedBy,
        });
      }
    }
  }
  return decision;
}

function undeterminedRequest(reason: string): AccessDecision {
  return {
    decision: 'Undetermined',
    layer: 'identity',
    side: 'caller',
    undeterminedBy: [reason],
    layers: {},
  };
}

/**
 * What AWS answers to a request. Always answers: what cannot be read or known
 * makes the decision `Undetermined`, never `Allowed`.
 *
 * Keys that AWS sets by itself, such as `aws:PrincipalArn`, need not be in the
 * context. Assuming a role with session tags or a source identity in the context
 * also takes `sts:TagSession` or `sts:SetSourceIdentity`.
 *
 * @public
 */
export function evaluateAccess(input: AccessInput): AccessDecision {
  const { request, permissionsBoundary } = input;
  const { principal, action: name, resource } = request;
  if (Math.max(principal.length, name.length, resource.length) > LONGEST_NAME) {
    return undeterminedRequest(
      `The principal, action or resource is longer than ${LONGEST_NAME} characters`,
    );
  }
  const requester = parseRequester(principal);
  if (requester === undefined) {
    return undeterminedRequest(
      `"${principal}" is neither the ARN of a role, session, user or account root nor the name of a service`,
    );
  }
  const context = new RequestContext(
    request,
    requester,
    name.toLowerCase(),
    permissionsBoundary !== undefined,
  );
  return context.action.startsWith('sts:assumerole')
    ? decideWithImplied(input, context)
    : decide(input, context);
}
