import type { KeyState, RoleState } from '../../estate';
import { accountOf, shortName, type AccessHop } from '../../pipeline';
import {
  isBoundByResourceControlPolicies,
  type PolicySource,
} from '../../policy';
import { say, type DocumentReference, type Words } from '../../report';
import {
  guardrailPolicies,
  resourceContext,
  unseenGuardrail,
} from './accessContext';
import { documentPolicy } from '../documents/documentPolicy';
import { documentAt } from '../documents/documentReference';
import type { EstateView } from '../EstateView';
import { missingRole, type Judgement } from '../Judgement';

/** The owner's half of a decision. */
export interface TargetSide {
  account: string;
  /** A policy of its own takes part. */
  hasPolicy: boolean;
  policy?: PolicySource | PolicySource[];
  context: Record<string, string | string[]>;
  unknownContextKeys: readonly string[];
  resourceControlPolicies?: PolicySource[][];
  /** What was asked. */
  document: DocumentReference;
  /** Without it the account's own IAM decides. */
  needsPolicy: boolean;
  /** Guardrails that bind it and could not be seen. */
  unseen?: DocumentReference;
  role?: RoleState;
  key?: KeyState;
}

/** The owner's side, or the verdict where nothing has to be asked any more. */
export function targetOf(
  hop: AccessHop,
  view: EstateView,
  pipelineAccount: string,
): TargetSide | Judgement {
  switch (hop.target.type) {
    case 'role':
      return roleTarget(hop, hop.target, view, pipelineAccount);
    case 'bucket':
      return bucketTarget(hop.target, view);
    case 'key':
      return keyTarget(hop, hop.target, view);
    default:
      return view.memory.plainTargets.get(
        hop.target,
        view.account(hop.target.account),
        () => plainTarget(hop, hop.target as Target<'resource'>, view),
      );
  }
}

function unread(
  document: DocumentReference,
  reason: string,
  { documents }: EstateView,
): PolicySource {
  return documentPolicy(document, { unreadable: reason }, documents);
}

type Target<T> = Extract<AccessHop['target'], { type: T }>;

