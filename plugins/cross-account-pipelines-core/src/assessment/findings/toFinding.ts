import { write, type Finding } from '../../report';
import { readDocument } from '../documents/estateDocuments';
import type { EstateView } from '../EstateView';
import { readAt } from '../evidence';
import {
  isPolicyDocument,
  isSound,
  rawStatements,
  statementName,
  statementsOf,
} from '../mending/PolicyDocument';
import { documentRemedy } from '../mending/documentRemedy';
import type { Issue } from './Issue';

/**
 * Puts an issue into a report, with its statement and what to change. Nothing is
 * built upon a statement that AWS would refuse.
 */
export function toFinding(
  issue: Issue,
  view: EstateView,
  pipelineAccount: string,
): Finding {
  const { rule, health, message, account } = issue;
  const at = statementOf(issue, view);
  const remedy = at && !isSound(at.raw) ? undefined : issue.remedy;
  return {
    rule,
    health,
    ...write('message', message),
    account,
    evidence: [
      {
        document: issue.document,
        account,
        ...(at && {
          statement: at.name,
          text: JSON.stringify(at.raw, null, 2),
        }),
        ...readAt(view),
        ...(issue.source && {
          source: { file: issue.source.file, line: issue.source.line },
        }),
      },
    ],
    ...(remedy && {
      remedy: documentRemedy({
        edits: [{ ...remedy, document: issue.document }],
        estate: view.estate,
        pipelineAccount,
      }),
    }),
  };
}

/** The statement that an issue is about, as it is written. */
function statementOf(
  { document, statement: index }: Issue,
  view: EstateView,
): { raw: unknown; name: string } | undefined {
  const read = readDocument(view.estate, document);
  if (index === undefined || !isPolicyDocument(read)) {
    return undefined;
  }
  const statement = statementsOf(read)[index];
  return (
    statement && {
      raw: rawStatements(read)[index],
      name: statementName(statement, index),
    }
  );
}
