import leven from 'leven';

/** Longer names are hardly ever meant, and take long to compare. */
const LONGEST_NAME = 100;

/**
 * The name that was probably meant: one that differs in a letter, or in two
 * where it is long; case does not count.
 */
export function similarName(
  name: string,
  candidates: Iterable<string>,
): string | undefined {
  if (name.length > LONGEST_NAME) {
    return undefined;
  }
  const written = name.toLowerCase();
  let best: string | undefined;
  let least = written.length < 8 ? 1 : 2;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - written.length) <= least) {
      const changes = leven(written, candidate.toLowerCase());
      if (changes < least || (changes === least && best === undefined)) {
        least = changes;
        best = candidate;
      }
    }
  }
  return best;
}
