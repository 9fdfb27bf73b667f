import type { Evidence } from 'backstage-plugin-cross-account-pipelines-common';
import type { KeyState } from '../estate';
import {
  accountOf,
  shortName,
  type AccessHop,
  type HopRequest,
  type PipelineLinks,
} from '../pipeline';
import {
  evaluateAccess,
  type AccessDecision,
  type AccessRequest,
  type LayerDecision,
  type PolicyLayer,
} from '../policy';
import { callerOf, type CallerSide } from './CallerSide';
import { describeDenial } from './describeDenial';
import { readStatement } from './estateDocuments';
import type { EstateView } from './EstateView';
import { namedEvidence, readAt, statementEvidence } from './evidence';
import type { DeniedFault, Judgement } from './Judgement';
import { judgeSides } from './judgeSides';
import { targetOf, type TargetSide } from './TargetSide';
import { mergeKeys } from './unknownKeys';

/** IAM and KMS catch up within about a minute; ms. */
const settlingTime = 60_000;

/** One request with what AWS would answer. */
export interface Answer {
  request: HopRequest;
  decision: AccessDecision;
}

/** What was decided stays so for as long as both sides stay what they are. */
const settled = new WeakMap<
  AccessHop,
  {
    caller: CallerSide;
    target: TargetSide;
    time: string | undefined;
    judgement: Judgement;
  }
>();

/**
 * Decides whether AWS would allow everything that a hop asks for.
 */
export function judgeAccess(options: {
  hop: AccessHop;
  view: EstateView;
  links: PipelineLinks;
  now: Date;
}): Judgement {
  const { hop, view, links, now } = options;
  const misspelt = misspeltArn(hop);
  if (misspelt) {
    return misspeltAccount(misspelt, links);
  }
  const caller = callerOf(hop, view);
  if ('health' in caller) {
    return caller;
  }
  const target = targetOf(hop, view, links.account);
  if ('health' in target) {
    return target;
  }
  const known = settled.get(hop);
  const { readAt: time } = view.estate;
  if (
    known?.caller === caller &&
    known.target === target &&
    known.time === time
  ) {
    return known.judgement;
  }
  const answers = decide(hop.requests, caller, target);
  const sides = judgeSides(caller, target, answers);
  const judged = judgeAnswers({ hop, view, caller, target, answers });
  const changedAt = [
    caller.role?.changedAt,
    target.role?.changedAt,
    target.key?.changedAt,
  ];
  if (judged.health === 'broken' && isYoung(changedAt, now)) {
    return {
      ...judged,
      ...sides,
      health: 'pending',
      reason: `${judged.reason} It was changed less than a minute ago: IAM may not have caught up.`,
    };
  }
  const judgement = { ...judged, ...sides };
  if (!judged.fault) {
    settled.set(hop, { caller, target, time, judgement });
  }
  return judgement;
}

/** An ARN of the hop whose account id is none. */
function misspeltArn({ principal, target }: AccessHop): string | undefined {
  const arns = [
    principal.type === 'role' ? principal.arn : undefined,
    target.type === 'role' ? target.arn : undefined,
  ];
  return arns.find(arn => arn && !/^\d{12}$/.test(accountOf(arn) ?? ''));
}

function misspeltAccount(arn: string, links: PipelineLinks): Judgement {
  return {
    health: 'broken',
    reason: `"${
      accountOf(arn) ?? ''
    }" in ${arn} is no account id: it has to have twelve digits, leading zeros included.`,
    side: 'definition',
    account: links.account,
    evidence: [],
    fault: { type: 'account id', arn },
  };
}

function isYoung(changedAt: Array<string | undefined>, now: Date): boolean {
  return changedAt.some(time => {
    const age = time ? now.getTime() - Date.parse(time) : Infinity;
    return age >= 0 && age < settlingTime;
  });
}

