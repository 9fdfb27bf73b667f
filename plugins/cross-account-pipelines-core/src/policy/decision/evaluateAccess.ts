import type { AccessDecision, Decision } from './AccessDecision';
import type { AccessInput } from '../request/AccessRequest';
import { answerWithoutPolicies } from './answerWithoutPolicies';
import { askLayers } from './askLayers';
import { combineAnswers } from './combineAnswers';
import { impliedActions } from '../matching/contextKeyNames';
import { findInputProblem } from '../request/findInputProblem';
import { RequestContext } from '../request/RequestContext';
import { parseRequester } from '../request/Requester';

/** By how sure it is that the request fails. */
const SEVERITY: Record<Decision, number> = {
  Allowed: 0,
  Undetermined: 1,
  ImplicitlyDenied: 2,
  ExplicitlyDenied: 3,
};

function decide(input: AccessInput, context: RequestContext): AccessDecision {
  return combineAnswers(askLayers(input, context), context);
}

function worse(one: AccessDecision, other: AccessDecision): AccessDecision {
  return SEVERITY[other.decision] > SEVERITY[one.decision] ? other : one;
}

const NO_KEYS: readonly string[] = [];
const NO_ACTIONS: ReadonlySet<string> = new Set();

function actionsOf(keys: readonly string[]): ReadonlySet<string> {
  let actions = NO_ACTIONS;
  for (const key of keys) {
    for (const action of impliedActions(key)) {
      actions = new Set([...actions, action]);
    }
  }
  return actions;
}

/** Of a permission that is needed if a key is set that nobody knows. */
function perhaps(decision: AccessDecision, action: string): AccessDecision {
  return decision.decision === 'Allowed'
    ? decision
    : {
        ...decision,
        decision: 'Undetermined',
        undeterminedBy: [`whether ${action} is needed`],
      };
}

/** Also asks for what assuming a role with tags or a source identity takes. */
function decideAssumeRole(
  input: AccessInput,
  context: RequestContext,
): AccessDecision {
  const { context: keys, unknownContextKeys = NO_KEYS } = context.request;
  if (unknownContextKeys.length === 0 && Object.keys(keys).length === 0) {
    return decide(input, context);
  }
  const needed = actionsOf(Object.keys(keys));
  let decision = decide(input, context);
  for (const action of needed) {
    decision = worse(decision, decide(input, context.asking(action)));
  }
  for (const action of actionsOf(unknownContextKeys)) {
    if (!needed.has(action)) {
      const other = decide(input, context.asking(action));
      decision = worse(decision, perhaps(other, action));
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

function decideInput(input: AccessInput): AccessDecision {
  const problem = findInputProblem(input);
  if (problem !== undefined) {
    return undeterminedRequest(problem);
  }
  const { request, permissionsBoundary } = input;
  const { principal, action } = request;
  const requester = parseRequester(principal);
  if (requester === undefined) {
    return undeterminedRequest(
      `"${principal}" is neither the ARN of a role, session, user or account root nor the name of a service`,
    );
  }
  const context = new RequestContext(
    request,
    requester,
    action.toLowerCase(),
    permissionsBoundary !== undefined,
  );
  const answer = answerWithoutPolicies(context);
  if (answer !== undefined) {
    return answer;
  }
  return context.action.startsWith('sts:assumerole')
    ? decideAssumeRole(input, context)
    : decide(input, context);
}

/**
 * What AWS answers to a request. Always answers: what cannot be read or known
 * makes the decision `Undetermined`, never `Allowed`.
 *
 * Keys that AWS sets by itself, such as `aws:PrincipalArn`, need not be in the
 * context. Assuming a role with session tags or a source identity in the context
 * also takes `sts:TagSession` or `sts:SetSourceIdentity`.
 *
 * See `IAM/latest/UserGuide/reference_policies_evaluation-logic`.
 *
 * @public
 */
export function evaluateAccess(input: AccessInput): AccessDecision {
  try {
    return decideInput(input);
  } catch (error) {
    // What no JSON text can hold, such as a value that no text stands for.
    return undeterminedRequest(`The request cannot be read: ${error}`);
  }
}
