import type { Evidence } from '../report';
import type { StatementReference } from '../policy';
import { documentOf } from './documents/documentPolicy';
import { documentSource, readStatement } from './documents/estateDocuments';
import type { EstateView } from './EstateView';

/** When the estate was read; nothing for a prediction. */
export function readAt(view: EstateView): Pick<Evidence, 'readAt'> {
  const { readAt: time } = view.estate;
  return time ? { readAt: time } : {};
}

/** Names a statement without quoting it. */
export function namedEvidence(
  view: EstateView,
  statement: StatementReference,
  account: string,
): Evidence {
  return {
    document: documentOf(statement),
    account,
    statement: statement.sid ?? `#${statement.index}`,
    ...readAt(view),
  };
}

/** Names a statement, quotes it and says where its template has it. */
export function statementEvidence(
  view: EstateView,
  statement: StatementReference,
  account: string,
): Evidence {
  const text = readStatement(view.estate, statement);
  const source = documentSource(view.estate, documentOf(statement));
  return {
    ...namedEvidence(view, statement, account),
    ...(text === undefined ? {} : { text: JSON.stringify(text, null, 2) }),
    ...(source ? { source: { file: source.file, line: source.line } } : {}),
  };
}
