/** About four lines of a card: what matters in AWS's messages comes first. */
const sensibleLength = 400;

/** A text of unknown length, cut after a word. */
export function cutText(text: string, length = sensibleLength): string {
  const trimmed = text.trim();
  if (trimmed.length <= length) {
    return trimmed;
  }
  const start = trimmed.slice(0, length);
  const lastSpace = start.lastIndexOf(' ');
  return `${start.slice(0, lastSpace > length / 2 ? lastSpace : length)}…`;
}
