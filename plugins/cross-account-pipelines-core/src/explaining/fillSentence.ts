/**
 * Puts names into a sentence: `{bucket|the artifact bucket}` becomes the bucket
 * if there is one and the words after the bar if not.
 */
export function fillSentence(
  sentence: string,
  names: Record<string, string | undefined>,
): string {
  return sentence
    .replace(
      /\{([a-zA-Z]+)\|([^{}]*)\}/g,
      (_, name: string, otherwise: string) => names[name] ?? otherwise,
    )
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.,:;])/g, '');
}
