/**
 * A policy as people write it. Only what mending touches is typed; the rest of
 * a statement passes through as it is.
 *
 * See `IAM/latest/UserGuide/reference_policies_grammar`.
 */
export interface PolicyDocument {
  Version?: string;
  Statement?: Statement | Statement[];
  [element: string]: unknown;
}

export interface Statement {
  Sid?: string;
  Effect?: string;
  Principal?: string | Record<string, string | string[]>;
  NotPrincipal?: string | Record<string, string | string[]>;
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export function isPolicyDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asList<T>(value: T | T[] | undefined): T[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** One string where one is enough, as people write policies. */
export function asElement(values: string[]): string | string[] {
  return values.length === 1 ? values[0] : values;
}

export function statementsOf(
  document: PolicyDocument | undefined,
): Statement[] {
  return asList(document?.Statement).map(statement =>
    typeof statement === 'object' && statement !== null ? statement : {},
  );
}

export function withStatements(
  document: PolicyDocument | undefined,
  Statement: Statement[],
): PolicyDocument {
  return { Version: '2012-10-17', ...document, Statement };
}

export function withStatement(
  document: PolicyDocument,
  index: number,
  statement: Statement,
): PolicyDocument {
  return withStatements(
    document,
    statementsOf(document).map((each, at) => (at === index ? statement : each)),
  );
}

/** How people find a statement: by its Sid, or by its place. */
export function statementName({ Sid }: Statement, index: number): string {
  return Sid ?? `#${index}`;
}

/** What is in `list` and, once, what is in `more`. */
export function union(list: string[], more: string[]): string[] {
  return [...new Set([...list, ...more])];
}
