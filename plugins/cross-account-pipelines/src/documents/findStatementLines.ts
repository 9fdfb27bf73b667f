/** A formatted document and the lines of one of its statements. */
export interface StatementLines {
  lines: string[];
  /** Zero-based; the end is not included. */
  start: number;
  end: number;
}

/**
 * Where a statement stands in a policy document.
 *
 * @param document - JSON
 * @param statement - its `Sid`, or its zero-based index as `#0`
 */
export function findStatementLines(
  document: string,
  statement: string,
): StatementLines | undefined {
  const policy = parse(document);
  const list = [policy?.Statement].flat().filter(isObject);
  const position = statement.startsWith('#')
    ? Number(statement.slice(1))
    : list.findIndex(({ Sid }) => Sid === statement);
  const found = list[position];
  if (!policy || !found) {
    return undefined;
  }
  // A list of one is written like any other, so that there is one shape to find.
  const formatted = { ...policy, Statement: list };
  const lines = format(formatted).split('\n');
  const length = (value: unknown) => format(value).split('\n').length;
  const first = lines.indexOf('  "Statement": [') + 1;
  const start = list
    .slice(0, position)
    .reduce((line, each) => line + length(each), first);
  return { lines, start, end: start + length(found) };
}

function format(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
