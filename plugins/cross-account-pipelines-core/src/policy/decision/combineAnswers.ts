import type {
  AccessDecision,
  Decision,
  LayerDecision,
  PolicyLayer,
  StatementReference,
} from './AccessDecision';
import type { LayerAnswers } from './askLayers';
import { LayerAnswer } from './LayerAnswer';
import type { Reach } from '../document/Reach';
import { BY_ITSELF, BY_ROLE, NOT_REACHED } from '../document/Reach';
import type { RequestContext } from '../request/RequestContext';
import { isInAccount } from '../request/Requester';
import type { Truth } from '../matching/Truth';
import { FALSE, TRUE } from '../matching/Truth';

const SIDES: Record<PolicyLayer, AccessDecision['side']> = {
  identity: 'caller',
  boundary: 'caller',
  session: 'caller',
  SCP: 'caller',
  resource: 'resource',
  RCP: 'resource',
};

/** In the order in which AWS asks them. */
const LAYERS: readonly PolicyLayer[] = [
  'RCP',
  'SCP',
  'resource',
  'identity',
  'boundary',
  'session',
];

/** Whether only what is sure counts as a grant, or also what may be one. */
type View = 'certain' | 'possible';

function isSameAccount({ requester, request }: RequestContext): boolean {
  return (
    isInAccount(requester) && requester.account === request.resourceAccount
  );
}

/**
 * No policy reaches from one partition into another.
 * `IAM/latest/UserGuide/access_policies-cross-account-resource-access`
 */
function isOtherPartition({ requester, request }: RequestContext): boolean {
  return (
    !request.resource.startsWith(requester.arnPrefix) &&
    request.resource.startsWith('arn:')
  );
}

/**
 * Role trust policies and key policies must allow who asks, or the account,
 * also within one account.
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic`
 */
function needsResourcePolicy({ action, request }: RequestContext): boolean {
  return (
    (action.startsWith('kms:') && request.resource.includes(':key/')) ||
    (action.startsWith('sts:') && request.resource.includes(':role/'))
  );
}

/** Named, not looked up by name, which is slower. */
function grantOf(answer: LayerAnswer, view: View): Reach {
  return view === 'certain' ? answer.certain : answer.possible;
}

function lacksGrant(answer: LayerAnswer | undefined, view: View): boolean {
  return answer !== undefined && grantOf(answer, view) === NOT_REACHED;
}

/**
 * The layer for want of whose grant the request is not allowed.
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic`,
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account`
 */
function findMissingGrant(
  answers: LayerAnswers,
  context: RequestContext,
  view: View,
): PolicyLayer | undefined {
  if (lacksGrant(answers.SCP, view)) {
    return 'SCP';
  }
  const sameAccount = isSameAccount(context);
  const { resource } = answers;
  const reach = resource ? grantOf(resource, view) : NOT_REACHED;
  if (reach === NOT_REACHED && (!sameAccount || needsResourcePolicy(context))) {
    return 'resource';
  }
  if (isOtherPartition(context)) {
    return 'resource';
  }
  if (!isInAccount(context.requester) || (sameAccount && reach === BY_ITSELF)) {
    return undefined;
  }
  const grantedToRole = sameAccount && reach === BY_ROLE;
  if (lacksGrant(answers.identity, view) && !grantedToRole) {
    return 'identity';
  }
  if (lacksGrant(answers.boundary, view)) {
    return 'boundary';
  }
  return lacksGrant(answers.session, view) ? 'session' : undefined;
}

/** The layer whose grant counts: across accounts that of the resource. */
function findGrant(
  answers: LayerAnswers,
  context: RequestContext,
): PolicyLayer {
  const { identity } = answers;
  return isSameAccount(context) &&
    identity !== undefined &&
    !lacksGrant(identity, 'certain')
    ? 'identity'
    : 'resource';
}

function denyOf(answer: LayerAnswer | undefined): Truth {
  return answer === undefined ? FALSE : answer.deny;
}

/** The first layer among those that deny most surely, if any does. */
function findDeny(answers: LayerAnswers): PolicyLayer | undefined {
  const { RCP, SCP, resource, identity, boundary, session } = answers;
  const strongest = Math.max(
    denyOf(RCP),
    denyOf(SCP),
    denyOf(resource),
    denyOf(identity),
    denyOf(boundary),
    denyOf(session),
  );
  return strongest === FALSE
    ? undefined
    : LAYERS.find(layer => denyOf(answers[layer]) === strongest);
}

function describeLayers(answers: LayerAnswers): AccessDecision['layers'] {
  const { RCP, SCP, resource, identity, boundary, session } = answers;
  // Layer by layer: this is done for every decision, and a loop is slower.
  const layers: Partial<Record<PolicyLayer, LayerDecision>> = {};
  if (RCP !== undefined) {
    layers.RCP = RCP.toDecision();
  }
  if (SCP !== undefined) {
    layers.SCP = SCP.toDecision();
  }
  if (resource !== undefined) {
    layers.resource = resource.toDecision();
  }
  if (identity !== undefined) {
    layers.identity = identity.toDecision();
  }
  if (boundary !== undefined) {
    layers.boundary = boundary.toDecision();
  }
  if (session !== undefined) {
    layers.session = session.toDecision();
  }
  return layers;
}

function describe(
  decision: Decision,
  layer: PolicyLayer,
  answers: LayerAnswers,
  statement?: StatementReference,
): AccessDecision {
  const layers = describeLayers(answers);
  const side = SIDES[layer];
  return statement === undefined
    ? { decision, layer, side, layers }
    : { decision, layer, side, statement, layers };
}

/** Of several uncertain layers, the one whose grant is missing comes first. */
function describeUndetermined(
  missing: PolicyLayer | undefined,
  answers: LayerAnswers,
): AccessDecision {
  const layers = missing === undefined ? LAYERS : [missing, ...LAYERS];
  const uncertain = layers.find(each => answers[each]?.isUncertain)!;
  const statement = answers[uncertain]?.uncertainStatement;
  const reasons = LAYERS.flatMap(each => answers[each]?.reasons ?? []);
  return {
    ...describe('Undetermined', uncertain, answers, statement),
    undeterminedBy: [...new Set(reasons)],
  };
}

/** What AWS answers, from what each layer says. */
export function combineAnswers(
  answers: LayerAnswers,
  context: RequestContext,
): AccessDecision {
  const denying = findDeny(answers);
  const denied = denying && answers[denying];
  if (denying && denied?.deny === TRUE) {
    return describe('ExplicitlyDenied', denying, answers, denied.denying);
  }
  const missing = findMissingGrant(answers, context, 'certain');
  if (missing === undefined && denying === undefined) {
    const granting = findGrant(answers, context);
    const statement = answers[granting]?.allowing;
    return describe('Allowed', granting, answers, statement);
  }
  const impossible = findMissingGrant(answers, context, 'possible');
  if (impossible !== undefined) {
    // A resource without a policy takes part by allowing nothing.
    answers[impossible] ??= new LayerAnswer();
    return describe('ImplicitlyDenied', impossible, answers);
  }
  return describeUndetermined(missing, answers);
}
