import { parseRefusals } from '../refusals/parseRefusals';
import type { ErrorReading } from './ErrorReading';
import { findAwsAnswers } from './findAwsAnswers';
import { readErrorText } from './readErrorText';

/**
 * Takes an error text apart: who was refused what, and the shells in which AWS
 * and the tools around it handed the error on. Takes time in proportion to the
 * text.
 */
export function readError(text: string): ErrorReading {
  const line = readErrorText(text);
  const answers = findAwsAnswers(line);
  return { line, answers, refusals: parseRefusals(line, answers) };
}
