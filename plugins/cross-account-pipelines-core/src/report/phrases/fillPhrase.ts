/**
 * Puts what a phrase names into its words, in whatever language they are.
 *
 * @param words - with `{name}` for each value
 */
export function fillPhrase(
  words: string,
  values: { [name: string]: string },
): string {
  return words.replace(/\{(\w+)\}/g, (place, name) =>
    Object.hasOwn(values, name) ? values[name] : place,
  );
}
