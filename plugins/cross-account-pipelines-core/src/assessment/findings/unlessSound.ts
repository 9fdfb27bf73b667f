import type { EstateView } from '../EstateView';

/**
 * Looks for something in a document, once in one that has none of it.
 *
 * @param purpose - what is looked for and what else decides it
 * @param look - finds none or some by the document and the purpose alone: neither
 *   the pipeline nor the rest of the estate decides
 */
export function unlessSound<T>(
  { documents }: EstateView,
  document: object,
  purpose: string,
  look: () => T[],
): T[] {
  const known = documents.of(document);
  if (known.isSoundFor(purpose)) {
    return [];
  }
  const found = look();
  if (found.length === 0) {
    known.noteSoundFor(purpose);
  }
  return found;
}
