import type { AssessmentScope } from '../AssessmentScope';

/**
 * Looks for something, once in what has none of it.
 *
 * @param look - finds none or some by the subject and the purpose alone: neither
 *   the pipeline nor the rest of the estate decides
 */
export function unlessSound<T>(
  { view }: Pick<AssessmentScope, 'view'>,
  subject: object,
  purpose: string,
  look: () => T[],
): T[] {
  const { sound } = view.shared;
  const known = sound.get(purpose) ?? new WeakSet();
  if (known.has(subject)) {
    return [];
  }
  const found = look();
  if (found.length === 0) {
    sound.set(purpose, known.add(subject));
  }
  return found;
}
