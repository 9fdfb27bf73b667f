import { describeDocument } from '../describeDocument';
import type { DocumentReference } from '../DocumentReference';
import { fillPhrase } from './fillPhrase';
import type { Phrase, PhraseValue } from './Phrase';
import { phrases, type PhraseId } from './phrases';

/**
 * What the engine says, in English and for who puts it into another language.
 */
export interface Words {
  text: string;
  /** Sentence by sentence; absent where somebody else's words are among them. */
  phrases?: Phrase[];
}

type NamesIn<Text extends string> =
  Text extends `${string}{${infer Name}}${infer Rest}`
    ? Name | NamesIn<Rest>
    : never;

/** What can stand for a name in the words of a phrase. */
type Named = string | DocumentReference | Words | ReadonlyArray<string | Words>;

type ValuesOf<Id extends PhraseId> = NamesIn<(typeof phrases)[Id]> extends never
  ? []
  : [values: { [Name in NamesIn<(typeof phrases)[Id]>]: Named }];

/** A phrase of the register, with what it names. */
export function say<Id extends PhraseId>(
  id: Id,
  ...[values]: ValuesOf<Id>
): Words {
  if (!values) {
    return { text: phrases[id], phrases: [{ id }] };
  }
  const texts: Record<string, string> = {};
  const named: Record<string, PhraseValue> = {};
  for (const [name, value] of Object.entries<Named>(values)) {
    texts[name] = textOf(value);
    named[name] = valueOf(value);
  }
  return {
    text: fillPhrase(phrases[id], texts),
    phrases: [{ id, values: named }],
  };
}

/** Words of somebody else, such as AWS: they stay as they are. */
export function quote(text: string): Words {
  return { text };
}

/** Sentences one after the other. */
export function inTurn(parts: Array<Words | undefined>): Words {
  const said = parts.filter(part => part !== undefined);
  return {
    text: said.map(({ text }) => text).join(' '),
    ...(said.every(part => part.phrases) && {
      phrases: said.flatMap(part => part.phrases ?? []),
    }),
  };
}

/** Words as a report has them: the English text, and its phrases beside it. */
export function write<
  Field extends
    | 'reason'
    | 'message'
    | 'summary'
    | 'sentence'
    | 'reachedBy'
    | 'what',
>(
  field: Field,
  { text, phrases: said }: Words,
): { [F in Field]: string } & { [F in `${Field}Phrases`]?: Phrase[] } {
  return {
    [field]: text,
    ...(said && { [`${field}Phrases`]: said }),
  } as { [F in Field]: string } & { [F in `${Field}Phrases`]?: Phrase[] };
}

function textOf(value: Named): string {
  // A definition may hold anything.
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (isList(value)) {
    return listed(value.map(textOf));
  }
  return 'text' in value ? value.text : describeDocument(value);
}

function valueOf(value: Named): PhraseValue {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if (isList(value)) {
    return value.map(each =>
      typeof each === 'string' ? each : phraseOf(each),
    );
  }
  return 'text' in value ? phraseOf(value) : value;
}

/** One phrase can be put into another; anything else stays English. */
function phraseOf({ text, phrases: said }: Words): string | Phrase {
  return said?.length === 1 ? said[0] : text;
}

function isList(value: Named): value is ReadonlyArray<string | Words> {
  return Array.isArray(value);
}

function listed(words: string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
