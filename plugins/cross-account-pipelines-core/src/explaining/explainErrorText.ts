import type { Explanation } from './Explanation';
import { explainText } from './explainText';
import { readError } from './reading/readError';

/**
 * Says what an error text can come from, as `explainError` does without an
 * estate.
 *
 * @public
 */
export function explainErrorText(text: string): Explanation[] {
  return explainText(readError(text));
}
