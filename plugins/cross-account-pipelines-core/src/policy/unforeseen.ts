const OPEN_PART = /\{\{.*?\}\}/s;
const OPEN_PARTS = /\{\{.*?\}\}/gs;

/**
 * Stands in a text for what is known only once AWS has deployed it. Has the form
 * of CloudFormation's dynamic references, `{{resolve:ssm:…}}`, which are of this
 * kind themselves.
 *
 * @param reason - why it is not known, e.g. `no stack exports KeyArn`
 *
 * See `AWSCloudFormation/latest/UserGuide/dynamic-references`.
 */
export function unforeseen(reason: string): string {
  // Without the braces of what it quotes: the first `}}` ends it.
  return `{{${reason.replace(/\{\{|\}\}/g, '')}}}`;
}

/**
 * The part of a text that nobody knows before, braces included.
 *
 * @alpha
 */
export function unforeseenPart(text: string): string | undefined {
  return text.includes('{{') ? OPEN_PART.exec(text)?.[0] : undefined;
}

/** Why nobody can tell what a text with such a part means. */
export function unforeseenReason(part: string): string {
  const inner = part.slice(2, -2);
  return inner.startsWith('resolve:')
    ? `only AWS knows what ${inner} stands for`
    : inner;
}

/** Why nobody can tell what stands at a place, where a text stands for it. */
export function unforeseenAt(value: unknown): string | undefined {
  const part = typeof value === 'string' ? unforeseenPart(value) : undefined;
  return part === undefined ? undefined : unforeseenReason(part);
}

/** The text as a pattern that fits whatever it may turn out to be. */
export function unforeseenPattern(text: string): string {
  return text.replace(OPEN_PARTS, '*');
}
