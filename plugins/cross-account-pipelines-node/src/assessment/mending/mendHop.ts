import { createTwoFilesPatch } from 'diff';
import type { Remedy } from 'backstage-plugin-cross-account-pipelines-common';
import type { Estate } from '../../estate';
import { listLinks, type Hop, type PipelineLinks } from '../../pipeline';
import { documentName, type DocumentReference } from '../DocumentReference';
import { readDocument, writeDocument } from '../estateDocuments';
import { EstateView } from '../EstateView';
import type { Judgement } from '../Judgement';
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
  let { view, links } = options;
  let current: Attempted | undefined = {
    hop,
    links,
    judgement: options.judgement,
  };
  const edits: Edit[] = [];
  while (current?.judgement.fault && edits.length < mostEdits) {
    const attempt = (edit: Edit) => {
      const estate = applyEdit(view.estate, edit);
      const { document } = edit;
      return {
        estate,
        judgement: judgeIn({
          estate,
          hop: current!.hop,
          links,
          document,
          judgeHop,
        })?.judgement,
      };
    };
    const edit = proposeEdit({ ...current, view, links, attempt });
    if (!edit) {
      break;
    }
    edits.push(edit);
    view = new EstateView(applyEdit(view.estate, edit));
    current = judgeIn({
      estate: view.estate,
      hop: current.hop,
      links,
      document: edit.document,
      judgeHop,
    });
    links = current?.links ?? links;
  }
  return edits.length === 0
    ? undefined
    : {
        remedy: toRemedy(edits, options.view.estate, options.links.account),
        insight: edits[0].insight,
      };
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
    pipeline &&
    listLinks(pipeline.definition, {
      pipelineArn: links.pipelineArn,
      resources: view.resources(),
    });
  const hop =
    listed &&
    [listed, ...listed.links]
      .flatMap(({ hops }) => hops)
      .find(each => each.id === options.hop.id);
  return (
    hop && {
      hop,
      links: listed,
      judgement: judgeHop({ hop, view, links: listed }),
    }
  );
}

function applyEdit(estate: Estate, edit: Edit): Estate {
  return writeDocument(estate, edit.document, edit.after, edit.account);
}

/** One remedy for each document, the last state of each. */
function toRemedy(
  edits: Edit[],
  estate: Estate,
  pipelineAccount: string,
): Remedy {
  const byDocument = new Map<string, Edit[]>();
  for (const edit of edits) {
    const name = documentName(edit.document);
    byDocument.set(name, [...(byDocument.get(name) ?? []), edit]);
  }
  const [first, ...also] = [...byDocument].map(([document, changes]) =>
    documentRemedy({ document, changes, estate, pipelineAccount }),
  );
  return also.length > 0 ? { ...first, also } : first;
}

function documentRemedy(options: {
  document: string;
  changes: Edit[];
  estate: Estate;
  pipelineAccount: string;
}): Remedy {
  const { document, changes, estate, pipelineAccount } = options;
  const last = changes[changes.length - 1];
  const before = readDocument(estate, last.document);
  const beforeText = before === undefined ? undefined : format(before);
  const after = format(last.after);
  const template = templateOf(last, pipelineAccount);
  return {
    summary: [...new Set(changes.map(({ summary }) => summary))].join(' '),
    account: last.account,
    document,
    ...(beforeText === undefined ? {} : { before: beforeText }),
    after,
    diff: createTwoFilesPatch(
      document,
      document,
      beforeText === undefined ? '' : `${beforeText}\n`,
      `${after}\n`,
    ),
    ...(template ? { template } : {}),
  };
}

function format(document: unknown): string {
  return JSON.stringify(document, null, 2);
}

/** Which of the suite's templates has what an edit is about. */
function templateOf(
  { document, account }: Edit,
  pipelineAccount: string,
): string | undefined {
  switch (document.type) {
    case 'pipeline definition':
      return 'pipeline.yaml';
    case 'service control policy':
    case 'resource control policy':
    case 'connection':
      return undefined;
    default:
      return account === pipelineAccount
        ? 'foundation.yaml'
        : 'target-account.yaml';
  }
}
