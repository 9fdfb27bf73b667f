import type { z } from 'zod';

/** Names the providers there are where somebody names another one. */
export function unknownProvider(providers: string[]) {
  const choices = `${providers.slice(0, -1).join(', ')} or ${providers.at(-1)}`;
  return (issue: z.core.$ZodRawIssue): string | undefined =>
    issue.code === 'invalid_union' ? `must be ${choices}` : undefined;
}
