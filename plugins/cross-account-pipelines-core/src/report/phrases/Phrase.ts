import type { DocumentReference } from '../DocumentReference';

/**
 * What a phrase names: a text, a document, another phrase, or several of them.
 *
 * @public
 */
export type PhraseValue =
  | string
  | DocumentReference
  | Phrase
  | ReadonlyArray<string | Phrase>;

/**
 * A sentence of the engine, or a part of one, for who puts it into another
 * language: by the id that the register has its English words under.
 *
 * @public
 */
export interface Phrase {
  /** Of its words in the register of phrases. */
  id: string;
  /** What its words name. */
  values?: { [name: string]: PhraseValue };
}
