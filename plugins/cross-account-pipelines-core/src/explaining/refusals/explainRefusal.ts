import type { Side } from '../../report';
import type { Place } from '../causes/Cause';
import type { CauseId } from '../causes/causes';
import { explainCause } from '../explainCause';
import type { ErrorNames, Explanation } from '../Explanation';
import {
  readArn,
  readCaller,
  wholeAccount,
  withoutAbsent,
  type Caller,
} from '../reading/errorNames';
import { guardrailOf, type Guardrail } from './guardrails';
import type { Refusal } from './parseRefusals';
import {
  asksResourcePolicy,
  isResourceOnly,
  refusalCauseOf,
} from './refusalCauseOf';
import { refusalPlaces } from './refusalPlaces';
import { resourcePolicyOf } from './resourcePolicies';
import { resourceShape } from './resourceShape';
import { wellKnownRefusal } from './wellKnownRefusal';

/**
 * Says which hops an authorization message can come from, most likely first.
 * Where AWS names the policy that refused there is one side; where it does not,
 * each side that could have is one explanation.
 */
export function explainRefusal(refusal: Refusal): Explanation[] {
  const caller = readCaller(
    refusal.principal ??
      (refusal.ofAction ? 'the role of the action' : 'the caller'),
  );
  const told: Told = { refusal, caller, names: namesOf(refusal, caller) };
  const guardrail = guardrailOf(refusal.blamed);
  if (guardrail) {
    return [explainGuardrail(told, guardrail)];
  }
  const wellKnown = wellKnownRefusal(refusal, told.names);
  const first = wellKnown && explainSide(told, wellKnown);
  if (wellKnown?.only) {
    return first ? [first] : [];
  }
  const sides = refusalPlaces(refusal, caller).flatMap(hop =>
    sidesOf(told, hop).map(side =>
      explainSide(told, {
        hop,
        side,
        cause: refusalCauseOf(hop, side, {
          denies: refusal.explicit,
          action: refusal.action,
        }),
      }),
    ),
  );
  // A Deny that AWS does not place can be a guardrail's as well.
  const unplaced =
    refusal.explicit && !refusal.blamed
      ? [explainSide(told, { cause: 'deny-of-guardrail', hop: 'guardrail' })]
      : [];
  return [...(first ? [first] : []), ...sides, ...unplaced];
}

interface Told {
  refusal: Refusal;
  caller: Caller;
  names: ErrorNames;
}

function sidesOf({ refusal, names }: Told, hop: Place): Side[] {
  if (hop === 'H8') {
    return refusal.mayBeElsewhere ? ['resource'] : ['caller'];
  }
  if (isResourceOnly(hop)) {
    return ['resource'];
  }
  const hasPolicy =
    asksResourcePolicy(hop) ||
    (resourcePolicyOf(refusal.action) !== undefined && hop !== 'H3');
  if (refusal.blamed === 'identity' || !hasPolicy) {
    return ['caller'];
  }
  if (refusal.blamed === 'resource' || refusal.blamed === 'trust') {
    return ['resource'];
  }
  const crosses = crossesAccounts(names);
  if (crosses || (asksResourcePolicy(hop) && crosses === undefined)) {
    return ['resource', 'caller'];
  }
  // In one account, policies of resources mostly leave it to the caller's.
  return asksResourcePolicy(hop) || hop === 'workload'
    ? ['caller', 'resource']
    : ['caller'];
}

/** Whether caller and resource are of two accounts; undefined if not told. */
function crossesAccounts(names: ErrorNames): boolean | undefined {
  const { principalAccount, resourceAccount } = names;
  return principalAccount && resourceAccount
    ? principalAccount !== resourceAccount
    : undefined;
}

function explainSide(
  { refusal, caller, names }: Told,
  what: { cause: CauseId; hop?: Place; side?: Side },
): Explanation {
  const { cause, hop, side } = what;
  const { action } = refusal;
  const document = resourcePolicyOf(action);
  const explained = explainCause(cause, {
    names,
    hop,
    side: hop === 'H8' ? undefined : side,
    filling: {
      who: caller.description,
      principal: caller.description,
      target: refusal.resource ?? resourceShape(action),
      document,
      verb: action.split(':')[1],
    },
  });
  const blame = hop === 'H8' ? undefined : blameOf(refusal, document);
  const at = side ?? explained.side;
  return {
    ...explained,
    sentence: `${refusalSentence(names, caller)} ${
      blame ?? explained.sentence
    }`,
    change: `${explained.change}${crossAccountNote({
      names,
      caller,
      refusal,
      side: at,
      document,
    })}`,
    readNext: [
      ...explained.readNext,
      ...(refusal.encoded
        ? ['the encoded message (sts:DecodeAuthorizationMessage)']
        : []),
      'CloudTrail of the account that was called, around that time',
    ],
    account:
      explained.account ??
      wholeAccount(
        at === 'caller' ? names.principalAccount : names.resourceAccount,
      ),
    phase: hop === 'set-up' ? 'set-up' : explained.phase,
  };
}

