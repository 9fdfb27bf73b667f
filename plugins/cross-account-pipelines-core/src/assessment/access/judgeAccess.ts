import { inTurn, say, type Evidence, type Words } from '../../report';
import {
  accountOf,
  shortName,
  type AccessHop,
  type PipelineLinks,
} from '../../pipeline';
import { documentAt } from '../documents/documentReference';
import type { Decision } from '../../policy';
import { askAccess, type Answer } from './askAccess';
import { callerOf, type CallerSide } from './CallerSide';
import { describeDeployerDenial } from '../deploying/describeDeployerDenial';
import type { EstateView } from '../EstateView';
import { namedEvidence, readAt, statementEvidence } from '../evidence';
import { decidingDocument, judgeDenial } from './judgeDenial';
import { judgeUnforeseen, type Judgement } from '../Judgement';
import { judgeSides } from './judgeSides';
import { targetOf, type TargetSide } from './TargetSide';

/** IAM and KMS catch up within about a minute; ms. */
const settlingTime = 60_000;

/** What was decided, and of whom: it stays so while both sides stay what they are. */
export interface SettledHop {
  caller: CallerSide;
  target: TargetSide;
  time: string | undefined;
  judgement: Judgement;
}

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
  const unforeseen = judgeUnforeseen(namesOf(hop), { view, links });
  if (unforeseen) {
    return unforeseen;
  }
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
  const settled = view.memory.settledHops;
  const known = settled.get(hop);
  const { readAt: time } = view.estate;
  if (
    known?.caller === caller &&
    known.target === target &&
    known.time === time
  ) {
    return known.judgement;
  }
  const answers = askAccess(hop, caller, target, view);
  const sides = judgeSides(caller, target, answers);
  const decided = judgeAnswers({ hop, view, caller, target, answers });
  const judged =
    hop.kind === 'H12' && hop.target.type !== 'role'
      ? describeDeployerDenial(hop, decided)
      : decided;
  const changedAt = () => [
    caller.role?.changedAt,
    target.role?.changedAt,
    target.key?.changedAt,
  ];
  if (judged.health === 'broken' && isYoung(changedAt(), now)) {
    return {
      ...judged,
      ...sides,
      health: 'pending',
      reason: inTurn([judged.reason, say('reason.young')]),
    };
  }
  const late =
    judged.health === 'healthy' ? madeTooLate(hop, view, links) : undefined;
  const judgement = { ...judged, ...late, ...sides };
  if (!judged.fault) {
    settled.set(hop, { caller, target, time, judgement });
  }
  return judgement;
}

/**
 * H1: CreatePipeline assumes every action role once, so they are there before.
 *
 * See `codepipeline/latest/APIReference/API_CreatePipeline`.
 */
function madeTooLate(
  { kind, target }: AccessHop,
  view: EstateView,
  { account, pipelineArn }: PipelineLinks,
): Judgement | undefined {
  if (kind !== 'H1' || target.type !== 'role') {
    return undefined;
  }
  const pipeline = view.account(account)?.pipelines[pipelineArn]?.source;
  const role = view.role(target.arn);
  const made = role.state === 'found' ? role.value.source : undefined;
  if (
    pipeline?.stackIndex === undefined ||
    made?.stackIndex === undefined ||
    made.stackIndex <= pipeline.stackIndex
  ) {
    return undefined;
  }
  const document = documentAt('pipeline definition', pipelineArn);
  return {
    // A later run of the same stacks finds the role there.
    health: 'warning',
    reason: say('reason.made-too-late', { role: shortName(target.arn) }),
    side: 'definition',
    account,
    evidence: [{ document, account }],
  };
}

function namesOf({ principal, target }: AccessHop): Array<string | undefined> {
  return [
    principal.type === 'role' ? principal.arn : undefined,
    'arn' in target ? target.arn : target.name,
  ];
}

/** An ARN of the hop whose account id is none. */
function misspeltArn({ principal, target }: AccessHop): string | undefined {
  if (principal.type === 'role' && !hasAccountId(principal.arn)) {
    return principal.arn;
  }
  return target.type === 'role' && !hasAccountId(target.arn)
    ? target.arn
    : undefined;
}

function hasAccountId(arn: string): boolean {
  return /^\d{12}$/.test(accountOf(arn) ?? '');
}

function misspeltAccount(arn: string, links: PipelineLinks): Judgement {
  return {
    health: 'broken',
    reason: say('reason.account-id', {
      account: accountOf(arn) ?? '',
      place: arn,
    }),
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

function judgeAnswers(options: {
  hop: AccessHop;
  view: EstateView;
  caller: CallerSide;
  target: TargetSide;
  answers: Answer[];
}): Judgement {
  const { view, caller, target, answers } = options;
  if (answers.every(({ decision }) => decision.decision === 'Allowed')) {
    return judgeAllowed(view, caller, target, answers);
  }
  const denied = answers.filter(({ decision }) => isDenied(decision.decision));
  // Runs do without what only AWS's page asks for, but not against a Deny.
  const decisive = denied.filter(
    ({ request, decision }) =>
      request.need === 'required' || decision.decision === 'ExplicitlyDenied',
  );
  if (decisive.length > 0) {
    return judgeDenial({
      ...options,
      denied: [...decisive, ...denied.filter(each => !decisive.includes(each))],
      isRequired: true,
    });
  }
  const undetermined = answers.find(
    ({ request, decision }) =>
      decision.decision === 'Undetermined' && request.need === 'required',
  );
  if (undetermined) {
    return judgeUndetermined(view, caller, target, undetermined);
  }
  return denied.length > 0
    ? judgeDenial({ ...options, denied, isRequired: false })
    : judgeAllowed(view, caller, target, answers);
}

function judgeAllowed(
  view: EstateView,
  caller: CallerSide,
  target: TargetSide,
  answers: Answer[],
): Judgement {
  const [what, other] = [caller.unseen, target.unseen].filter(
    document => document !== undefined,
  );
  return {
    health: 'healthy',
    ...(what && {
      reason: other
        ? say('reason.neither-seen', { what, other })
        : say('reason.not-seen', { what }),
    }),
    evidence: grantingEvidence(view, answers, caller, target),
  };
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
    reason: inTurn([
      say('reason.undetermined', {
        action: request.action,
        why: undeterminedBy.join('; ').replace(/\.?$/, '.'),
      }),
      missingBesides(decision, request.action, caller),
    ]),
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

/** What is missing for sure, where the other side is what is not known. */
function missingBesides(
  { layers, layer }: Answer['decision'],
  action: string,
  { principal }: CallerSide,
): Words | undefined {
  return layer === 'resource' &&
    layers.identity?.decision === 'ImplicitlyDenied'
    ? say('reason.lacks-allow', { caller: shortName(principal), action })
    : undefined;
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

function isDenied(decision: Decision): boolean {
  return decision === 'ImplicitlyDenied' || decision === 'ExplicitlyDenied';
}
