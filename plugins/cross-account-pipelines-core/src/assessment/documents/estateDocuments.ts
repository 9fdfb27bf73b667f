import type { DocumentSource, Estate } from '../../estate';
import { emptyAccount } from '../../estate/emptyAccount';
import type { StatementReference } from '../../policy';
import type { DocumentReference } from '../../report';
import { documentKinds, type DocumentKind } from './documentKinds';
import { documentOf } from './documentPolicy';

function kindOf({ type }: DocumentReference): DocumentKind<any> {
  return documentKinds[type];
}

/** The document as the estate has it; nothing where it has none. */
export function readDocument(
  estate: Estate,
  document: DocumentReference,
): unknown {
  const account = estate.accounts[document.account];
  return account && kindOf(document).read?.(account, document);
}

/** One statement of a document that evidence names. */
export function readStatement(
  estate: Estate,
  statement: StatementReference,
): unknown {
  const read = readDocument(estate, documentOf(statement));
  const { Statement } = (read ?? {}) as { Statement?: unknown };
  return Array.isArray(Statement) ? Statement[statement.index] : Statement;
}

/** Where a document's template has it. */
export function documentSource(
  estate: Estate,
  document: DocumentReference,
): DocumentSource | undefined {
  const account = estate.accounts[document.account];
  return account && kindOf(document).source?.(account, document);
}

/** Whether a remedy can put such a document in place. */
export function isWritable(document: DocumentReference): boolean {
  return Object.hasOwn(documentKinds, document.type)
    ? kindOf(document).write !== undefined
    : false;
}

/**
 * The estate with one document put in place; the estate given stays as it is.
 * What the document belongs to is created where it does not exist.
 */
export function writeDocument(
  estate: Estate,
  document: DocumentReference,
  value: unknown,
): Estate {
  const id = document.account;
  const account = estate.accounts[id] ?? emptyAccount(id);
  const written = kindOf(document).write?.(account, document, value);
  return written
    ? { ...estate, accounts: { ...estate.accounts, [id]: written } }
    : estate;
}
