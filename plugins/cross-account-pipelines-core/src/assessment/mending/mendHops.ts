import {
  documentKey,
  hopsOf,
  type DocumentReference,
  type Remedy,
  type Words,
} from '../../report';
import type { Estate } from '../../estate';
import type { Hop, PipelineLinks } from '../../pipeline';
import { writeDocument } from '../documents/estateDocuments';
import type { EstateView } from '../EstateView';
import { linksOf } from '../linksOf';
import type { Judgement } from '../Judgement';
import { documentRemedy } from './documentRemedy';
import type { Edit } from './Edit';
import { proposeEdit } from './proposeEdit';

/** Two sides, a boundary and a guardrail of each, and something to spare. */
const mostEdits = 8;

/** Judges one hop of some estate. */
export type JudgeHop = (scope: {
  hop: Hop;
  view: EstateView;
  links: PipelineLinks;
}) => Judgement;

/** A hop that does not work, as it was found. */
export interface AilingHop {
  hop: Hop;
  judgement: Judgement;
}

/**
 * Changes that belong together, and what looking for them has shown.
 */
export interface Change {
  /** At least one. */
  edits: Edit[];
  /** What the first edit shows about the fault. */
  insight?: Words;
  /** The estate as it would be. */
  view: EstateView;
}

/**
 * Looks for changes after which hops work, one after the other, trying each
 * before it is proposed.
 */
export function mendHops(
  ailing: AilingHop[],
  options: { view: EstateView; links: PipelineLinks; judgeHop: JudgeHop },
): Change | undefined {
  const { links, judgeHop } = options;
  let { view } = options;
  const edits: Edit[] = [];
  for (const { hop, judgement } of ailing) {
    let current: Attempted | undefined =
      edits.length === 0
        ? { hop, links, judgement }
        : judgeAgain({ hop, links, view, judgeHop });
    for (let step = 0; step < mostEdits && current?.judgement.fault; step++) {
      const edit = nextEdit({ ...current, view, judgeHop });
      if (!edit) {
        break;
      }
      edits.push(edit);
      view = view.with(applyEdit(view.estate, edit));
      current = judgeIn({
        ...current,
        view,
        document: edit.document,
        judgeHop,
      });
    }
  }
  const [first] = edits;
  return first && { edits, insight: first.insight, view };
}

/** What to change next, tried in a copy of the estate. */
function nextEdit({
  view,
  judgeHop,
  ...current
}: Attempted & { view: EstateView; judgeHop: JudgeHop }): Edit | undefined {
  const attempt = (edit: Edit) => {
    const { document } = edit;
    const tried = view.with(applyEdit(view.estate, edit));
    return judgeIn({ ...current, view: tried, document, judgeHop })?.judgement;
  };
  return proposeEdit({ ...current, view, attempt });
}

/** Documents that decide what a pipeline needs, not only whether it has it. */
const listingDocuments: ReadonlySet<DocumentReference['type']> = new Set([
  'bucket',
  'pipeline definition',
  'project',
]);

interface Attempted {
  hop: Hop;
  links: PipelineLinks;
  judgement: Judgement;
}

/** The hop after a document changed; nothing when it is needed no more. */
function judgeIn(
  options: Omit<Attempted, 'judgement'> & {
    view: EstateView;
    document: DocumentReference;
    judgeHop: JudgeHop;
  },
): Attempted | undefined {
  const { hop, links, view, document, judgeHop } = options;
  return listingDocuments.has(document.type)
    ? judgeAgain(options)
    : { hop, links, judgement: judgeHop({ hop, view, links }) };
}

/** The hop as it is listed in some estate. */
function judgeAgain({
  hop: { id },
  links: { account, pipelineArn },
  view,
  judgeHop,
}: {
  hop: Hop;
  links: PipelineLinks;
  view: EstateView;
  judgeHop: JudgeHop;
}): Attempted | undefined {
  const pipeline = view.account(account)?.pipelines[pipelineArn];
  const links = pipeline && linksOf(view, pipelineArn, pipeline.definition);
  const hop = links && hopsOf(links).find(each => each.id === id);
  return hop && { hop, links, judgement: judgeHop({ hop, view, links }) };
}

export function applyEdit(estate: Estate, edit: Edit): Estate {
  return writeDocument(estate, edit.document, edit.after);
}

/** One remedy for each document, the last state of each. */
export function toRemedy(
  edits: Edit[],
  estate: Estate,
  pipelineAccount: string,
): Remedy {
  const byDocument = new Map<string, Edit[]>();
  for (const edit of edits) {
    const key = documentKey(edit.document);
    byDocument.set(key, [...(byDocument.get(key) ?? []), edit]);
  }
  const [first, ...also] = [...byDocument.values()].map(changes =>
    documentRemedy({ edits: changes, estate, pipelineAccount }),
  );
  return also.length > 0 ? { ...first, also } : first;
}
