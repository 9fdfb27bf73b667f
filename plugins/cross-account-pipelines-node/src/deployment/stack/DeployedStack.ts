import type { Stack } from '@aws-sdk/client-cloudformation';
import type { StackPlace } from 'backstage-plugin-cross-account-pipelines-core';

/** By `placeKey`. */
export type DeployedStacks = ReadonlyMap<string, DeployedStack>;

/**
 * What could be read of a stack before anything is changed.
 *
 * @public
 */
export interface DeployedStack extends StackPlace {
  /** Absent where there is none, or it could not be read. */
  stack?: Stack;
  /** Its template as it was given; of a stack that can be updated. */
  template?: string;
  /** Why something could not be read. */
  error?: Error;
}
