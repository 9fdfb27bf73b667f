import {
  describeDocument,
  documentDiff,
  inTurn,
  type Remedy,
  type Words,
  write,
} from '../../report';
import type { Estate } from '../../estate';
import { documentKinds } from '../documents/documentKinds';
import { readDocument } from '../documents/estateDocuments';
import type { Edit } from './Edit';

/**
 * Edits of one document as a remedy: the document before, after the last of
 * them, and the difference.
 */
export function documentRemedy(options: {
  /** At least one, all of the same document. */
  edits: Edit[];
  /** As it is before the edits. */
  estate: Estate;
  pipelineAccount: string;
}): Remedy {
  const { edits, estate, pipelineAccount } = options;
  const last = edits[edits.length - 1];
  const { document } = last;
  const name = describeDocument(document);
  const before = readDocument(estate, last.document);
  const beforeText = before === undefined ? undefined : format(before);
  const after = format(last.after);
  const template = templateOf(last, pipelineAccount);
  return {
    ...write('summary', inTurn(withoutRepetition(edits))),
    account: document.account,
    document,
    ...(beforeText === undefined ? {} : { before: beforeText }),
    after,
    diff: documentDiff(name, { before: beforeText, after }),
    ...(template ? { template } : {}),
  };
}

function withoutRepetition(edits: Edit[]): Words[] {
  return [
    ...new Map(edits.map(({ summary }) => [summary.text, summary])).values(),
  ];
}

function format(document: unknown): string {
  return JSON.stringify(document, null, 2);
}

/** Which of the suite's templates has what an edit is about. */
function templateOf(
  { document }: Edit,
  pipelineAccount: string,
): string | undefined {
  switch (documentKinds[document.type].template) {
    case 'pipeline':
      return 'pipeline.yaml';
    case 'account':
      return document.account === pipelineAccount
        ? 'foundation.yaml'
        : 'target-account.yaml';
    default:
      return undefined;
  }
}
