import { explainError } from './explainError';

/** Causes that only repeat that something failed. */
const TELLING_NOTHING = ['stack-failed', 'resource-failed', 'waiting-gave-up'];

/** Several readings of one text are no advice. */
const MOST_READINGS = 3;

/**
 * What to say beside an error where it arises, such as in a log: what it comes
 * from and what to change, in one line. Undefined where the text is not known,
 * can mean many things, or is no fault.
 *
 * @alpha
 */
export function adviseOn(text: string): string | undefined {
  const explanations = explainError({ text });
  const [first] = explanations;
  if (
    !first ||
    first.severity === 'harmless' ||
    explanations.length > MOST_READINGS ||
    TELLING_NOTHING.includes(first.cause)
  ) {
    return undefined;
  }
  return `${first.sentence} To mend it: ${first.change}`;
}
