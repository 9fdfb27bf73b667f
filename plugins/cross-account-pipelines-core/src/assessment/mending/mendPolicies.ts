import type { RoleState } from '../../estate';
import { accountOf, parseArn, type AccessHop } from '../../pipeline';
import {
  documentKey,
  say,
  type DocumentReference,
  type Words,
} from '../../report';
import { callerOf } from '../access/CallerSide';
import type { AttachedPolicies } from '../documents/documentKinds';
import { documentOf } from '../documents/documentPolicy';
import {
  boundaryOf,
  documentAt,
  policyOf,
} from '../documents/documentReference';
import { readDocument } from '../documents/estateDocuments';
import type { EstateView } from '../EstateView';
import type { DeniedFault, Judgement } from '../Judgement';
import { targetOf } from '../access/TargetSide';
import { appended, nearMisses, type PolicyCandidate } from './allowInPolicy';
import type { Edit } from './Edit';
import type { Grant, GrantPrincipal } from './Grant';
import { liftDeny } from './liftDeny';
import type { Mending } from './Mending';
import {
  isPolicyDocument,
  withStatements,
  type PolicyDocument,
} from './PolicyDocument';

/** Name of an inline policy that a role gets where it has none to add to. */
const newPolicyName = 'CrossAccountPipeline';

/** Name of the boundary that a role gets in place of one that AWS keeps. */
const newBoundaryName = 'CrossAccountPipelineBoundary';

/** A document that may be changed, and how it may. */
interface Place {
  reference: DocumentReference;
  document: PolicyDocument | undefined;
  grant: Grant;
  /** The boundary whose place it takes, since AWS keeps that one. */
  insteadOf?: AwsBoundary;
}

/**
 * Finds the smallest change to a policy with which the layer that refuses lets
 * the requests pass.
 */
export function mendPolicies(
  mending: Mending & { hop: AccessHop },
  fault: DeniedFault,
): Edit | undefined {
  for (const { place, candidate } of candidates(mending, fault)) {
    const edit = toEdit(place, candidate);
    const judgement = mending.attempt(edit);
    if (!judgement || hasHelped(judgement, mending.judgement, fault)) {
      return edit;
    }
  }
  return undefined;
}

/**
 * What refused does so no more. Where a hop becomes unknown, the side that
 * refused has to allow for sure: nobody could see then that a change helps.
 */
function hasHelped(
  after: Judgement,
  { side }: Judgement,
  fault: DeniedFault,
): boolean {
  return after.health === 'unknown'
    ? (side === 'caller' || side === 'resource') &&
        after[side]?.allows === 'yes'
    : !isStuck(after.fault, fault);
}

/** The same layer refuses as before: the change did not help. */
function isStuck(after: unknown, before: DeniedFault): boolean {
  const fault = after as DeniedFault | undefined;
  if (fault?.type !== 'denied' || fault.layer !== before.layer) {
    return false;
  }
  if (before.levels && fault.levels) {
    return fault.levels.length >= before.levels.length;
  }
  return before.statement
    ? fault.statement !== undefined &&
        documentKey(documentOf(fault.statement)) ===
          documentKey(documentOf(before.statement)) &&
        fault.statement.index === before.statement.index
    : fault.statement === undefined;
}

function* candidates(
  { hop, view, links }: Mending & { hop: AccessHop },
  fault: DeniedFault,
): Generator<{ place: Place; candidate: PolicyCandidate }> {
  const grant = grantFor(hop, view, links.account, fault);
  if (fault.statement) {
    const reference = documentOf(fault.statement);
    if (isOfAws(reference) && reference.type === 'managed policy') {
      yield detached(reference, view, grant);
      return;
    }
    const document = readDocument(view.estate, reference);
    if (isPolicyDocument(document)) {
      const place = { ...changeable(reference), document, grant };
      for (const candidate of liftDeny(
        document,
        fault.statement.index,
        grant,
      )) {
        yield { place, candidate };
      }
    }
    return;
  }
  const places = placesFor(hop, view, fault, grant);
  for (const place of places) {
    if (place.document) {
      for (const candidate of nearMisses(place.document, place.grant)) {
        yield { place, candidate };
      }
    }
  }
  for (const place of places) {
    yield {
      place,
      candidate: fullAccess(place) ?? appended(place.document, place.grant),
    };
  }
}

