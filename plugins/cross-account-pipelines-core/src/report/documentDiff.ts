import { diffLines, type DiffLine } from './diffLines';

/** Lines that stay, before and after those that change. */
const CONTEXT = 4;

/**
 * From one state of a document to another as a unified diff that `git apply`
 * and `patch` take. What is absent does not exist, or is to go.
 *
 * @param name - of the document, in both headers
 *
 * @public
 */
export function documentDiff(
  name: string,
  { before, after }: { before?: string; after?: string },
): string {
  const linesOf = (document: string | undefined) => document?.split('\n') ?? [];
  return [
    `Index: ${name}`,
    '='.repeat(67),
    `--- ${name}`,
    `+++ ${name}`,
    ...hunksOf(diffLines(linesOf(before), linesOf(after))),
    '',
  ].join('\n');
}

/** What changes, with the lines around it; what is near to each other together. */
function hunksOf(lines: DiffLine[]): string[] {
  const changes = lines.flatMap(([sign], index) => (sign === ' ' ? [] : index));
  const hunks: Array<{ from: number; to: number }> = [];
  for (const change of changes) {
    const hunk = hunks.at(-1);
    const to = Math.min(change + CONTEXT + 1, lines.length);
    if (hunk && change - CONTEXT <= hunk.to) {
      hunk.to = to;
    } else {
      hunks.push({ from: Math.max(0, change - CONTEXT), to });
    }
  }
  const range = (
    other: '-' | '+',
    { from, to }: { from: number; to: number },
  ) => {
    const countOf = (part: DiffLine[]) =>
      part.filter(([sign]) => sign !== other).length;
    const count = countOf(lines.slice(from, to));
    // What has no lines stands before the first.
    return `${countOf(lines.slice(0, from)) + (count && 1)},${count}`;
  };
  return hunks.flatMap(hunk => [
    `@@ -${range('+', hunk)} +${range('-', hunk)} @@`,
    ...lines.slice(hunk.from, hunk.to).map(line => line.join('')),
  ]);
}
