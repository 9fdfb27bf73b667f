import type { RolePolicy } from '../../estate';
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
    readonly deniesNothing: boolean | undefined,
  ) {}

  get name(): string {
    return describeDocument(this.origin);
  }
}

/** A policy that the evaluator is to be asked about. */
export function documentPolicy(
  origin: DocumentReference,
  {
    document,
    unreadable = 'it was not read',
    deniesNothing,
  }: Pick<RolePolicy, 'document' | 'unreadable' | 'deniesNothing'>,
): PolicySource {
  return document === undefined
    ? new DocumentPolicy(origin, undefined, unreadable, deniesNothing)
    : new DocumentPolicy(origin, document, undefined, undefined);
}

/** The document that a deciding statement stands in. */
export function documentOf({ origin }: StatementReference): DocumentReference {
  return origin as DocumentReference;
}
