import type {
  ResourceChange,
  StackPhase,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';

/**
 * What would become of one stack against what is deployed.
 *
 * @public
 */
export interface StackPlan extends StackPlace {
  phase: StackPhase;
  /** Path of its template, as the manifest names it. */
  template: string;
  /** `unknown` where what is deployed could not be read or is about to change. */
  outcome: 'created' | 'updated' | 'unchanged' | 'unknown';
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
