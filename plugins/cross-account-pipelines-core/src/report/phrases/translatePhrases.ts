import type { DocumentReference } from '../DocumentReference';
import { fillPhrase } from './fillPhrase';
import type { Phrase, PhraseValue } from './Phrase';

/**
 * What puts phrases into a language.
 */
export interface PhraseLanguage {
  /** The words of a phrase; nothing where the language has none for it. */
  words(id: string): string | undefined;
  /** The name of a document. */
  document(document: DocumentReference): string;
  /** Several things, as a sentence names them. */
  list(parts: string[]): string;
}

/**
 * Sentences of the engine in another language.
 *
 * @returns nothing where the language does not have words for all of it
 *
 * @alpha
 */
export function translatePhrases(
  phrases: readonly Phrase[] | undefined,
  language: PhraseLanguage,
): string | undefined {
  const said = phrases?.map(phrase => translate(phrase, language));
  return said?.length && said.every(each => each !== undefined)
    ? said.join(' ')
    : undefined;
}

function translate(
  { id, values = {} }: Phrase,
  language: PhraseLanguage,
): string | undefined {
  const words = language.words(id);
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = textOf(value, language);
    if (text === undefined) {
      return undefined;
    }
    named[name] = text;
  }
  return words === undefined ? undefined : fillPhrase(words, named);
}

function textOf(
  value: PhraseValue,
  language: PhraseLanguage,
): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  if (isList(value)) {
    const parts = value.map(each => textOf(each, language));
    return parts.every(each => each !== undefined)
      ? language.list(parts)
      : undefined;
  }
  return 'id' in value ? translate(value, language) : language.document(value);
}

function isList(value: PhraseValue): value is ReadonlyArray<string | Phrase> {
  return Array.isArray(value);
}
