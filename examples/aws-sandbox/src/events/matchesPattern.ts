type Matcher = string | number | boolean | null | Record<string, unknown>;

function matchesOne(value: unknown, matcher: Matcher): boolean {
  if (typeof matcher !== 'object' || matcher === null) {
    return value === matcher;
  }
  const [[kind, argument]] = Object.entries(matcher);
  switch (kind) {
    case 'prefix':
      return typeof value === 'string' && value.startsWith(String(argument));
    case 'suffix':
      return typeof value === 'string' && value.endsWith(String(argument));
    case 'anything-but':
      return value !== undefined && ![argument].flat().includes(value);
    case 'exists':
      return (value !== undefined) === argument;
    default:
      return false;
  }
}

/**
 * Whether an event is one that a rule waits for: each field of the pattern has
 * to be one of its values. A list in the event fits if one of its items does.
 *
 * See `eventbridge/latest/userguide/eb-event-patterns`.
 */
export function matchesPattern(event: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event];
    return values.some(value =>
      pattern.some(matcher => matchesOne(value, matcher)),
    );
  }
  if (typeof pattern !== 'object' || pattern === null) {
    return false;
  }
  const fields = (event ?? {}) as Record<string, unknown>;
  return Object.entries(pattern).every(([name, inner]) =>
    matchesPattern(fields[name], inner),
  );
}
