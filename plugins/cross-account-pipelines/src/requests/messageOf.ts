import { isError } from '@backstage/errors';

/**
 * What went wrong, in the words of whoever refused: the backend's own message
 * where there is one, rather than the HTTP status.
 */
export function messageOf(error: unknown): string {
  if (!isError(error)) {
    return String(error);
  }
  return isError(error.cause) && error.cause.message
    ? error.cause.message
    : error.message;
}
