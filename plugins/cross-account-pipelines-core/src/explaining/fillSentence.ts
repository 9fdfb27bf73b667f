/**
 * Puts names into a sentence: `{bucket|the artifact bucket}` becomes the bucket
 * if there is one and the words after the bar if not; `[[ in {account|}]]`
 * stays only where each of its names is there.
 *
 * @alpha
 */
export function fillSentence(
  sentence: string,
  names: Record<string, string | undefined>,
): string {
  return sentence
    .replace(/\[\[([^[\]]*)\]\]/g, (_, part: string) =>
      namesIn(part).every(name => names[name]) ? part : '',
    )
    .replace(
      /\{([a-zA-Z]+)(?:\|([^{}]*))?\}/g,
      (_, name: string, otherwise = '') => names[name] ?? otherwise,
    )
    .replace(/ {2,}/g, ' ')
    .replace(/ (?=[.,:;](?:\s|$))/g, '')
    .trim();
}

function namesIn(part: string): string[] {
  return Array.from(part.matchAll(/\{([a-zA-Z]+)/g), ([, name]) => name);
}