function decide(
  requests: HopRequest[],
  caller: CallerSide,
  target: TargetSide,
): Answer[] {
  const context = { ...caller.context, ...target.context };
  const unknownContextKeys = mergeKeys(
    caller.unknownContextKeys,
    target.unknownContextKeys,
  );
  const { identityPolicies, permissionsBoundary, serviceControlPolicies } =
    caller;
  // Requests of one kind share the object that holds what is special to them.
  let special: HopRequest['context'];
  let merged: AccessRequest['context'] = context;
  return requests.map(request => {
    if (request.context !== special) {
      special = request.context;
      merged = special ? { ...context, ...special } : context;
    }
    const decision = evaluateAccess({
      request: {
        principal: caller.principal,
        principalIds: caller.principalIds,
        action: request.action,
        resource: target.key?.arn ?? request.resource,
        resourceAccount: target.account,
        context: merged,
        unknownContextKeys: mergeKeys(
          unknownContextKeys,
          request.unknownContextKeys,
        ),
      },
      identityPolicies,
      resourcePolicy: target.policy,
      permissionsBoundary,
      serviceControlPolicies,
      resourceControlPolicies: target.resourceControlPolicies,
    });
    return { request, decision };
  });
}

function judgeAnswers(options: {
  hop: AccessHop;
  view: EstateView;
  caller: CallerSide;
  target: TargetSide;
  answers: Answer[];
}): Judgement {
  const { view, caller, target, answers } = options;
  const denied = answers.filter(({ decision }) => isDenied(decision));
  const required = denied.filter(({ request }) => request.need === 'required');
  if (required.length > 0) {
    return judgeDenied({ ...options, denied, isRequired: true });
  }
  const undetermined = answers.find(
    ({ request, decision }) =>
      decision.decision === 'Undetermined' && request.need === 'required',
  );
  if (undetermined) {
    return judgeUndetermined(view, caller, target, undetermined);
  }
  if (denied.length > 0) {
    return judgeDenied({ ...options, denied, isRequired: false });
  }
  const unseen = [caller.unseen, target.unseen].filter(Boolean);
  return {
    health: 'healthy',
    ...(unseen.length > 0
      ? { reason: `Not seen: the ${unseen.join(' and the ')}.` }
      : {}),
    evidence: grantingEvidence(view, answers, caller, target),
  };
}

function isDenied({ decision }: AccessDecision): boolean {
  return decision === 'ImplicitlyDenied' || decision === 'ExplicitlyDenied';
}

function judgeDenied({
  hop,
  view,
  caller,
  target,
  denied,
  isRequired,
}: {
  hop: AccessHop;
  view: EstateView;
  caller: CallerSide;
  target: TargetSide;
  denied: Answer[];
  isRequired: boolean;
}): Judgement {
  const first =
    denied.find(({ request }) => request.need === 'required') ?? denied[0];
  const { decision } = first;
  const { layer, side, statement } = decision;
  const account = side === 'caller' ? caller.account : target.account;
  if (isRequired && mayBeGranted(target.key, caller, decision)) {
    return {
      health: 'unknown',
      reason: `The policies do not allow ${first.request.action}, but the key has grants, which were not read in full.`,
      side,
      account,
      evidence: [{ document: target.document, account: target.account }],
    };
  }
  const requests = denied
    .filter(each => isRefusedBy(each.decision, layer, Boolean(statement)))
    .map(({ request }) => request);
  const fault: DeniedFault = {
    type: 'denied',
    layer,
    requests,
    statement,
    levels: statement
      ? undefined
      : refusingLevels({ layer, requests, caller, target }),
  };
  const document = decidingDocument(layer, caller, target);
  const isBroken =
    isRequired && (!hop.optional || isHalfGranted(view, hop, decision));
  return {
    health: isBroken ? 'broken' : 'warning',
    reason: describeDenial({ hop, fault, document, isRequired }),
    side,
    account,
    evidence: [
      statement
        ? statementEvidence(view, statement, account)
        : { document, account, ...readAt(view) },
    ],
    fault,
  };
}

