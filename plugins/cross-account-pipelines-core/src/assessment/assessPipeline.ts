import {
  type AccountSummary,
  type DocumentReference,
  documentRules,
  type Finding,
  hopsOf,
  type HopVerdict,
  inTurn,
  type PipelineReport,
  type Remedy,
  type RootCause,
  type Rule,
  type Words,
  worstHealth,
  write,
} from '../report';
import type { Estate, PipelineState } from '../estate';
import {
  accountOf,
  type AccessHop,
  type Hop,
  type Link,
  type PipelineLinks,
} from '../pipeline';

import type { AssessmentScope } from './AssessmentScope';
import type { DocumentMemory } from './documents/DocumentMemory';
import { roleOf } from './documents/documentReference';
import { EstateMemory } from './AssessmentMemory';
import { EstateView } from './EstateView';
import type { Issue } from './findings/Issue';
import { listIssues } from './findings/listIssues';
import { toFinding } from './findings/toFinding';
import { judgeAccess } from './access/judgeAccess';
import { judgeCheck } from './checks/judgeCheck';
import type { Judgement } from './Judgement';
import { linksOf } from './linksOf';
import { listUnseen } from './listUnseen';
import { nameKeysByAlias } from './nameKeysByAlias';
import { findRootCause, type FoundCause } from './mending/findRootCause';
import {
  mendHops,
  toRemedy,
  type AilingHop,
  type JudgeHop,
} from './mending/mendHops';
import { findInSurroundings } from './surroundings/findInSurroundings';

/**
 * Thrown when an estate does not hold the pipeline that is to be assessed.
 *
 * @public
 */
export class PipelineNotInEstateError extends Error {
  override name = 'PipelineNotInEstateError';
}

/**
 * What an assessment looks at.
 *
 * @public
 */
export interface AssessmentOptions {
  /** It is not changed, and must not be while it is assessed. */
  estate: Estate;
  /** Names for the accounts; those that are not here go by their ids. */
  accounts?: AccountSummary[];
  /** What counts as young is measured from here. Default: the present. */
  now?: Date;
  /** What other estates with mostly the same documents have taught. */
  documents?: DocumentMemory;
}

/**
 * The same, and the pipeline.
 *
 * @public
 */
export interface AssessPipelineOptions extends AssessmentOptions {
  /** ARN of a pipeline of the estate. */
  pipelineArn: string;
}

/**
 * Judges every hop of one pipeline: whether AWS would allow it, which side has to
 * change where it would not, and what to change there. {@link Assessment} says
 * the same of several, sooner.
 *
 * @throws PipelineNotInEstateError when the estate has no pipeline of that ARN
 * @throws InvalidPipelineArnError when it has, and the ARN is not a pipeline's
 *
 * @public
 */
export function assessPipeline(options: AssessPipelineOptions): PipelineReport {
  const view = new EstateView(
    options.estate,
    new EstateMemory(options.documents),
  );
  return assessEveryLink(view, options);
}

/**
 * Judges every link of a pipeline by itself.
 *
 * @throws PipelineNotInEstateError
 */
export function assessEveryLink(
  view: EstateView,
  options: AssessPipelineOptions,
): PipelineReport {
  const { definition } = pipelineIn(options);
  const links = linksOf(view, options.pipelineArn, definition);
  return toReport(judgeLinks(view, links, options), options);
}

/** @throws PipelineNotInEstateError */
export function pipelineIn({
  estate,
  pipelineArn,
}: AssessPipelineOptions): PipelineState {
  const pipeline =
    estate.accounts[accountOf(pipelineArn) ?? '']?.pipelines[pipelineArn];
  if (!pipeline) {
    throw new PipelineNotInEstateError(
      `The pipeline ${pipelineArn} is not among what was read.`,
    );
  }
  return pipeline;
}

/** Links with all that was found about them, before it is reported. */
export interface JudgedLinks extends AssessmentScope {
  judgeHop: JudgeHop;
  judgements: Map<Hop, Judgement>;
  issues: Issue[];
  surroundings: Finding[];
}

