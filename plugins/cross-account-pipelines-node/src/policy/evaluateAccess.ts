import type { AccessDecision, Decision } from './AccessDecision';
import type { AccessInput } from './AccessRequest';
import { askLayers } from './askLayers';
import { combineAnswers } from './combineAnswers';
import { RequestContext } from './RequestContext';
import { parseRequester } from './Requester';

/** By how sure it is that the request fails. */
const SEVERITY: Record<Decision, number> = {
  Allowed: 0,
  Undetermined: 1,
  ImplicitlyDenied: 2,
  ExplicitlyDenied: 3,
};

/**
 * Permissions that assuming a role takes besides its own action, by the context
 * keys that tell so.
 */
const IMPLIED_ACTIONS: Array<{ action: string; keys: string[] }> = [
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

function impliedActions({ request, action }: RequestContext): string[] {
  if (!action.startsWith('sts:assumerole')) {
    return [];
  }
  const present = Object.keys(request.context).map(key => key.toLowerCase());
  return IMPLIED_ACTIONS.filter(({ keys }) =>
    present.some(name => keys.some(key => name.startsWith(key))),
  ).map(implied => implied.action);
}

/** In characters: longer than any ARN. */
const LONGEST_NAME = 4096;

function decide(input: AccessInput, context: RequestContext): AccessDecision {
  return combineAnswers(askLayers(input, context), context);
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
  const hasBoundary = permissionsBoundary !== undefined;
  const action = name.toLowerCase();
  const context = new RequestContext(request, requester, action, hasBoundary);
  let decision = decide(input, context);
  for (const implied of impliedActions(context)) {
    const other = decide(
      input,
      new RequestContext(request, requester, implied, hasBoundary),
    );
    if (SEVERITY[other.decision] > SEVERITY[decision.decision]) {
      decision = other;
    }
  }
  return decision;
}
