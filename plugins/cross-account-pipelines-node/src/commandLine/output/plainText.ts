/**
 * One line that can be shown: names in templates are other people's text, and
 * must neither steer a terminal nor begin a line that a CI system obeys.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

/** Several lines of it, each with its indentation and an end. */
export function plainLines(text: string): string {
  return text
    .split('\n')
    .map(line => `${/^ */.exec(line)![0]}${plainText(line)}\n`)
    .join('');
}
