import { createTwoFilesPatch } from 'diff';
import type { Remedy } from '../../report';
import type { Estate } from '../../estate';
import { documentName } from '../DocumentReference';
import { readDocument } from '../estateDocuments';
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
  const document = documentName(last.document);
  const before = readDocument(estate, last.document);
  const beforeText = before === undefined ? undefined : format(before);
  const after = format(last.after);
  const template = templateOf(last, pipelineAccount);
  return {
    summary: [...new Set(edits.map(({ summary }) => summary))].join(' '),
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
    case 'project':
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
