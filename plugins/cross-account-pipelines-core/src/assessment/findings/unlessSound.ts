import type { Issue } from './Issue';

/** What was looked through and found sound, by what it was looked through for. */
const sound = new Map<string, WeakSet<object>>();

/**
 * Looks for issues, once in what has none.
 *
 * @param look - finds none or some by the subject and the purpose alone: neither
 *   the pipeline nor the rest of the estate decides
 */
export function unlessSound(
  subject: object,
  purpose: string,
  look: () => Issue[],
): Issue[] {
  const known = sound.get(purpose) ?? new WeakSet();
  if (known.has(subject)) {
    return [];
  }
  const issues = look();
  if (issues.length === 0) {
    sound.set(purpose, known.add(subject));
  }
  return issues;
}
