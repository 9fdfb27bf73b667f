/**
 * In characters: what the service with the largest policies takes.
 * `opensearch-service/latest/developerguide/limits`
 */
export const LARGEST_POLICY = 102_400;

/** A value of a condition stands six levels deep in its document. */
const DEEPEST = 8;

/** What is left of `room` after a value; negative where it does not fit. */
function roomAfter(value: unknown, room: number, depth: number): number {
  if (typeof value === 'string') {
    return room - value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return room - 1;
  }
  if (depth === DEEPEST) {
    return -1;
  }
  let left = room - 1;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length && left >= 0; i++) {
      left = roomAfter(value[i], left - 1, depth + 1);
    }
    return left;
  }
  for (const key of Object.keys(value)) {
    if (left < 0) {
      break;
    }
    const member = (value as Record<string, unknown>)[key];
    left = roomAfter(member, left - key.length, depth + 1);
  }
  return left;
}

/**
 * Whether a document is larger or deeper than any policy can be. Ends at the
 * limit, however large or deep the document is.
 */
export function exceedsPolicySize(document: object): boolean {
  return roomAfter(document, LARGEST_POLICY, 0) < 0;
}
