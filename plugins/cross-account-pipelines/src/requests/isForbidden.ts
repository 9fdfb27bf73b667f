import { isError } from '@backstage/errors';

/** Whether somebody lacks a permission, rather than that something failed. */
export function isForbidden(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'NotAllowedError' ||
      (isError(error.cause) && error.cause.name === 'NotAllowedError'))
  );
}
