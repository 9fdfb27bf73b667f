import leven from 'leven';

/**
 * The word that somebody probably meant; nothing where none is like theirs.
 */
export function closestWord(
  written: string,
  words: readonly string[],
): string | undefined {
  const [closest] = words
    .map(word => ({
      word,
      distance: leven(written.toLowerCase(), word.toLowerCase()),
    }))
    .sort((one, other) => one.distance - other.distance);
  // Another word is not a misspelling: a third of it may be wrong.
  return closest && closest.distance <= Math.max(1, written.length / 3)
    ? closest.word
    : undefined;
}
