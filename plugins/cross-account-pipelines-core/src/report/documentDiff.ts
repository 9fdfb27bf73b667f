import { structuredPatch } from 'diff';

/** Lines that stay, before and after those that change. */
const CONTEXT = 4;

/**
 * From one state of a document to another as a unified diff that `git apply`
 * and `patch` take. What is absent does not exist, or is to go.
 *
 * @param name - of the document, in both headers
 *
 * @alpha
 */
export function documentDiff(
  name: string,
  { before, after }: { before?: string; after?: string },
): string {
  const text = (document: string | undefined) =>
    document === undefined ? '' : `${document}\n`;
  const { hunks } = structuredPatch(
    name,
    name,
    text(before),
    text(after),
    undefined,
    undefined,
    { context: CONTEXT },
  );
  // The library's own writing knows much that no document needs, and would be
  // the largest thing of it in a page.
  return [
    `Index: ${name}`,
    '='.repeat(67),
    `--- ${name}`,
    `+++ ${name}`,
    ...hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${placeOf(oldStart, oldLines)} +${placeOf(newStart, newLines)} @@`,
      ...lines,
    ]),
    '',
  ].join('\n');
}

/** What has no lines stands before the first. */
function placeOf(start: number, lines: number): string {
  return `${lines === 0 ? start - 1 : start},${lines}`;
}
