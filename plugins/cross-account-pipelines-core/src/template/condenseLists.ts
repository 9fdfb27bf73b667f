import { isMap, isPair, isSeq, type Node, type YAMLSeq } from 'yaml';

/** Shorter lists stay as they are: a schema may ask for so many items. */
const minItems = 20;

/** Of items that are alike, so many are kept. */
const keptItems = 2;

/**
 * Empties the lines of list items that differ from earlier ones of their list in
 * digits only, such as the actions of a thousand accounts. Every other line
 * keeps its number. What is wrong with the items that go is wrong with those
 * that stay.
 */
export function condenseLists(root: unknown, text: string): string {
  const gaps: Array<[number, number]> = [];
  collectGaps(root, text, gaps);
  let condensed = '';
  let end = 0;
  for (const [from, to] of gaps) {
    condensed +=
      text.slice(end, from) + text.slice(from, to).replace(/[^\n]+/g, '');
    end = to;
  }
  return condensed + text.slice(end);
}

function collectGaps(
  node: unknown,
  text: string,
  gaps: Array<[number, number]>,
) {
  if (isMap(node)) {
    for (const pair of node.items) {
      collectGaps(isPair(pair) ? pair.value : undefined, text, gaps);
    }
    return;
  }
  if (!isSeq(node)) {
    return;
  }
  const repeated =
    node.items.length < minItems || node.flow
      ? new Set<number>()
      : repeatedItems(node, text);
  node.items.forEach((item, index) => {
    if (repeated.has(index)) {
      gaps.push(linesOf(node, index, text));
    } else {
      collectGaps(item, text, gaps);
    }
  });
}

function repeatedItems(list: YAMLSeq, text: string): Set<number> {
  const seen = new Map<string, number>();
  const repeated = new Set<number>();
  list.items.forEach((_, index) => {
    const [from, to] = linesOf(list, index, text);
    const shape = text.slice(from, to).replace(/\d/g, '0').trimEnd();
    const count = (seen.get(shape) ?? 0) + 1;
    seen.set(shape, count);
    if (count > keptItems) {
      repeated.add(index);
    }
  });
  return repeated;
}

/** From the line that an item begins on to the one before the next. */
function linesOf(list: YAMLSeq, index: number, text: string): [number, number] {
  const lineStart = (offset: number) => text.lastIndexOf('\n', offset - 1) + 1;
  const startOf = (item: unknown) => (item as Node).range![0];
  const from = lineStart(startOf(list.items[index]));
  const next = list.items[index + 1];
  const to = next
    ? lineStart(startOf(next))
    : (list.items[index] as Node).range![1];
  return [from, to];
}
