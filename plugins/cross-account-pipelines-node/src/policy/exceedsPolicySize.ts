/**
 * In characters: what the service with the largest policies takes.
 * `opensearch-service/latest/developerguide/limits`
 */
export const LARGEST_POLICY = 102_400;

/**
 * Whether a document is larger than any policy can be. Every value counts as at
 * least one character, and the walk ends at the limit however large or deep the
 * document is.
 */
export function exceedsPolicySize(document: object): boolean {
  let size = 0;
  const open: unknown[] = [document];
  while (open.length > 0) {
    const value = open.pop();
    size += 1;
    if (typeof value === 'string') {
      size += value.length;
    } else if (typeof value === 'object' && value !== null) {
      if (Array.isArray(value) && value.length > LARGEST_POLICY) {
        return true;
      }
      for (const key in value) {
        size += Array.isArray(value) ? 0 : key.length;
        open.push((value as Record<string, unknown>)[key]);
        if (size + open.length > LARGEST_POLICY) {
          return true;
        }
      }
    }
    if (size > LARGEST_POLICY) {
      return true;
    }
  }
  return false;
}
