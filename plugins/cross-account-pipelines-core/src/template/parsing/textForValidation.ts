import { isMap, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

/** Shorter lists stay as they are: a schema may ask for so many items. */
const minItems = 20;

/** Of items that are alike, so many are kept. */
const keptItems = 2;

/** A part of the text and what stands there instead. */
interface Edit {
  from: number;
  to: number;
  text: string;
}

/**
 * The text as the validator can take it. Every line keeps its number.
 *
 * - The lines of list items go that differ from earlier ones of their list in
 *   digits only, such as the actions of a thousand accounts. What is wrong with
 *   the items that go is wrong with those that stay.
 * - Keys go that a later one of the same map replaces.
 * - A pair in a flow list, `[ Ref: x ]`, gets the braces that it may go without:
 *   the validator knows no map without them.
 */
export function textForValidation(root: unknown, text: string): string {
  const edits: Edit[] = [];
  collectEdits(root, text, edits);
  let edited = '';
  let end = 0;
  for (const edit of edits) {
    edited += text.slice(end, edit.from) + edit.text;
    end = edit.to;
  }
  return edited + text.slice(end);
}

/** In the order of the text. */
function collectEdits(node: unknown, text: string, edits: Edit[]) {
  if (isMap(node)) {
    collectFromMap(node, text, edits);
  } else if (isSeq(node)) {
    collectFromList(node, text, edits);
  }
}

function collectFromMap(map: YAMLMap, text: string, edits: Edit[]) {
  const last = new Map(map.items.map(pair => [String(pair.key), pair]));
  map.items.forEach((pair, index) => {
    if (last.get(String(pair.key)) === pair) {
      collectEdits(pair.value, text, edits);
      return;
    }
    const from = startOf(pair.key);
    const to = startOf(map.items[index + 1].key);
    edits.push({ from, to, text: text.slice(from, to).replace(/[^\n]/g, ' ') });
  });
}

function collectFromList(list: YAMLSeq, text: string, edits: Edit[]) {
  const repeated =
    list.items.length < minItems || list.flow
      ? new Set<number>()
      : repeatedItems(list, text);
  list.items.forEach((item, index) => {
    if (repeated.has(index)) {
      const [from, to] = linesOf(list, index, text);
      edits.push({
        from,
        to,
        text: text.slice(from, to).replace(/[^\n]+/g, ''),
      });
    } else if (list.flow && isBarePair(item, text)) {
      const [from, to] = item.range!;
      edits.push({ from, to: from, text: '{' });
      collectEdits(item, text, edits);
      edits.push({ from: to, to, text: '}' });
    } else {
      collectEdits(item, text, edits);
    }
  });
}

/** `a: b` where `{ a: b }` is meant. */
function isBarePair(item: unknown, text: string): item is YAMLMap {
  return isMap(item) && !item.tag && text[startOf(item)] !== '{';
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
  const from = lineStart(startOf(list.items[index]));
  const next = list.items[index + 1];
  const to = next
    ? lineStart(startOf(next))
    : (list.items[index] as Node).range![1];
  return [from, to];
}

function startOf(node: unknown): number {
  return (node as Node).range![0];
}
