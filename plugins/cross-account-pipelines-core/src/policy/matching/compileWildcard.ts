import { Wildcard } from './Wildcard';

/** Tells of texts whether they fit a pattern of `*` and `?`; case counts. */
export function compileWildcard(pattern: string): (text: string) => boolean {
  const wildcard = Wildcard.compile(pattern);
  return text => wildcard.matches(text);
}
