import type { DocumentReference } from '../../report';

/**
 * One document as it should be.
 */
export interface Edit {
  document: DocumentReference;
  after: unknown;
  /** What to do, in a sentence. */
  summary: string;
  /** What the edit shows about the fault, in a sentence. */
  insight?: string;
}