type ManagedPolicy = Extract<DocumentReference, { type: 'managed policy' }>;
type AwsBoundary = Extract<DocumentReference, { type: 'permissions boundary' }>;

/** A policy that AWS keeps: it can be detached or replaced, not changed. */
function isOfAws(
  reference: DocumentReference,
): reference is ManagedPolicy | AwsBoundary {
  return (
    (reference.type === 'managed policy' ||
      reference.type === 'permissions boundary') &&
    Boolean(reference.arn?.includes(':iam::aws:policy/'))
  );
}

/** The document to write: another boundary where AWS keeps the one that is. */
function changeable(
  reference: DocumentReference,
): Pick<Place, 'reference' | 'insteadOf'> {
  return reference.type === 'permissions boundary' && isOfAws(reference)
    ? {
        reference: boundaryOf(reference.roleArn, { name: newBoundaryName }),
        insteadOf: reference,
      }
    : { reference };
}

function detached(
  { roleArn, name, arn }: ManagedPolicy,
  view: EstateView,
  grant: Grant,
): { place: Place; candidate: PolicyCandidate } {
  const reference = documentAt('identity policies', roleArn);
  const attached = readDocument(view.estate, reference) as AttachedPolicies;
  return {
    place: { reference, document: undefined, grant },
    candidate: {
      after: {
        ManagedPolicyArns: attached.ManagedPolicyArns.filter(
          each => each !== arn,
        ),
      },
      summary: () => say('remedy.detach', { policy: name, role: roleArn }),
    },
  };
}

/** A level without any policy lets nothing pass: AWS's own policy is missing. */
function fullAccess({
  reference,
  document,
}: Place): PolicyCandidate | undefined {
  if (document) {
    return undefined;
  }
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  switch (reference.type) {
    case 'service control policy':
      return {
        after: withStatements(undefined, [everything]),
        summary: attachAgain,
      };
    case 'resource control policy':
      return {
        after: withStatements(undefined, [{ ...everything, Principal: '*' }]),
        summary: attachAgain,
      };
    default:
      return undefined;
  }
}

function attachAgain(document: DocumentReference): Words {
  return say('remedy.attach-again', { document });
}

function toEdit(
  { reference, insteadOf, grant }: Place,
  { after, summary, insight }: PolicyCandidate,
): Edit {
  const named = insteadOf ?? reference;
  return {
    document: reference,
    after,
    summary: insteadOf ? replaceBoundary(insteadOf, grant) : summary(named),
    insight: insight?.(named),
  };
}

/** See `IAM/latest/UserGuide/access_policies_managed-vs-inline`. */
function replaceBoundary({ roleArn, name }: AwsBoundary, grant: Grant): Words {
  const actions = [...new Set(grant.requests.map(({ action }) => action))];
  return say('remedy.other-boundary', {
    role: roleArn,
    actions: actions.join(', '),
    policy: name ?? '',
  });
}

function grantFor(
  hop: AccessHop,
  view: EstateView,
  pipelineAccount: string,
  { requests }: DeniedFault,
): Grant {
  const caller = callerOf(hop, view);
  const target = targetOf(hop, view, pipelineAccount);
  const context: Grant['context'] = {
    ...('health' in caller ? {} : caller.context),
    ...('health' in target ? {} : target.context),
    'aws:RequestedRegion': hop.region,
    ...Object.assign({}, ...requests.map(each => each.context ?? {})),
  };
  const principal = grantPrincipal(hop, view);
  if (principal.type === 'role') {
    context['aws:PrincipalArn'] = principal.arn;
    context['aws:PrincipalAccount'] = principal.account;
    context['kms:CallerAccount'] = principal.account;
  }
  return {
    requests,
    allRequests: hop.requests,
    principal,
    namesResources: true,
    context,
  };
}

function grantPrincipal(
  { principal }: AccessHop,
  view: EstateView,
): GrantPrincipal {
  if (principal.type === 'service') {
    return principal;
  }
  const { arn } = principal;
  const found = view.role(arn);
  return {
    type: 'role',
    arn,
    account: accountOf(arn) ?? '',
    partition: parseArn(arn)?.partition ?? 'aws',
    uniqueId: found.state === 'found' ? found.value.uniqueId : undefined,
  };
}

