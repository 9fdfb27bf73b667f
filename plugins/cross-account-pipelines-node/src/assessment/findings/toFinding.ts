import type {
  Evidence,
  Finding,
} from 'backstage-plugin-cross-account-pipelines-common';
import { documentName } from '../DocumentReference';
import { readDocument } from '../estateDocuments';
import type { EstateView } from '../EstateView';
import { readAt } from '../evidence';
import {
  isPolicyDocument,
  statementName,
  statementsOf,
} from '../mending/PolicyDocument';
import { documentRemedy } from '../mending/documentRemedy';
import type { Issue } from './Issue';

/** Puts an issue into a report, with its statement and what to change. */
export function toFinding(
  issue: Issue,
  view: EstateView,
  pipelineAccount: string,
): Finding {
  const { rule, health, message, account, remedy } = issue;
  return {
    rule,
    health,
    message,
    account,
    evidence: [toEvidence(issue, view)],
    ...(remedy
      ? {
          remedy: documentRemedy({
            edits: [{ ...remedy, account, document: issue.document }],
            estate: view.estate,
            pipelineAccount,
          }),
        }
      : {}),
  };
}

function toEvidence(
  { document, account, statement: index, source }: Issue,
  view: EstateView,
): Evidence {
  const read = readDocument(view.estate, document);
  const statement =
    index !== undefined && isPolicyDocument(read)
      ? statementsOf(read)[index]
      : undefined;
  return {
    document: documentName(document),
    account,
    ...(statement && index !== undefined
      ? {
          statement: statementName(statement, index),
          text: JSON.stringify(statement, null, 2),
        }
      : {}),
    ...readAt(view),
    ...(source ? { source: { file: source.file, line: source.line } } : {}),
  };
}
