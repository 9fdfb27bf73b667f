import { InputError } from '@backstage/errors';
import type { RequestHandler } from 'express';
import type { z } from 'zod';

/** How deep a body may be nested: deeper ones are written to break readers. */
const MAX_DEPTH = 64;

/**
 * A part of a request as a schema has it.
 *
 * @throws InputError that names every field with what is wrong with it
 */
export function readRequest<T extends z.ZodType>(
  schema: T,
  value: unknown,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'request'}: ${message}`,
    );
    throw new InputError(`Invalid request: ${problems.join('; ')}`);
  }
  return parsed.data;
}

/**
 * Refuses requests that no route has a use for, before any looks at them.
 */
export const refuseStrangeRequests: RequestHandler = (request, _, next) => {
  if (/%00|\0/.test(request.url)) {
    throw new InputError('The address has a NUL character in it');
  }
  const depth = depthOf(request.body, MAX_DEPTH + 1);
  if (depth > MAX_DEPTH) {
    throw new InputError(
      `The body is nested more than ${MAX_DEPTH} levels deep, which is the most`,
    );
  }
  next();
};

/** Without recursion, and no further than asked. */
function depthOf(value: unknown, limit: number): number {
  let level: unknown[] = [value];
  let depth = 0;
  while (level.length > 0 && depth < limit) {
    level = level.flatMap(each =>
      typeof each === 'object' && each !== null ? Object.values(each) : [],
    );
    depth++;
  }
  return depth;
}
