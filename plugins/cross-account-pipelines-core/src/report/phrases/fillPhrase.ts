/**
 * Puts what a phrase names into its words, in whatever language they are.
 *
 * @param words - with `{name}` for each value
 *
 * @public
 */
export function fillPhrase(
  words: string,
  values: { [name: string]: string },
): string {
  let text = '';
  let end = 0;
  // Said of every hop: without a regular expression's matches.
  for (
    let start = words.indexOf('{');
    start >= 0;
    start = words.indexOf('{', start + 1)
  ) {
    const close = words.indexOf('}', start);
    const name = words.slice(start + 1, close);
    if (close > start && Object.hasOwn(values, name)) {
      text += words.slice(end, start) + values[name];
      end = close + 1;
    }
  }
  return text + words.slice(end);
}
