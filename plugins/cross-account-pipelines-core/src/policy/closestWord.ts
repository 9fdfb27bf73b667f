import leven from 'leven';

/**
 * The word that was probably meant; nothing where none is like it. Case does not
 * count. A word is like it when at most `mostChanges` letters differ, a third of
 * them where nothing else is said.
 */
export function closestWord(
  written: string,
  words: Iterable<string>,
  mostChanges = Math.max(1, Math.floor(written.length / 3)),
): string | undefined {
  const letters = written.toLowerCase();
  let closest: string | undefined;
  let fewest = mostChanges + 1;
  for (const word of words) {
    // What differs more in length than may differ takes no comparing.
    if (Math.abs(word.length - letters.length) < fewest) {
      const changes = leven(letters, word.toLowerCase());
      if (changes < fewest) {
        fewest = changes;
        closest = word;
      }
    }
  }
  return closest;
}

/**
 * How many letters of a word differ by mistake rather than because it is another
 * word: for those who say on the strength of it that something is wrong.
 */
export function mostSlips(written: string): number {
  return written.length < 8 ? 1 : 2;
}
