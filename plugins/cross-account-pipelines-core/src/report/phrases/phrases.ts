import { findingPhrases, wrongPhrases } from './findingPhrases';
import { callPhrases, hopPhrases } from './hopPhrases';
import { reasonPhrases, targetPhrases } from './reasonPhrases';
import { unseenPhrases } from './unseenPhrases';
import { changePhrases, purposePhrases, remedyPhrases } from './remedyPhrases';

/**
 * The English words of all that reports say, by the ids that their phrases go
 * by. `{name}` stands for what a phrase names.
 *
 * @alpha
 */
export const phrases = {
  ...hopPhrases,
  ...callPhrases,
  ...reasonPhrases,
  ...targetPhrases,
  ...findingPhrases,
  ...wrongPhrases,
  ...remedyPhrases,
  ...changePhrases,
  ...purposePhrases,
  ...unseenPhrases,
};

/**
 * The id of a phrase.
 */
export type PhraseId = keyof typeof phrases;
