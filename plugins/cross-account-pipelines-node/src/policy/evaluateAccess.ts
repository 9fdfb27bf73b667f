import type {
  AccessDecision,
  Decision,
  LayerDecision,
  PolicyLayer,
  StatementReference,
} from './AccessDecision';
import type { AccessInput, PolicySource } from './AccessRequest';
import { LayerAnswer } from './LayerAnswer';
import type { Reach } from './Reach';
import { BY_ITSELF, BY_ROLE, NOT_REACHED } from './Reach';
import { RequestContext } from './RequestContext';
import type { Requester } from './Requester';
import { parseRequester } from './Requester';
import { FALSE, TRUE } from './Truth';

const SIDES: Record<PolicyLayer, AccessDecision['side']> = {
  identity: 'caller',
  boundary: 'caller',
  session: 'caller',
  SCP: 'caller',
  resource: 'resource',
  RCP: 'resource',
};

/** In the order in which AWS asks them. */
const LAYERS: PolicyLayer[] = [
  'RCP',
  'SCP',
  'resource',
  'identity',
  'boundary',
  'session',
];

/** What each layer that takes part says. */
type Answers = Partial<Record<PolicyLayer, LayerAnswer>>;

/** How far to trust what is unknown: only what is sure, or also what may be. */
type View = 'certain' | 'possible';

function listOf(
  sources: PolicySource | PolicySource[],
): readonly PolicySource[] {
  return Array.isArray(sources) ? sources : [sources];
}

function isInAccount({ account }: Requester): boolean {
  return account !== '';
}

/**
 * Role trust policies and key policies must allow who asks, or the account,
 * also within one account.
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic`
 */
function mustBeNamedByResource({ action, request }: RequestContext): boolean {
  if (action.startsWith('kms:')) {
    return request.resource.includes(':key/');
  }
  return action.startsWith('sts:') && request.resource.includes(':role/');
}

function askLayers(input: AccessInput, context: RequestContext): Answers {
  const { requester } = context;
  const answers: Answers = {};
  const {
    identityPolicies,
    resourcePolicy,
    permissionsBoundary,
    sessionPolicy,
    serviceControlPolicies,
    resourceControlPolicies,
  } = input;
  if (resourceControlPolicies !== undefined && !requester.isServiceLinked) {
    answers.RCP = LayerAnswer.ofGuardrails(
      'RCP',
      resourceControlPolicies,
      context,
    );
  }
  if (resourcePolicy !== undefined) {
    answers.resource = LayerAnswer.of('resource', [resourcePolicy], context);
  }
  if (!isInAccount(requester)) {
    return answers;
  }
  if (serviceControlPolicies !== undefined && !requester.isServiceLinked) {
    answers.SCP = LayerAnswer.ofGuardrails(
      'SCP',
      serviceControlPolicies,
      context,
    );
  }
  if (requester.kind === 'root') {
    answers.identity = LayerAnswer.granting();
    return answers;
  }
  answers.identity = LayerAnswer.of('identity', identityPolicies, context);
  if (permissionsBoundary !== undefined) {
    answers.boundary = LayerAnswer.of(
      'boundary',
      listOf(permissionsBoundary),
      context,
    );
  }
  if (sessionPolicy !== undefined) {
    answers.session = LayerAnswer.of('session', listOf(sessionPolicy), context);
  }
  return answers;
}

/** The layer that keeps the request from being allowed, if there is one. */
function findMissingGrant(
  answers: Answers,
  context: RequestContext,
  view: View,
): PolicyLayer | undefined {
  const lacks = (layer: PolicyLayer) => answers[layer]?.[view] === NOT_REACHED;
  const reach: Reach = answers.resource?.[view] ?? NOT_REACHED;
  if (lacks('RCP')) {
    return 'RCP';
  }
  if (lacks('SCP')) {
    return 'SCP';
  }
  const { requester, request } = context;
  const sameAccount = requester.account === request.resourceAccount;
  if (reach === NOT_REACHED) {
    if (!sameAccount || mustBeNamedByResource(context)) {
      return 'resource';
    }
  }
  if (!isInAccount(requester) || (sameAccount && reach === BY_ITSELF)) {
    return undefined;
  }
  if (lacks('identity') && !(sameAccount && reach === BY_ROLE)) {
    return 'identity';
  }
  if (lacks('boundary')) {
    return 'boundary';
  }
  return lacks('session') ? 'session' : undefined;
}

/** The layer whose grant counts. */
function findGrant(answers: Answers, context: RequestContext): PolicyLayer {
  const sameAccount =
    context.requester.account === context.request.resourceAccount;
  const identityAllows = answers.identity?.certain !== NOT_REACHED;
  return sameAccount && identityAllows ? 'identity' : 'resource';
}

function describe(
  layer: PolicyLayer,
  decision: Decision,
  answers: Answers,
  statement?: StatementReference,
): AccessDecision {
  const layers: Partial<Record<PolicyLayer, LayerDecision>> = {};
  const reasons: string[] = [];
  for (const name of LAYERS) {
    const answer = answers[name];
    if (answer !== undefined) {
      layers[name] = answer.toDecision();
      reasons.push(...(answer.reasons ?? []));
    }
  }
  return {
    decision,
    layer,
    side: SIDES[layer],
    ...(statement && { statement }),
    ...(decision === 'Undetermined' && {
      undeterminedBy: [...new Set(reasons)],
    }),
    layers,
  };
}

function findDeny(answers: Answers, view: View): PolicyLayer | undefined {
  const least = view === 'certain' ? TRUE : FALSE + 1;
  return LAYERS.find(layer => (answers[layer]?.deny ?? FALSE) >= least);
}

function decide(input: AccessInput, context: RequestContext): AccessDecision {
  const answers = askLayers(input, context);
  const denying = findDeny(answers, 'certain');
  if (denying !== undefined) {
    const statement = answers[denying]?.denying;
    return describe(denying, 'ExplicitlyDenied', answers, statement);
  }
  const impossible = findMissingGrant(answers, context, 'possible');
  if (impossible !== undefined) {
    return describe(impossible, 'ImplicitlyDenied', answers);
  }
  const mayDeny = findDeny(answers, 'possible');
  if (mayDeny !== undefined) {
    const statement = answers[mayDeny]?.denying;
    return describe(mayDeny, 'Undetermined', answers, statement);
  }
  const unsure = findMissingGrant(answers, context, 'certain');
  if (unsure !== undefined) {
    const statement = answers[unsure]?.allowing;
    return describe(unsure, 'Undetermined', answers, statement);
  }
  const granting = findGrant(answers, context);
  const statement = answers[granting]?.allowing;
  return describe(granting, 'Allowed', answers, statement);
}

/**
 * What AWS answers to a request. Always answers: what cannot be read or known
 * makes the decision `Undetermined`, never `Allowed`.
 * `IAM/latest/UserGuide/reference_policies_evaluation-logic`
 *
 * @public
 */
export function evaluateAccess(input: AccessInput): AccessDecision {
  const { request, permissionsBoundary } = input;
  const requester = parseRequester(request.principal);
  if (requester === undefined) {
    return {
      decision: 'Undetermined',
      layer: 'identity',
      side: 'caller',
      undeterminedBy: [
        `"${request.principal}" is neither the ARN of a role, session, user or account root nor the name of a service`,
      ],
      layers: {},
    };
  }
  const context = new RequestContext(
    request,
    requester,
    request.action.toLowerCase(),
    permissionsBoundary !== undefined,
  );
  return decide(input, context);
}