/** What AWS itself says of the reason; it is said instead of what is possible. */
function blameOf(refusal: Refusal, document?: string): string | undefined {
  const { blamed, explicit, policy, mayBeElsewhere } = refusal;
  const called = {
    identity: 'identity-based policy of the caller',
    resource: document ?? 'policy of the resource',
    trust: 'trust policy of the role',
  }[blamed as string];
  if (explicit && !called) {
    return 'A Deny statement says so.';
  }
  if (!called || mayBeElsewhere) {
    return undefined;
  }
  const named = policy ? `${called}, ${policy},` : called;
  return explicit
    ? `A Deny statement in the ${named} says so.`
    : `No statement in the ${named} allows it.`;
}

/** Across accounts both sides have to allow, and AWS names one at a time. */
function crossAccountNote(options: {
  names: ErrorNames;
  caller: Caller;
  refusal: Refusal;
  side?: Side;
  document?: string;
}): string {
  const { names, caller, refusal, side, document } = options;
  const isNamed =
    refusal.blamed === 'identity' || refusal.blamed === 'resource';
  if (!document || !isNamed || refusal.explicit || !crossesAccounts(names)) {
    return '';
  }
  return side === 'caller'
    ? ` Across accounts the ${document} in ${names.resourceAccount} has to allow it as well.`
    : ` Across accounts an identity policy of ${caller.description} has to allow it as well.`;
}

function explainGuardrail(told: Told, guardrail: Guardrail): Explanation {
  const { refusal, caller, names } = told;
  const { cause, called, isOfAccount } = guardrail;
  const [place] = refusalPlaces(refusal, caller);
  const explained = explainCause(cause, { names, gateOf: place });
  const { account, side } = explained;
  const named = refusal.policy ? `${called} ${refusal.policy}` : called;
  const of = side === 'caller' ? names.principalAccount : names.resourceAccount;
  const where = isOfAccount && of ? ` that applies to account ${of}` : '';
  return {
    ...explained,
    sentence: `${refusalSentence(names, caller)} ${
      refusal.explicit
        ? `A Deny statement in a ${named}${where} says so`
        : `No ${named}${where} allows it`
    }, whatever the policies of role and resource say.`,
    readNext: [
      isOfAccount
        ? `the ${called.replace(/y$/, 'ies')} of the account${
            account ? ` ${account}` : ''
          } and of every unit above it (organizations:ListPoliciesForTarget)`
        : `the ${called} of ${caller.description}`,
      ...(refusal.blamed === 'session'
        ? ['who passes it: CodePipeline hands its actions one of its own']
        : []),
    ],
    change: refusal.explicit
      ? `Ask whoever keeps the ${called} to exempt ${caller.description} from the Deny, or do without ${refusal.action} here.`
      : `Ask whoever keeps the ${called} to allow ${refusal.action}${
          refusal.blamed === 'session'
            ? '; where it is the one of CodePipeline, which nobody else can change, do without that call (such as tags) until AWS allows it'
            : ''
        }.`,
  };
}

function refusalSentence(names: ErrorNames, caller: Caller): string {
  const on = names.resource ? ` on ${names.resource}` : '';
  const who =
    caller.description.charAt(0).toUpperCase() + caller.description.slice(1);
  return `${who} was refused ${names.action}${on}.`;
}

function namesOf(refusal: Refusal, caller: Caller): ErrorNames {
  const arn = readArn(refusal.resource);
  const object = arn?.service === 's3' ? arn.resource : undefined;
  return withoutAbsent({
    principal: refusal.principal,
    principalAccount: caller.account,
    action: refusal.action,
    resource: refusal.resource,
    resourceAccount: arn?.account || undefined,
    role: /^iam|^sts/.test(arn?.service ?? '') ? refusal.resource : undefined,
    bucket: object?.split('/')[0],
    key: arn?.service === 'kms' ? refusal.resource : undefined,
    policy: refusal.policy,
    region: arn?.region || undefined,
  });
}
