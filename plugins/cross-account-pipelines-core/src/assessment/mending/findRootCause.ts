import { documentKey, hopsOf, type Remedy, type Words } from '../../report';
import type { AssessmentScope } from '../AssessmentScope';
import type { EstateView } from '../EstateView';
import type { Judgement } from '../Judgement';
import { linksOf } from '../linksOf';
import { readDocument } from '../documents/estateDocuments';
import type { Edit } from './Edit';
import {
  applyEdit,
  mendHops,
  toRemedy,
  type AilingHop,
  type Change,
  type JudgeHop,
} from './mendHops';
import { redirections } from './redirections';

/** More changes than these are not weighed against each other. */
const mostChanges = 24;

/** More hops than these are not mended together: their change is the same. */
const mostTogether = 120;

/** The change that mends the most with the least. */
export interface FoundCause {
  /** The hop that tells the cause best. */
  hop: AilingHop;
  remedy: Remedy;
  insight?: Words;
  /** Ids of the hops that work after it. */
  mends: Set<string>;
}

interface Candidate extends Change {
  hop: AilingHop;
}

/** How good a change is; the first difference decides, and less is better. */
type Rank = [
  /** Hops that were not broken before. */
  worse: number,
  /** Hops that do not work, or that nobody can judge any more. */
  ailing: number,
  documents: number,
  /** Things that are not there yet. */
  created: number,
  characters: number,
];

/**
 * Finds the one change that mends the most of several broken hops: often one
 * wrong name or one statement breaks many.
 */
export function findRootCause(
  ailing: AilingHop[],
  scope: AssessmentScope & { judgeHop: JudgeHop },
): FoundCause | undefined {
  const { view, links } = scope;
  const broken = new Set(ailing.map(({ hop }) => hop.id));
  const weighed = candidates(ailing, scope).map(candidate => {
    const after = judgeAll(candidate.view, scope);
    return {
      candidate,
      mends: [...broken].filter(id => after.get(id)?.health !== 'broken'),
      rank: rankOf(candidate, after, view, broken),
    };
  });
  const [best] = weighed
    .filter(({ mends, rank: [worse] }) => mends.length > worse)
    .sort((one, other) => compare(one.rank, other.rank));
  if (!best) {
    return undefined;
  }
  const { hop, edits, insight } = best.candidate;
  return {
    hop,
    insight,
    remedy: toRemedy(edits, view.estate, links.account),
    mends: new Set(best.mends),
  };
}

function candidates(
  ailing: AilingHop[],
  scope: AssessmentScope & { judgeHop: JudgeHop },
): Candidate[] {
  const groups = new Map<string, AilingHop[]>();
  for (const each of ailing) {
    const cause = causeOf(each);
    groups.set(cause, [...(groups.get(cause) ?? []), each]);
  }
  const largest = [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .slice(0, mostChanges);
  const first = largest.map(([hop]) => hop);
  return [
    ...largest.flatMap(group => {
      const change = mendHops(group.slice(0, mostTogether), scope);
      return change ? [{ ...change, hop: group[0] }] : [];
    }),
    ...redirections(first, scope)
      .slice(0, mostChanges)
      .map(({ edit, hop }) => ({
        hop,
        edits: [edit],
        view: scope.view.with(applyEdit(scope.view.estate, edit)),
      })),
  ];
}

/** The same for hops that are likely to fail of the same thing. */
function causeOf({ hop, judgement }: AilingHop): string {
  const { fault, evidence } = judgement;
  switch (fault?.type) {
    case 'role missing':
    case 'account id':
    case 'key missing':
    case 'key state':
      return fault.arn;
    case 'bucket missing':
      return fault.name;
    case 'denied':
      return evidence.map(({ document }) => documentKey(document)).join();
    default:
      return hop.type === 'check' ? JSON.stringify(hop.check) : hop.id;
  }
}

/** Every hop of the pipeline in some estate, by id. */
function judgeAll(
  view: EstateView,
  { links, judgeHop }: AssessmentScope & { judgeHop: JudgeHop },
): Map<string, Judgement> {
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  const listed =
    pipeline && linksOf(view, links.pipelineArn, pipeline.definition);
  return new Map(
    (listed ? hopsOf(listed) : []).map(hop => [
      hop.id,
      judgeHop({ hop, view, links: listed! }),
    ]),
  );
}

function rankOf(
  { edits }: Candidate,
  after: Map<string, Judgement>,
  { estate }: EstateView,
  broken: ReadonlySet<string>,
): Rank {
  const last = new Map<string, Edit>(
    edits.map(edit => [documentKey(edit.document), edit]),
  );
  const changed = [...last.values()].map(({ document, after: value }) => ({
    before: readDocument(estate, document),
    value,
  }));
  return [
    [...after].filter(
      ([id, { health }]) => health === 'broken' && !broken.has(id),
    ).length,
    [...after.values()].filter(
      ({ health }) => health === 'broken' || health === 'unknown',
    ).length,
    changed.length,
    changed.filter(({ before }) => before === undefined).length,
    changed.reduce(
      (sum, { before, value }) => sum + difference(before, value),
      0,
    ),
  ];
}

/** About how many characters a person would have to write. */
function difference(before: unknown, after: unknown): number {
  const [one, other] = [before, after].map(value =>
    JSON.stringify(value ?? ''),
  );
  let start = 0;
  while (start < one.length && one[start] === other[start]) {
    start++;
  }
  let end = 0;
  const shorter = Math.min(one.length, other.length) - start;
  while (
    end < shorter &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  ) {
    end++;
  }
  return Math.max(one.length, other.length) - start - end;
}

function compare(one: Rank, other: Rank): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : one[at] - other[at];
}
