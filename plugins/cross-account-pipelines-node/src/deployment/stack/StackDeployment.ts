import type { Stack } from '@aws-sdk/client-cloudformation';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';
import type { StackChange, StackOutcome } from '../DeploymentEvent';

/**
 * What became of one stack.
 *
 * @public
 */
export interface StackDeployment extends StackPlace {
  /** Absent where there is no stack. */
  stackId?: string;
  /** What was done, or in a dry run would be. */
  outcome: StackOutcome;
  /** Empty when nothing changes, or another run's changes were followed. */
  changes: StackChange[];
  outputs: Record<string, string>;
}

export function describeOutcome(
  place: StackPlace,
  outcome: StackOutcome,
  stack?: Stack,
  changes: StackChange[] = [],
): StackDeployment {
  return {
    ...place,
    stackId: stack?.StackId,
    outcome,
    changes,
    outputs: outputsOf(stack),
  };
}

export function outputsOf(stack: Stack | undefined): Record<string, string> {
  return Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [
      OutputKey!,
      OutputValue!,
    ]),
  );
}