/** Judges every hop of the links, and all that is around them. */
export function judgeLinks(
  view: EstateView,
  links: PipelineLinks,
  { now = new Date() }: AssessPipelineOptions,
): JudgedLinks {
  const judgeHop: JudgeHop = scope =>
    scope.hop.type === 'access'
      ? judgeAccess({ ...scope, hop: scope.hop, now })
      : judgeCheck({ ...scope, hop: scope.hop });
  return {
    view,
    links,
    judgeHop,
    issues: listIssues(view, links),
    judgements: new Map(
      hopsOf(links).map(hop => [hop, judgeHop({ hop, view, links })]),
    ),
    surroundings: findInSurroundings({ view, links }),
  };
}

/** A link that is judged in the place of another one. */
export interface StandIn {
  hops: readonly Hop[];
  /** What is said of the other one. */
  verdictOn(hop: Hop, verdictOf: (hop: Hop) => HopVerdict): HopVerdict;
}

/**
 * The report of links that were judged.
 *
 * @param standInFor - for a link that was not
 */
export function toReport(
  judged: JudgedLinks,
  options: AssessPipelineOptions,
  standInFor?: (link: Link) => StandIn | undefined,
): PipelineReport {
  const { view, links, judgements, issues, surroundings } = judged;
  const { estate, pipelineArn, accounts = [], now = new Date() } = options;
  const cause = causeOf(judgements, judged);
  const scope: VerdictScope = { ...judged, cause };
  // Said before it is said again of accounts that are alike.
  const nameKeys = nameKeysByAlias(view.keyAliases);
  const verdictOf = (hop: Hop) =>
    nameKeys(toVerdict(hop, judgements.get(hop)!, scope));
  const describe = (issue: Issue) =>
    nameKeys(toFinding(issue, view, links.account));
  const judge = (hop: Hop, standIn?: StandIn) =>
    withIssue(
      standIn ? standIn.verdictOn(hop, verdictOf) : verdictOf(hop),
      issues.find(issue => isAbout(issue, hop)),
      describe,
    );
  const summarize = (id: string) =>
    accounts.find(account => account.id === id) ?? { id };
  const hops = links.hops.map(hop => judge(hop));
  const reached = links.links.map(link => {
    const standIn = standInFor?.(link);
    const verdicts = (standIn ?? link).hops.map(hop => judge(hop, standIn));
    return {
      account: summarize(link.account),
      region: link.region,
      health: worstHealth(verdicts.map(({ health }) => health)),
      hops: verdicts,
      ...(link.reachedBy && { reachedBy: link.reachedBy }),
      ...(link.reachedByPhrases && { reachedByPhrases: link.reachedByPhrases }),
    };
  });
  const findings = [...issues.map(describe), ...nameKeys(surroundings)];
  return {
    pipelineArn,
    name: links.name,
    account: summarize(links.account),
    region: links.region,
    health: worstHealth([
      ...hops.map(({ health }) => health),
      ...reached.map(({ health }) => health),
      ...findings.map(({ health }) => health),
    ]),
    origin: estate.origin,
    ...(cause && { rootCause: nameKeys(toRootCause(cause)) }),
    hops,
    links: reached,
    findings,
    ...nameKeys({ unseen: listUnseen(view, links) }),
    readAt: estate.readAt ?? now.toISOString(),
  };
}

/** The change that mends the most of what is broken. */
function causeOf(
  judgements: Map<Hop, Judgement>,
  scope: AssessmentScope & { judgeHop: JudgeHop },
): FoundCause | undefined {
  const broken = [...judgements]
    .map(([hop, judgement]) => ({ hop, judgement }))
    .filter(
      ({ judgement }) => judgement.fault && judgement.health === 'broken',
    );
  return broken.length > 0 ? findRootCause(broken, scope) : undefined;
}

function toRootCause({ hop, insight, remedy, mends }: FoundCause): RootCause {
  return {
    hop: hop.hop.id,
    ...write('reason', inTurn([hop.judgement.reason, insight])),
    remedy,
    mends: [...mends],
  };
}

