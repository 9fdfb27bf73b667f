import { shortName, type AccessHop, type HopTarget } from '../../pipeline';
import type { AccessDecision, LayerDecision, PolicyLayer } from '../../policy';
import type { DocumentReference } from '../../report';
import { askAccess, type Answer } from './askAccess';
import type { CallerSide } from './CallerSide';
import { describeDenial } from './describeDenial';
import { boundaryOf } from '../documents/documentReference';
import { readStatement } from '../documents/estateDocuments';
import type { EstateView } from '../EstateView';
import { readAt, statementEvidence } from '../evidence';
import type { DeniedFault, Judgement } from '../Judgement';
import type { TargetSide } from './TargetSide';

/**
 * The verdict about a hop of which something is refused.
 */
export function judgeDenial({
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
      : refusingLevels({
          view,
          layer,
          asked: { ...hop, requests },
          caller,
          target,
        }),
  };
  const document = decidingDocument(layer, caller, target);
  const isBroken =
    isRequired &&
    (!hop.optional ||
      (!['H12', 'H13'].includes(hop.kind) &&
        isHalfGranted(view, hop, decision)));
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
  asked,
  caller,
  target,
  view,
}: {
  view: EstateView;
  layer: PolicyLayer;
  asked: AccessHop;
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
        ? askAccess(
            asked,
            { ...caller, serviceControlPolicies: alone },
            target,
            view,
          )
        : askAccess(
            asked,
            caller,
            { ...target, resourceControlPolicies: alone },
            view,
          );
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

/** What to name where no statement decides. */
export function decidingDocument(
  layer: PolicyLayer,
  caller: CallerSide,
  target: TargetSide,
): DocumentReference {
  switch (layer) {
    case 'SCP':
      return { type: 'service control policies', account: caller.account };
    case 'RCP':
      return { type: 'resource control policies', account: target.account };
    case 'boundary':
      return boundaryOf(caller.principal, caller.role?.permissionsBoundary);
    case 'resource':
      return target.document;
    default:
      return caller.document;
  }
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
  const { target } = hop;
  const thing = target.type === 'key' ? shortName(target.arn) : nameOf(target);
  return (
    names(view, identity, thing) || names(view, resource, hop.principal.arn)
  );
}

function nameOf(target: Exclude<HopTarget, { type: 'key' }>): string {
  return target.type === 'role' ? target.arn : target.name;
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
