import type { Truth } from './Truth';

/** Compares values of the request with values in the policy. */
export interface ValueTest {
  matches(actual: string): Truth;
  /** Whether values that begin so match. */
  matchesBeginning(beginning: string): Truth;
}
