import type { DocumentReference, Words } from '../../report';

/**
 * One document as it should be.
 */
export interface Edit {
  document: DocumentReference;
  after: unknown;
  /** What to do. */
  summary: Words;
  /** What the edit shows about the fault. */
  insight?: Words;
}
