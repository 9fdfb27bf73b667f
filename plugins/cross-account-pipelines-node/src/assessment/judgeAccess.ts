import type {
  Evidence,
  SideVerdict,
} from 'backstage-plugin-cross-account-pipelines-common';
import type { KeyState, RoleState } from '../estate';
import {
  accountOf,
  shortName,
  type AccessHop,
  type HopRequest,
} from '../pipeline';
import {
  evaluateAccess,
  type AccessDecision,
  type LayerDecision,
  type PolicyLayer,
  type PolicySource,
} from '../policy';
import {
  policySource,
  resourceContext,
  resourceControlPolicies,
  roleCaller,
  serviceCaller,
  type CallerSide,
} from './AccessSides';
import { describeDenial } from './describeDenial';
import { documentName } from './DocumentReference';
import { readStatement } from './estateDocuments';
import type { EstateView, Found } from './EstateView';
import { namedEvidence, readAt, statementEvidence } from './evidence';
import type { DeniedFault, Judgement } from './Judgement';

/** IAM and KMS catch up within about a minute; ms. */
const settlingTime = 60_000;

/** One request with what AWS would answer. */
interface Answer {
  request: HopRequest;
  decision: AccessDecision;
}

/** The owner's half of a decision. */
interface TargetSide {
  account: string;
  /** A policy of its own takes part. */
  hasPolicy: boolean;
  policy?: PolicySource;
  context: Record<string, string | string[]>;
  unknownContextKeys: readonly string[];
  resourceControlPolicies?: PolicySource[][];
  /** What was asked, for a person. */
  document: string;
  /** Without it the account's own IAM decides. */
  needsPolicy: boolean;
  role?: RoleState;
  key?: KeyState;
}

const callerLayers: PolicyLayer[] = ['identity', 'session', 'boundary', 'SCP'];
const resourceLayers: PolicyLayer[] = ['resource', 'RCP'];

/**
 * Decides whether AWS would allow everything that a hop asks for.
 */
