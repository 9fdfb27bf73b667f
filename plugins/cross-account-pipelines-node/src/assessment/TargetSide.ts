import type { KeyState, RoleState } from '../estate';
import { accountOf, shortName, type AccessHop } from '../pipeline';
import type { PolicySource } from '../policy';
import {
  policySource,
  resourceContext,
  resourceControlPolicies,
} from './accessContext';
import { documentName } from './DocumentReference';
import type { EstateView } from './EstateView';
import { malformedPrincipals } from './findings/principalRules';
import { missingRole, type Judgement } from './Judgement';
import {
  asList,
  isPolicyDocument,
  statementsOf,
  withStatements,
  type PolicyDocument,
} from './mending/PolicyDocument';

/** The owner's half of a decision. */
export interface TargetSide {
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
  pipelineAccount: string,
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
    return missingRole({ arn, purpose, side: 'resource', account });
  }
  const role = found.state === 'found' ? found.value : undefined;
  const reason = found.state === 'unread' ? found.reason : '';
  const document = documentName({ type: 'trust policy', arn });
  const { context, unknown } = resourceContext(view, account, role);
  return {
    account,
    hasPolicy: !isPassed,
    needsPolicy: !isPassed,
    policy: isPassed
      ? undefined
      : role
      ? { name: document, document: readable(role.trustPolicy) }
      : unread(document, reason),
    context,
    unknownContextKeys: [...unknown, 'aws:RequestedRegion'],
    resourceControlPolicies: resourceControlPolicies(view, account),
    document,
    role,
  };
}

function bucketTarget(
  { name, arn, account: presumed, region }: Target<'bucket'>,
  view: EstateView,
): TargetSide | Judgement {
  const found = view.bucket(name, presumed);
  const { account } = found;
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

/** An id that AWS gives to nobody. */
const nobody = 'AROA0000000000000000';
const readableDocuments = new WeakMap<object, unknown>();

/**
 * A policy in which what can be nobody's name stands for nobody: AWS does not
 * take such a policy, so it grants nothing, and that is known.
 */
function readable(document: unknown): unknown {
  if (!isPolicyDocument(document)) {
    return document;
  }
  if (!readableDocuments.has(document)) {
    readableDocuments.set(document, withoutMalformed(document));
  }
  return readableDocuments.get(document);
}

function withoutMalformed(document: PolicyDocument): PolicyDocument {
  const statements = statementsOf(document);
  if (statements.every(each => malformedPrincipals(each).length === 0)) {
    return document;
  }
  return withStatements(
    document,
    statements.map(statement => {
      const wrong = malformedPrincipals(statement);
      const { Principal } = statement;
      return wrong.length > 0 && typeof Principal === 'object'
        ? {
            ...statement,
            Principal: {
              ...Principal,
              AWS: asList(Principal.AWS).map(each =>
                wrong.includes(each) ? nobody : each,
              ),
            },
          }
        : statement;
    }),
  );
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
    : { name: document, document: readable(bucket.policy) };
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
        document: readable(key?.policy),
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