/** Every level has to allow; which of them do not, each asked by itself. */
function refusingLevels({
  layer,
  requests,
  caller,
  target,
}: {
  layer: PolicyLayer;
  requests: HopRequest[];
  caller: CallerSide;
  target: TargetSide;
}): number[] | undefined {
  if (layer !== 'SCP' && layer !== 'RCP') {
    return undefined;
  }
  const levels =
    (layer === 'SCP'
      ? caller.serviceControlPolicies
      : target.resourceControlPolicies) ?? [];
  return [...levels.keys()].filter(level => {
    const alone = [levels[level]];
    const answers =
      layer === 'SCP'
        ? decide(requests, { ...caller, serviceControlPolicies: alone }, target)
        : decide(requests, caller, {
            ...target,
            resourceControlPolicies: alone,
          });
    return answers.some(({ decision }) => isRefusedBy(decision, layer, false));
  });
}

function isRefusedBy(
  { layers }: AccessDecision,
  layer: PolicyLayer,
  isExplicit: boolean,
): boolean {
  const said = layers[layer]?.decision ?? 'ImplicitlyDenied';
  return isExplicit
    ? said === 'ExplicitlyDenied'
    : said === 'ImplicitlyDenied' || said === 'ExplicitlyDenied';
}

function decidingDocument(
  layer: PolicyLayer,
  caller: CallerSide,
  target: TargetSide,
): string {
  switch (layer) {
    case 'SCP':
      return `service control policies of account ${caller.account}`;
    case 'RCP':
      return `resource control policies of account ${target.account}`;
    case 'boundary':
      return `permissions boundary of ${caller.principal}`;
    case 'resource':
      return target.document;
    default:
      return caller.document;
  }
}

/**
 * Whether a grant of the key may allow what its policy does not. H6
 *
 * See `kms/latest/developerguide/grants`.
 */
function mayBeGranted(
  key: KeyState | undefined,
  caller: CallerSide,
  { decision }: AccessDecision,
): boolean {
  if (decision !== 'ImplicitlyDenied') {
    return false;
  }
  return Boolean(
    key?.grantees?.some(
      grantee =>
        !grantee.endsWith('.amazonaws.com') &&
        (!grantee.startsWith('arn:') ||
          grantee === caller.principal ||
          grantee === `arn:aws:iam::${caller.account}:root` ||
          grantee.includes(
            `::${caller.account}:assumed-role/${shortName(caller.principal)}/`,
          )),
    ),
  );
}

/**
 * One side was written with exactly this use in mind, the other was not: then
 * somebody counts on it, even if the definition does not say so.
 */
function isHalfGranted(
  view: EstateView,
  hop: AccessHop,
  { layers }: AccessDecision,
): boolean {
  if (hop.principal.type !== 'role') {
    return false;
  }
  const { identity, resource } = layers;
  const thing =
    hop.target.type === 'bucket'
      ? hop.target.name
      : 'arn' in hop.target
      ? shortName(hop.target.arn)
      : '';
  return (
    names(view, identity, thing) || names(view, resource, hop.principal.arn)
  );
}

function names(
  view: EstateView,
  layer: LayerDecision | undefined,
  text: string,
): boolean {
  if (layer?.decision !== 'Allowed' || !layer.statement) {
    return false;
  }
  const statement = readStatement(view.estate, layer.statement);
  return JSON.stringify(statement ?? '').includes(text);
}

function judgeUndetermined(
  view: EstateView,
  caller: CallerSide,
  target: TargetSide,
  { request, decision }: Answer,
): Judgement {
  const { layer, side, statement, undeterminedBy = [] } = decision;
  const account = side === 'caller' ? caller.account : target.account;
  return {
    health: 'unknown',
    reason: `Whether ${
      request.action
    } is allowed cannot be told: ${undeterminedBy.join('; ')}.`,
    side,
    account,
    evidence: [
      statement
        ? statementEvidence(view, statement, account)
        : {
            document: decidingDocument(layer, caller, target),
            account,
            ...readAt(view),
          },
    ],
  };
}

/** The statements that grant the first thing that is required, named but not quoted. */
function grantingEvidence(
  view: EstateView,
  [first]: Answer[],
  caller: CallerSide,
  target: TargetSide,
): Evidence[] {
  const { identity, resource } = first.decision.layers;
  const evidence: Evidence[] = [];
  if (identity?.statement) {
    evidence.push(namedEvidence(view, identity.statement, caller.account));
  }
  if (resource?.statement) {
    evidence.push(namedEvidence(view, resource.statement, target.account));
  }
  return evidence;
}
