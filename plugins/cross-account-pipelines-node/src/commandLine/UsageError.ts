/** What was asked cannot be done; the message says it in a line. */
export class UsageError extends Error {
  override name = 'UsageError';
}
