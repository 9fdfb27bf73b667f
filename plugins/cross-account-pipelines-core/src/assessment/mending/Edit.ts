import type { DocumentReference } from '../DocumentReference';

/**
 * One document as it should be.
 */
export interface Edit {
  document: DocumentReference;
  /** The account in which to make the change: twelve digits. */
  account: string;
  after: unknown;
  /** What to do, in a sentence. */
  summary: string;
  /** What the edit shows about the fault, in a sentence. */
  insight?: string;
}
