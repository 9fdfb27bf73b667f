import type { PolicySource, StatementReference } from '../../policy';
import { describeDocument, type DocumentReference } from '../../report';

/**
 * A document as the evaluator takes it. What decides is found again by the
 * reference; the name is made where somebody reads it.
 */
class DocumentPolicy {
  constructor(
    readonly origin: DocumentReference,
    readonly document: unknown,
    readonly unreadable: string | undefined,
  ) {}

  get name(): string {
    return describeDocument(this.origin);
  }
}

/** A policy that the evaluator is to be asked about. */
export function documentPolicy(
  origin: DocumentReference,
  { document, unreadable }: { document?: unknown; unreadable?: string },
): PolicySource {
  return document === undefined
    ? new DocumentPolicy(origin, undefined, unreadable ?? 'it was not read')
    : new DocumentPolicy(origin, document, undefined);
}

/** The document that a deciding statement stands in. */
export function documentOf({ origin }: StatementReference): DocumentReference {
  return origin as DocumentReference;
}