function placesFor(
  hop: AccessHop,
  view: EstateView,
  { layer, levels }: DeniedFault,
  grant: Grant,
): Place[] {
  const byCaller: Grant = { ...grant, principal: undefined };
  const role =
    hop.principal.type === 'role' ? view.role(hop.principal.arn) : undefined;
  switch (layer) {
    case 'identity':
      return role?.state === 'found'
        ? identityPlaces(role.value, byCaller)
        : [];
    case 'boundary':
      return role?.state === 'found'
        ? boundaryPlaces(role.value, byCaller)
        : [];
    case 'SCP':
      return guardrailPlaces({
        view,
        type: 'service control policy',
        hop,
        grant: byCaller,
        refusing: levels,
      });
    case 'RCP':
      return guardrailPlaces({
        view,
        type: 'resource control policy',
        hop,
        grant,
        refusing: levels,
      });
    default:
      return resourcePlaces(hop, view, grant);
  }
}

function identityPlaces(role: RoleState, grant: Grant): Place[] {
  const inline = role.policies.filter(
    policy => !policy.arn && isPolicyDocument(policy.document),
  );
  const managed = role.policies.filter(
    ({ arn, document }) =>
      arn && !arn.includes(':iam::aws:policy/') && isPolicyDocument(document),
  );
  const places = [...inline, ...managed].map(
    (policy): Place => ({
      reference: policyOf(role.arn, policy),
      document: policy.document as PolicyDocument,
      grant,
    }),
  );
  if (inline.length > 0) {
    return places;
  }
  const fresh: Place = {
    reference: policyOf(role.arn, { name: newPolicyName }),
    document: undefined,
    grant,
  };
  return [fresh, ...places];
}

function boundaryPlaces(role: RoleState, grant: Grant): Place[] {
  const boundary = role.permissionsBoundary;
  return boundary && isPolicyDocument(boundary.document)
    ? [
        {
          ...changeable(boundaryOf(role.arn, boundary)),
          document: boundary.document,
          grant,
        },
      ]
    : [];
}

/** Policies of the levels that refuse: every level has to allow. */
function guardrailPlaces({
  view,
  type,
  hop,
  grant,
  refusing = [],
}: {
  view: EstateView;
  type: 'service control policy' | 'resource control policy';
  hop: AccessHop;
  grant: Grant;
  refusing: number[] | undefined;
}): Place[] {
  const isService = type === 'service control policy';
  const account = isService
    ? accountOf(hop.principal.type === 'role' ? hop.principal.arn : '') ?? ''
    : resourceAccountOf(hop, view);
  const guardrails = view.account(account)?.guardrails;
  const levels =
    (isService
      ? guardrails?.serviceControlPolicies
      : guardrails?.resourceControlPolicies) ?? [];
  return refusing.flatMap((level): Place[] => {
    const readable = levels[level].filter(({ document }) =>
      isPolicyDocument(document),
    );
    const references =
      readable.length > 0
        ? readable
        : [
            {
              name: isService ? 'FullAWSAccess' : 'RCPFullAWSAccess',
              document: undefined,
            },
          ];
    return references.map(({ name, document }) => ({
      reference: { type, account, name, level },
      document: document as PolicyDocument | undefined,
      grant,
    }));
  });
}

function resourceAccountOf({ target }: AccessHop, view: EstateView): string {
  switch (target.type) {
    case 'bucket':
      return view.bucket(target.name, target.account).account;
    case 'resource':
      return target.account;
    default:
      return accountOf(target.arn) ?? '';
  }
}

function resourcePlaces(
  hop: AccessHop,
  view: EstateView,
  grant: Grant,
): Place[] {
  const reference = resourceDocument(hop, view);
  if (!reference) {
    return [];
  }
  const document = readDocument(view.estate, reference);
  return [
    {
      reference,
      document: isPolicyDocument(document) ? document : undefined,
      grant: {
        ...grant,
        namesResources: hop.target.type !== 'role',
        ...(hop.target.type === 'key' ? { resource: '*' } : {}),
      },
    },
  ];
}

function resourceDocument(
  hop: AccessHop,
  view: EstateView,
): DocumentReference | undefined {
  const { target } = hop;
  switch (target.type) {
    case 'role':
      return documentAt('trust policy', target.arn);
    case 'key':
      return documentAt('key policy', target.arn);
    case 'bucket':
      return documentAt(
        'bucket policy',
        target.arn,
        resourceAccountOf(hop, view),
      );
    default:
      return undefined;
  }
}
