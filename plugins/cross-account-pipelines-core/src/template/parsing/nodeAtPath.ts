import { isMap, isSeq, type Pair } from 'yaml';

/**
 * The YAML node at a path of the value that was read from it: for a member of a
 * map its key. Where the path leads on and the document does not, the last node
 * that is there.
 *
 * @alpha
 */
export function nodeAtPath(
  root: unknown,
  path: ReadonlyArray<PropertyKey>,
  options: {
    /** The name by which the value that was read knows a member. */
    keyOf: (pair: Pair) => string | undefined;
    /** Whether a step of the path is in the value only, such as a tag's long name. */
    isOnlyInValue?: (node: unknown, segment: PropertyKey) => boolean;
  },
): unknown {
  const { keyOf, isOnlyInValue = () => false } = options;
  let node = root;
  let place = root;
  for (const segment of path) {
    if (isOnlyInValue(node, segment)) {
      continue;
    }
    if (isMap(node)) {
      // Of equal keys the last one counts.
      const found = node.items
        .filter(pair => keyOf(pair) === String(segment))
        .at(-1);
      if (!found) {
        break;
      }
      place = found.key;
      node = found.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(segment)];
      if (!item) {
        break;
      }
      place = item;
      node = item;
    } else {
      break;
    }
  }
  return place;
}