export function judgeAccess(options: {
  hop: AccessHop;
  view: EstateView;
  now: Date;
}): Judgement {
  const { hop, view, now } = options;
  const { principal } = hop;
  const found =
    principal.type === 'role' ? view.role(principal.arn) : undefined;
  if (found?.state === 'missing' && principal.type === 'role') {
    return missingRole(
      principal.arn,
      principal.purpose,
      'caller',
      found.account,
    );
  }
  const target = targetSide(hop, view);
  if ('health' in target) {
    return target;
  }
  const caller =
    principal.type === 'service'
      ? serviceCaller(view, principal)
      : roleCaller(view, principal.arn, ...roleOrReason(found!));
  const answers = hop.requests.map(
    (request): Answer => ({
      request,
      decision: decide(request, caller, target),
    }),
  );
  const sides = judgeSides(caller, target, answers);
  const judged = judgeAnswers({ hop, view, caller, target, answers });
  const changedAt = [
    found?.state === 'found' ? found.value.changedAt : undefined,
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
  return { ...judged, ...sides };
}

function isYoung(changedAt: Array<string | undefined>, now: Date): boolean {
  return changedAt.some(time => {
    const age = time ? now.getTime() - Date.parse(time) : Infinity;
    return age >= 0 && age < settlingTime;
  });
}

function roleOrReason(
  found: Found<RoleState>,
): [RoleState | undefined, string] {
  if (found.state === 'found') {
    return [found.value, ''];
  }
  return [undefined, found.state === 'unread' ? found.reason : ''];
}

function missingRole(
  arn: string,
  purpose: Extract<AccessHop['target'], { type: 'role' }>['purpose'],
  side: 'caller' | 'resource',
  account: string,
): Judgement {
  return {
    health: 'broken',
    reason: `Role ${arn} does not exist.`,
    side,
    account,
    [side]: { account, allows: 'no', document: `role ${arn}` },
    evidence: [{ document: `role ${arn}`, account }],
    fault: { type: 'role missing', arn, purpose },
  };
}

/** The owner's side, or the verdict where nothing has to be asked any more. */
function targetSide(hop: AccessHop, view: EstateView): TargetSide | Judgement {
  switch (hop.target.type) {
    case 'role':
      return roleTarget(hop, hop.target, view);
    case 'bucket':
      return bucketTarget(hop.target, view);
    case 'key':
      return keyTarget(hop, hop.target, view);
    default:
      return plainTarget(hop, hop.target, view);
  }
}

function unread(document: string, reason: string): PolicySource {
  return { name: document, unreadable: reason };
}

type Target<T> = Extract<AccessHop['target'], { type: T }>;

function roleTarget(
  hop: AccessHop,
  { arn, purpose }: Target<'role'>,
  view: EstateView,
): TargetSide | Judgement {
  const account = accountOf(arn) ?? '';
  const isPassed = hop.requests[0].action === 'iam:PassRole';
  const callerAccount =
    hop.principal.type === 'role' ? accountOf(hop.principal.arn) : undefined;
  if (isPassed && hop.principal.type === 'role' && callerAccount !== account) {
    return {
      health: 'broken',
      reason: `${shortName(arn)} is a role of ${account}, ${shortName(
        hop.principal.arn,
      )} one of ${callerAccount}: AWS never lets a role be passed across accounts.`,
      side: 'definition',
      account: callerAccount,
      evidence: [],
      fault: {
        type: 'passed across accounts',
        roleArn: hop.principal.arn,
        passedRoleArn: arn,
      },
    };
  }
  const found = view.role(arn);
  if (found.state === 'missing') {
    return missingRole(arn, purpose, 'resource', account);
  }
  const [role, reason] = roleOrReason(found);
  const document = documentName({ type: 'trust policy', arn });
  const { context, unknown } = resourceContext(view, account, role);
  return {
    account,
    hasPolicy: !isPassed,
    needsPolicy: !isPassed,
    policy: isPassed
      ? undefined
      : role
      ? { name: document, document: role.trustPolicy }
      : unread(document, reason),
    context,
    unknownContextKeys: [...unknown, 'aws:RequestedRegion'],
    resourceControlPolicies: resourceControlPolicies(view, account),
    document,
    role,
  };
}

function bucketTarget(
  { name, account: presumed, region }: Target<'bucket'>,
  view: EstateView,
): TargetSide | Judgement {
  const found = view.bucket(name, presumed);
  const { account } = found;
  const arn = `arn:aws:s3:::${name}`;
  if (found.state === 'missing') {
    return {
      health: 'broken',
      reason: `Bucket ${name} does not exist.`,
      side: 'resource',
      account,
      resource: { account, allows: 'no', document: `bucket ${arn}` },
      evidence: [{ document: `bucket ${arn}`, account }],
      fault: { type: 'bucket missing', name, account, region },
    };
  }
  const document = documentName({ type: 'bucket policy', arn });
  const { context, unknown } = resourceContext(view, account, undefined);
  return {
    account,
    hasPolicy: true,
    needsPolicy: false,
    policy:
      found.state === 'unread'
        ? unread(document, found.reason)
        : bucketPolicy(document, found.value),
    context: { ...context, 'aws:RequestedRegion': region },
    unknownContextKeys: unknown,
    resourceControlPolicies: resourceControlPolicies(view, account),
    document,
  };
}

function bucketPolicy(
  document: string,
  bucket: { policy?: unknown; policyUnreadable?: string },
): PolicySource | undefined {
  if (bucket.policyUnreadable !== undefined) {
    return { name: document, unreadable: bucket.policyUnreadable };
  }
  return bucket.policy === undefined
    ? undefined
    : { name: document, document: bucket.policy };
}

function keyTarget(
  hop: AccessHop,
  { arn }: Target<'key'>,
  view: EstateView,
): TargetSide | Judgement {
  const account = accountOf(arn) ?? '';
  const region = arn.split(':')[3];
  const isForeign =
    hop.principal.type === 'role' && accountOf(hop.principal.arn) !== account;
  if (isForeign && arn.endsWith(':alias/aws/s3')) {
    return unshareable(arn, account, region);
  }
  const found = view.key(arn);
  const document = documentName({ type: 'key policy', arn });
  if (found.state === 'missing') {
    return {
      health: 'broken',
      reason: `Key ${arn} does not exist.`,
      side: 'resource',
      account,
      resource: { account, allows: 'no', document: `key ${arn}` },
      evidence: [{ document: `key ${arn}`, account }],
      fault: { type: 'key missing', arn },
    };
  }
  const key = found.state === 'found' ? found.value : undefined;
  if (isForeign && key?.manager === 'AWS') {
    return unshareable(arn, account, region);
  }
  if (key && key.state !== 'Enabled') {
    return {
      health: 'broken',
      reason: `Key ${shortName(arn)} is ${
        key.state
      }: nobody can use it, whatever the policies say.`,
      side: 'resource',
      account,
      resource: { account, allows: 'no', document: `key ${arn}` },
      evidence: [{ document: `key ${arn}`, account }],
      fault: { type: 'key state', arn: key.arn, state: key.state },
    };
  }
  const { context, unknown } = resourceContext(view, account, undefined);
  return {
    account,
    hasPolicy: true,
    needsPolicy: true,
    policy: policySource(
      {
        document: key?.policy,
        unreadable:
          key?.policyUnreadable ??
          (found.state === 'unread' ? found.reason : undefined),
      },
      document,
    ),
    context: {
      ...context,
      'aws:RequestedRegion': region,
      ...(key?.aliases ? { 'kms:ResourceAliases': key.aliases } : {}),
    },
    unknownContextKeys: key?.aliases
      ? unknown
      : [...unknown, 'kms:ResourceAliases'],
    resourceControlPolicies: resourceControlPolicies(view, account),
    document,
    key,
  };
}

function unshareable(arn: string, account: string, region: string): Judgement {
  return {
    health: 'broken',
    reason: `The artifacts in ${region} are encrypted with the AWS managed key aws/s3, which no other account can use.`,
    side: 'definition',
    account,
    resource: { account, allows: 'no', document: `key ${arn}` },
    evidence: [{ document: `key ${arn}`, account }],
    fault: { type: 'unshareable key', region },
  };
}

function plainTarget(
  hop: AccessHop,
  { account, region, name }: Target<'resource'>,
  view: EstateView,
): TargetSide {
  const callerAccount =
    hop.principal.type === 'role' ? accountOf(hop.principal.arn) : undefined;
  const { context, unknown } = resourceContext(view, account, undefined);
  const document = `policy of ${name}`;
  const isForeign = callerAccount !== account;
  return {
    account,
    hasPolicy: isForeign,
    needsPolicy: isForeign,
    policy: isForeign
      ? unread(document, `The policy of ${name} is not read.`)
      : undefined,
    context: { ...context, 'aws:RequestedRegion': region },
    unknownContextKeys: unknown,
    document,
  };
}

function decide(
  request: HopRequest,
  caller: CallerSide,
  target: TargetSide,
): AccessDecision {
  return evaluateAccess({
    request: {
      principal: caller.principal,
      principalIds: caller.principalIds,
      action: request.action,
      resource: target.key?.arn ?? request.resource,
      resourceAccount: target.account,
      context: { ...caller.context, ...target.context, ...request.context },
      unknownContextKeys: [
        ...caller.unknownContextKeys,
        ...target.unknownContextKeys,
        ...(request.unknownContextKeys ?? []),
      ],
    },
    identityPolicies: caller.identityPolicies,
    resourcePolicy: target.policy,
    permissionsBoundary: caller.permissionsBoundary,
    serviceControlPolicies: caller.serviceControlPolicies,
    resourceControlPolicies: target.resourceControlPolicies,
  });
}

/** What each side says by itself, over everything that is required. */
function judgeSides(
  caller: CallerSide,
  target: TargetSide,
  answers: Answer[],
): { caller?: SideVerdict; resource?: SideVerdict } {
  const required = answers.filter(({ request }) => request.need === 'required');
  const sides: { caller?: SideVerdict; resource?: SideVerdict } = {};
  if (caller.account) {
    sides.caller = {
      account: caller.account,
      allows: allows(required, callerLayers),
      document: caller.document,
    };
  }
  if (target.hasPolicy) {
    const isOwn = caller.account === target.account && !target.needsPolicy;
    const isGranting = target.policy !== undefined;
    sides.resource = {
      account: target.account,
      allows: isOwn
        ? letsPass(required)
        : isGranting
        ? allows(required, resourceLayers)
        : 'no',
      document: target.document,
    };
  }
  return sides;
}

function allows(
  answers: Answer[],
  layers: PolicyLayer[],
): SideVerdict['allows'] {
  let isUnknown = false;
  for (const { decision } of answers) {
    for (const layer of layers) {
      const said = decision.layers[layer]?.decision;
      if (said === 'ExplicitlyDenied' || said === 'ImplicitlyDenied') {
        return 'no';
      }
      isUnknown ||= said === 'Undetermined';
    }
    isUnknown ||= !layers.some(layer => decision.layers[layer]);
  }
  return isUnknown ? 'unknown' : 'yes';
}

/** A bucket's policy need not allow what its own account's IAM allows. */
function letsPass(answers: Answer[]): SideVerdict['allows'] {
  const decisions = answers.map(({ decision }) => decision);
  if (
    decisions.some(
      each => each.layers.resource?.decision === 'ExplicitlyDenied',
    )
  ) {
    return 'no';
  }
  return decisions.every(each => each.decision === 'Allowed')
    ? 'yes'
    : 'unknown';
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
  return {
    health: 'healthy',
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
  const fault: DeniedFault = { type: 'denied', layer, requests, statement };
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

function isRefusedBy(
  { layers }: AccessDecision,
  layer: PolicyLayer,
  isExplicit: boolean,
): boolean {
  const said = layers[layer]?.decision;
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
