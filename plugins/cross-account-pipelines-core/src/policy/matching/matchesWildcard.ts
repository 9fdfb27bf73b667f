import { remembering } from '../remembering';
import { Wildcard } from './Wildcard';

const compiled = remembering((pattern: string) => Wildcard.compile(pattern));

/** Whether a text fits a pattern of `*` and `?`; case counts. */
export function matchesWildcard(pattern: string, text: string): boolean {
  return compiled(pattern).matches(text);
}
