import type { KeyGrant, KeyState } from '../../estate';
import { parseArn } from '../../pipeline';
import {
  evaluateAccess,
  unforeseenPart,
  type AccessDecision,
  type AccessInput,
  type AccessRequest,
  type NamedPolicy,
} from '../../policy';
import { documentAt } from '../documents/documentReference';
import { accountRoot } from '../mending/Grant';

/** Whom a grant lets do what is asked. */
type Reach = 'who asks' | 'the account' | 'perhaps' | 'nobody';

/**
 * What AWS answers to a request on a key: a grant allows by itself what it names,
 * but no grant helps against a Deny or a guardrail.
 *
 * See `kms/latest/developerguide/grants`.
 */
export function decideWithGrants(
  input: AccessInput,
  key: KeyState | undefined,
): AccessDecision {
  const decision = evaluateAccess(input);
  const isOpen =
    decision.decision === 'ImplicitlyDenied' ||
    decision.decision === 'Undetermined';
  if (!key || !isOpen) {
    return decision;
  }
  const { grants = [], grantsUnreadable } = key;
  const reaches = grants.map(grant => reachOf(grant, input.request));
  if (reaches.includes('who asks')) {
    return decideGranted(input, asPolicy(key, input.request, reaches));
  }
  if (reaches.includes('the account')) {
    const policy = asPolicy(key, input.request, reaches);
    return evaluateAccess(besides(input, policy));
  }
  if (reaches.includes('perhaps')) {
    return undetermined(
      decision,
      'the policies do not allow it, and whether one of the grants of the key does is not known before the call',
    );
  }
  return grantsUnreadable === undefined
    ? decision
    : undetermined(
        decision,
        `the policies do not allow it, and the grants of the key were not read: ${grantsUnreadable}`,
      );
}

/** A grant needs no policy of who asks beside it. */
function decideGranted(
  input: AccessInput,
  grants: NamedPolicy,
): AccessDecision {
  const granted = evaluateAccess({
    ...besides(input, grants),
    identityPolicies: [
      ...input.identityPolicies,
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: input.request.action, Resource: '*' },
        ],
      },
    ],
  });
  return granted.layer === 'boundary' && granted.decision === 'ImplicitlyDenied'
    ? undetermined(
        granted,
        'a grant of the key allows it, the permissions boundary does not, and AWS does not say which of the two counts',
      )
    : granted;
}

function besides(input: AccessInput, policy: NamedPolicy): AccessInput {
  return {
    ...input,
    resourcePolicy: [input.resourcePolicy ?? [], policy].flat(),
  };
}

function undetermined(
  decision: AccessDecision,
  reason: string,
): AccessDecision {
  return decision.decision === 'Undetermined'
    ? decision
    : {
        ...decision,
        decision: 'Undetermined',
        statement: undefined,
        undeterminedBy: [reason],
      };
}

/** Statement by statement the grants of a key, of which those that help allow. */
function asPolicy(
  key: KeyState,
  { principal, action }: AccessRequest,
  reaches: Reach[],
): NamedPolicy {
  return {
    name: `grants of ${key.arn}`,
    origin: documentAt('key grants', key.arn),
    document: {
      Version: '2012-10-17',
      Statement: reaches.map((reach, index) => ({
        Effect: 'Allow',
        Principal: {
          AWS: reach === 'the account' ? rootOf(principal) : principal,
        },
        Action:
          reach === 'who asks' || reach === 'the account'
            ? action
            : key.grants![index].operations.map(each => `kms:-${each}`),
        Resource: '*',
      })),
    },
  };
}

function reachOf(
  { grantee, operations, encryptionContext }: KeyGrant,
  request: AccessRequest,
): Reach {
  const [, operation] = request.action.split(':');
  if (!operations.includes(operation)) {
    return 'nobody';
  }
  const reach = granteeReach(grantee, request);
  if (reach === 'nobody' || !encryptionContext || !isEncrypting(operation)) {
    return reach;
  }
  switch (fits(encryptionContext, request)) {
    case 'yes':
      return reach;
    case 'no':
      return 'nobody';
    default:
      return 'perhaps';
  }
}

function granteeReach(
  grantee: string,
  { principal, principalIds = [] }: AccessRequest,
): Reach {
  if (grantee === principal) {
    return 'who asks';
  }
  // Only applying a plan tells who it is.
  if (unforeseenPart(grantee) !== undefined) {
    return 'perhaps';
  }
  if (grantee === rootOf(principal)) {
    return 'the account';
  }
  if (!grantee.includes(':') && !grantee.includes('.')) {
    // The grant of a role that was deleted, or of one whose id is not known.
    if (principalIds.includes(grantee)) {
      return 'who asks';
    }
    return principalIds.length > 0 ? 'nobody' : 'perhaps';
  }
  const { account = '', resource = '' } = parseArn(principal) ?? {};
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return name !== '' && grantee.includes(`::${account}:assumed-role/${name}/`)
    ? 'perhaps'
    : 'nobody';
}

function rootOf(principal: string): string {
  const { account = '', partition = '' } = parseArn(principal) ?? {};
  return accountRoot({ account, partition });
}

/** See `kms/latest/developerguide/create-grant-overview`, "Grant constraints". */
function isEncrypting(operation: string): boolean {
  return /^(?:Decrypt|Encrypt|GenerateDataKey|ReEncrypt)/.test(operation);
}

function fits(
  { equals, values }: NonNullable<KeyGrant['encryptionContext']>,
  { context, unknownContextKeys = [] }: AccessRequest,
): 'yes' | 'no' | 'unknown' {
  const given = context['kms:EncryptionContextKeys'];
  if (given === undefined) {
    return unknownContextKeys.some(key =>
      key.startsWith('kms:EncryptionContext'),
    )
      ? 'unknown'
      : 'no';
  }
  const names = Object.keys(values);
  if (equals && [given].flat().some(name => !names.includes(name))) {
    return 'no';
  }
  const said = names.map(name => {
    const value = context[`kms:EncryptionContext:${name}`];
    if (value === values[name]) {
      return 'yes';
    }
    // Which object it will be is not known.
    const open = typeof value === 'string' ? value.indexOf('*') : -1;
    return open >= 0 && values[name].startsWith(value!.slice(0, open) as string)
      ? 'unknown'
      : 'no';
  });
  return said.includes('no')
    ? 'no'
    : said.find(each => each !== 'yes') ?? 'yes';
}