type Effect = Omit<Rule, 'title' | 'page'>;

/** Whether a hop is no better than an issue of its role. */
function isAbout({ rule, document, lowers: which }: Issue, hop: Hop): boolean {
  if (hop.type !== 'access') {
    return false;
  }
  if (which !== undefined) {
    return (
      isDecidedBy(document, hop) &&
      (which === 'all' || isForeign(document, hop))
    );
  }
  const { hop: kind, lowers }: Effect = documentRules[rule];
  if (!lowers || hop.kind !== kind) {
    return false;
  }
  const role = lowers === 'caller' ? hop.principal : hop.target;
  return role.type === 'role' && role.arn === roleOf(document);
}

/** Whether somebody of another account than the document's asks. */
function isForeign(
  { account }: DocumentReference,
  { principal }: AccessHop,
): boolean {
  return principal.type === 'role' && accountOf(principal.arn) !== account;
}

/** Whether a document is one of those that a hop is decided by. */
function isDecidedBy(
  document: DocumentReference,
  { principal, target }: AccessHop,
): boolean {
  switch (document.type) {
    case 'trust policy':
      return target.type === 'role' && target.arn === document.arn;
    case 'bucket policy':
    case 'key policy':
    case 'key sharing policy':
      return target.type !== 'resource' && target.arn === document.arn;
    default:
      return principal.type === 'role' && principal.arn === roleOf(document);
  }
}

/**
 * A hop that works is still to be warned of where its documents are too wide, and
 * what could not be told of it does not matter where AWS refuses them.
 */
function withIssue(
  verdict: HopVerdict,
  issue: Issue | undefined,
  describe: (issue: Issue) => Finding,
): HopVerdict {
  const isWorse =
    verdict.health === 'healthy' ||
    (verdict.health === 'unknown' && issue?.health === 'broken');
  if (!issue || !isWorse) {
    return verdict;
  }
  const { health, message, messagePhrases, account, evidence, remedy } =
    describe(issue);
  const { reason: _, reasonPhrases: __, ...judged } = verdict;
  return {
    ...judged,
    health,
    ...write('reason', { text: message, phrases: messagePhrases }),
    side: (documentRules[issue.rule] as Effect).lowers,
    account,
    evidence: [...verdict.evidence, ...evidence],
    ...(remedy ? { remedy } : {}),
  };
}

interface VerdictScope extends AssessmentScope {
  judgeHop: JudgeHop;
  cause: FoundCause | undefined;
}

function toVerdict(
  hop: Hop,
  judgement: Judgement,
  scope: VerdictScope,
): HopVerdict {
  const { fault, reason, ...judged } = judgement;
  const mended = fault && remedyOf({ hop, judgement }, scope);
  const said = [reason, mended?.insight].filter(each => each !== undefined);
  return {
    id: hop.id,
    hop: hop.kind,
    gate: hop.gate,
    sentence: hop.sentence,
    ...(hop.sentencePhrase && { sentencePhrase: hop.sentencePhrase }),
    ...judged,
    ...(said.length > 0 && write('reason', inTurn(said))),
    ...(mended && { remedy: mended.remedy, ...placeOf(mended.remedy) }),
    ...(hop.actions.length > 0 ? { actions: hop.actions } : {}),
  };
}

interface Mended {
  remedy: Remedy;
  insight?: Words;
}

/** The change that mends most, where it mends this hop, or else its own. */
function remedyOf(
  ailing: AilingHop,
  { cause, ...scope }: VerdictScope,
): Mended | undefined {
  if (cause?.mends.has(ailing.hop.id)) {
    return cause;
  }
  const change = mendHops([ailing], scope);
  return (
    change && {
      remedy: toRemedy(change.edits, scope.view.estate, scope.links.account),
      insight: change.insight,
    }
  );
}

/** Who has to change where the definition has to, whatever it breaks. */
function placeOf({
  document,
  account,
}: Remedy): Pick<HopVerdict, 'side' | 'account'> {
  return document.type === 'pipeline definition'
    ? { side: 'definition', account }
    : {};
}
