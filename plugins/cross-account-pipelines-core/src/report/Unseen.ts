import type { Phrase } from './phrases/Phrase';
import type { UnseenPhraseId } from './phrases/unseenPhrases';
import { say, write } from './phrases/Words';

/**
 * Something that a verdict did not see.
 *
 * @public
 */
export interface Unseen {
  /** E.g. `Service control policies of 222222222222 were not seen.` */
  sentence: string;
  /** The sentence for who puts it into another language. */
  sentencePhrases?: Phrase[];
}

/**
 * What was not seen, for a report.
 *
 * @param values - what the words of the phrase name
 *
 * @alpha
 */
export function unseen(
  id: UnseenPhraseId,
  values: { [name: string]: string } = {},
): Unseen {
  return write('sentence', say(id, values as never));
}
