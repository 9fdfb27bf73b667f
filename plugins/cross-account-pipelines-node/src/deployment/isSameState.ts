import type { Stack } from '@aws-sdk/client-cloudformation';

/** Whether nothing was done to a stack between two readings of it. */
export function isSameState(
  one: Stack | undefined,
  other: Stack | undefined,
): boolean {
  return (
    one?.StackId === other?.StackId &&
    one?.StackStatus === other?.StackStatus &&
    one?.LastUpdatedTime?.getTime() === other?.LastUpdatedTime?.getTime()
  );
}
