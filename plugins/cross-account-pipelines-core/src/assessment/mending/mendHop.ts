import {
  documentKey,
  hopsOf,
  type DocumentReference,
  type Remedy,
} from '../../report';
import type { Estate } from '../../estate';
import type { Hop, PipelineLinks } from '../../pipeline';
import { writeDocument } from '../documents/estateDocuments';
import { EstateView } from '../EstateView';
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

/**
 * What mends a hop, and what looking for it has shown about the fault.
 */
export interface Mended {
  remedy: Remedy;
  insight?: string;
}

/**
 * Looks for changes after which a hop works, trying each before it is proposed.
 */
export function mendHop(options: {
  hop: Hop;
  judgement: Judgement;
  view: EstateView;
  links: PipelineLinks;
  judgeHop: JudgeHop;
}): Mended | undefined {
  const { hop, judgeHop } = options;
  let { view } = options;
  let current: Attempted | undefined = {
    hop,
    links: options.links,
    judgement: options.judgement,
  };
  const edits: Edit[] = [];
  while (current?.judgement.fault && edits.length < mostEdits) {
    const edit = nextEdit({ ...current, view, judgeHop });
    if (!edit) {
      break;
    }
    edits.push(edit);
    view = new EstateView(applyEdit(view.estate, edit));
    current = judgeIn({
      ...current,
      estate: view.estate,
      document: edit.document,
      judgeHop,
    });
  }
  return edits.length === 0
    ? undefined
    : {
        remedy: toRemedy(edits, options.view.estate, options.links.account),
        insight: edits[0].insight,
      };
}

/** What to change next, tried in a copy of the estate. */
function nextEdit({
  view,
  judgeHop,
  ...current
}: Attempted & { view: EstateView; judgeHop: JudgeHop }): Edit | undefined {
  const attempt = (edit: Edit) => {
    const { document } = edit;
    const estate = applyEdit(view.estate, edit);
    return judgeIn({ ...current, estate, document, judgeHop })?.judgement;
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
function judgeIn(options: {
  estate: Estate;
  hop: Hop;
  links: PipelineLinks;
  document: DocumentReference;
  judgeHop: JudgeHop;
}): Attempted | undefined {
  const { estate, links, document, judgeHop } = options;
  const view = new EstateView(estate);
  if (!listingDocuments.has(document.type)) {
    const { hop } = options;
    return { hop, links, judgement: judgeHop({ hop, view, links }) };
  }
  const pipeline = view.account(links.account)?.pipelines[links.pipelineArn];
  const listed =
    pipeline && linksOf(view, links.pipelineArn, pipeline.definition);
  const hop = listed && hopsOf(listed).find(each => each.id === options.hop.id);
  return (
    hop && {
      hop,
      links: listed,
      judgement: judgeHop({ hop, view, links: listed }),
    }
  );
}

function applyEdit(estate: Estate, edit: Edit): Estate {
  return writeDocument(estate, edit.document, edit.after);
}

/** One remedy for each document, the last state of each. */
function toRemedy(
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
