import type { Refusal } from '../refusals/parseRefusals';
import type { AwsAnswer } from './AwsAnswer';

/** An error text, taken apart before anything is made of it. */
export interface ErrorReading {
  /** The text as one line. */
  line: string;
  answers: AwsAnswer[];
  refusals: Refusal[];
}
