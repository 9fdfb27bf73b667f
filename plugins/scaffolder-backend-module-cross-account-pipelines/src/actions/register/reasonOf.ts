import { ResponseError } from '@backstage/errors';

/** What a backend said, rather than that it answered with a status. */
export function reasonOf(error: unknown): unknown {
  return error instanceof ResponseError ? error.cause : error;
}