function roleTarget(
  hop: AccessHop,
  { arn, purpose }: Target<'role'>,
  view: EstateView,
  pipelineAccount: string,
): TargetSide | Judgement {
  const account = accountOf(arn) ?? '';
  const isPassed = hop.requests[0].action === 'iam:PassRole';
  const callerAccount =
    hop.principal.type === 'role' ? accountOf(hop.principal.arn) : undefined;
  if (isPassed && hop.principal.type === 'role' && callerAccount !== account) {
    return {
      health: 'broken',
      reason: say('reason.passed-across', {
        role: shortName(arn),
        account,
        caller: shortName(hop.principal.arn),
        callerAccount: callerAccount ?? '',
      }),
      side: 'definition',
      account: pipelineAccount,
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
    return missingRole({ arn, purpose, side: 'resource', account, view });
  }
  if (found.state === 'found') {
    const { passedRoles, assumedRoles } = view.memory;
    const memory = isPassed ? passedRoles : assumedRoles;
    return memory.get(found.value, view.account(account), () =>
      roleSide({ arn, account, isPassed, role: found.value, view }),
    );
  }
  return roleSide({ arn, account, isPassed, reason: found.reason.text, view });
}

function roleSide({
  arn,
  account,
  isPassed,
  role,
  reason = '',
  view,
}: {
  arn: string;
  account: string;
  isPassed: boolean;
  role?: RoleState;
  reason?: string;
  view: EstateView;
}): TargetSide {
  const document = documentAt('trust policy', arn);
  const trust = role
    ? documentPolicy(document, { document: role.trustPolicy }, view.documents)
    : unread(document, reason, view);
  const { context, unknown } = resourceContext(view, account, role);
  return {
    account,
    hasPolicy: !isPassed,
    needsPolicy: !isPassed,
    policy: isPassed ? undefined : trust,
    context,
    unknownContextKeys: unknown,
    // IAM is not among the services whose resources they bind: `organizations/latest/userguide/orgs_manage_policies_rcps`.
    ...(isPassed ? {} : guardrails(view, account)),
    document,
    role,
  };
}

/** The side of a thing that is not there, or not of use. */
function missingThing(
  document: DocumentReference,
): Pick<Judgement, 'resource' | 'evidence'> {
  const { account } = document;
  return {
    resource: { account, allows: 'no', document },
    evidence: [{ document, account }],
  };
}

/** What binds a resource from above. */
function guardrails(
  view: EstateView,
  account: string,
): Pick<TargetSide, 'resourceControlPolicies' | 'unseen'> {
  const kind = 'resourceControlPolicies';
  return {
    resourceControlPolicies: guardrailPolicies(view, account, kind),
    unseen: unseenGuardrail(view, account, kind),
  };
}

function bucketTarget(
  { name, arn, account: presumed, region, purpose }: Target<'bucket'>,
  view: EstateView,
): TargetSide | Judgement {
  const found = view.bucket(name, presumed);
  const { account } = found;
  // Sources are there before their pipelines are, and services make theirs.
  const isService = purpose === 'service bucket';
  const mayBeThere =
    (isService || purpose === 'source bucket') &&
    view.estate.origin === 'predicted';
  if (found.state === 'missing' && !mayBeThere) {
    return {
      health: 'broken',
      reason: say('reason.bucket-missing', { bucket: name }),
      side: 'resource',
      account,
      ...missingThing(documentAt('bucket', arn, account)),
      fault: { type: 'bucket missing', name, account, region },
    };
  }
  const document = documentAt('bucket policy', arn, account);
  const side = (policy: PolicySource | undefined) =>
    bucketSide({ document, account, policy, view });
  if (found.state === 'missing' && isService) {
    return side(undefined);
  }
  if (found.state === 'missing') {
    const reason = `none of the templates makes bucket ${name}, so that nothing says what it allows`;
    return side(unread(document, reason, view));
  }
  return found.state === 'unread'
    ? side(unread(document, found.reason.text, view))
    : view.memory.buckets.get(found.value, view.account(account), () =>
        side(bucketPolicy(document, found.value, view)),
      );
}

function bucketSide({
  document,
  account,
  policy,
  view,
}: {
  document: DocumentReference;
  account: string;
  policy: PolicySource | undefined;
  view: EstateView;
}): TargetSide {
  const { context, unknown } = resourceContext(view, account, undefined);
  return {
    account,
    hasPolicy: true,
    needsPolicy: false,
    policy,
    context,
    unknownContextKeys: unknown,
    ...guardrails(view, account),
    document,
  };
}

function bucketPolicy(
  document: DocumentReference,
  bucket: { policy?: unknown; policyUnreadable?: string },
  view: EstateView,
): PolicySource | undefined {
  if (bucket.policyUnreadable !== undefined) {
    return unread(document, bucket.policyUnreadable, view);
  }
  return bucket.policy === undefined
    ? undefined
    : documentPolicy(document, { document: bucket.policy }, view.documents);
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
  if (found.state === 'missing') {
    return {
      health: 'broken',
      reason: say('reason.key-missing', { key: arn }),
      side: 'resource',
      account,
      ...missingThing(documentAt('key', arn)),
      fault: { type: 'key missing', arn },
    };
  }
  if (found.state === 'unread') {
    return arn.includes(':alias/')
      ? unseenAlias(arn, account, found.reason)
      : keySide({ arn, account, unreadable: found.reason.text, view });
  }
  const key = found.value;
  if (isForeign && key.manager === 'AWS') {
    return unshareable(arn, account, region);
  }
  if (key.state !== 'Enabled') {
    return unusableKey(key, account);
  }
  return view.memory.keys.get(key, view.account(account), () =>
    keySide({
      arn: key.arn,
      account,
      key,
      unreadable: key.policyUnreadable,
      view,
    }),
  );
}

/** Policies name keys, and nobody sees which one an alias points at. */
function unseenAlias(arn: string, account: string, reason: Words): Judgement {
  const document = documentAt('key', arn);
  return {
    health: 'unknown',
    reason,
    side: 'resource',
    account,
    resource: { account, allows: 'unknown', document },
    evidence: [{ document, account }],
  };
}

/** See `kms/latest/developerguide/key-state`. */
function unusableKey({ arn, state }: KeyState, account: string): Judgement {
  const isOnItsWay = state === 'Creating' || state === 'Updating';
  return {
    health: isOnItsWay ? 'pending' : 'broken',
    reason: say('reason.key-state', { key: shortName(arn), state }),
    side: 'resource',
    account,
    ...missingThing(documentAt('key', arn)),
    ...(isOnItsWay ? {} : { fault: { type: 'key state', arn, state } }),
  };
}

const unknownOfKeys = ['kms:ResourceAliases'];

function keySide({
  arn,
  account,
  key,
  unreadable,
  view,
}: {
  arn: string;
  account: string;
  key?: KeyState;
  unreadable: string | undefined;
  view: EstateView;
}): TargetSide {
  const document = documentAt('key policy', arn);
  const { context, unknown } = resourceContext(view, account, undefined);
  const aliases = key?.aliasesUnreadable ? undefined : key?.aliases;
  return {
    account,
    hasPolicy: true,
    needsPolicy: true,
    policy: [
      documentPolicy(
        document,
        { document: key?.policy, unreadable },
        view.documents,
      ),
      ...sharingPolicy(key, view),
    ],
    context: {
      ...context,
      ...(aliases && { 'kms:ResourceAliases': aliases }),
    },
    unknownContextKeys: aliases
      ? unknown
      : view.shared.keyLists.merge(unknown, unknownOfKeys),
    ...(key?.manager === 'AWS' ? {} : guardrails(view, account)),
    document,
    key,
  };
}

/**
 * A key that AWS RAM shares has a second policy, which nobody writes but RAM: it
 * says whom the key is shared with, and denies nothing.
 *
 * See `kms/latest/APIReference/API_ListKeyPolicies`.
 */
function sharingPolicy(
  key: KeyState | undefined,
  view: EstateView,
): PolicySource[] {
  const { sharingPolicy: document, sharingPolicyUnreadable } = key ?? {};
  return document === undefined && sharingPolicyUnreadable === undefined
    ? []
    : [
        documentPolicy(
          documentAt('key sharing policy', key!.arn),
          {
            document,
            unreadable: sharingPolicyUnreadable,
            deniesNothing: true,
          },
          view.documents,
        ),
      ];
}

function unshareable(arn: string, account: string, region: string): Judgement {
  return {
    health: 'broken',
    reason: say('reason.unshareable-key', { region }),
    side: 'definition',
    account,
    ...missingThing(documentAt('key', arn)),
    fault: { type: 'unshareable key', region },
  };
}

/** Of what AWS RAM shares, a check of its own tells whether it does. */
function foreignPolicy(
  document: DocumentReference,
  { name, isShared }: Pick<Target<'resource'>, 'name' | 'isShared'>,
  view: EstateView,
): PolicySource {
  return isShared
    ? {
        name: `share of ${name}`,
        origin: document,
        document: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          ],
        },
      }
    : unread(document, `The policy of ${name} is not read.`, view);
}

function plainTarget(
  hop: AccessHop,
  { account, name, isShared }: Target<'resource'>,
  view: EstateView,
): TargetSide {
  const callerAccount =
    hop.principal.type === 'role' ? accountOf(hop.principal.arn) : undefined;
  const { context, unknown } = resourceContext(view, account, undefined);
  const document = { type: 'resource policy', account, name } as const;
  const isForeign = callerAccount !== account;
  const isBound = hop.requests.some(({ action, resource }) =>
    isBoundByResourceControlPolicies(action, resource),
  );
  return {
    account,
    hasPolicy: isForeign && !isShared,
    needsPolicy: isForeign && !isShared,
    policy: isForeign
      ? foreignPolicy(document, { name, isShared }, view)
      : undefined,
    context,
    unknownContextKeys: unknown,
    ...(isBound ? guardrails(view, account) : {}),
    document,
  };
}
