import { createTwoFilesPatch } from 'diff';

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
  const text = (document: string | undefined) =>
    document === undefined ? '' : `${document}\n`;
  return createTwoFilesPatch(name, name, text(before), text(after));
}
