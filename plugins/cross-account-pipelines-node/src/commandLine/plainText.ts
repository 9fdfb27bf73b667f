/**
 * One line that can be shown: names in templates are other people's text, and
 * must neither steer a terminal nor begin a line that a CI system obeys.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}
