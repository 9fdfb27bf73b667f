import type { DocumentPath } from './document/PolicyProblem';

/** A value of a document and where it stands. */
export interface ListItem {
  value: unknown;
  path: DocumentPath;
}

/** The values of an element that holds one or a list of them. */
export function listOf(value: unknown, path: DocumentPath): ListItem[] {
  return Array.isArray(value)
    ? value.map((item, index) => ({ value: item, path: path.child(index) }))
    : [{ value, path }];
}
