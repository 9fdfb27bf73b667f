import type {
  StackPhase,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { ResourceChange } from 'backstage-plugin-cross-account-pipelines-core/alpha';

/**
 * What would become of one stack against what is deployed.
 *
 * @public
 */
export interface StackPlan extends StackPlace {
  phase: StackPhase;
  /**
   * Path of its template, as the manifest names it. Of what a StackSet makes, the
   * file that has the same text, or after the path and a `#`, its logical id.
   */
  template: string;
  /**
   * `unknown` where what is deployed could not be read or is about to change;
   * `deleted` where a StackSet goes from an account.
   */
  outcome: 'created' | 'updated' | 'unchanged' | 'unknown' | 'deleted';
  /** Why it is unknown. */
  reason?: string;
  /**
   * Of a stack that is created, nothing counts as wider: all that it allows is
   * new.
   */
  changes: ResourceChange[];
  /** What the comparison leaves out, and why; sentences without a full stop. */
  uncertain: string[];
}
