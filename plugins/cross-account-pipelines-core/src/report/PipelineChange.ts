import type { StackPhase, StackPlace } from '../template';

/**
 * An account and a Region that a pipeline acts in with a role of that account.
 *
 * @alpha
 */
export interface ReachedPlace {
  /** Twelve digits. */
  account: string;
  region: string;
}

/**
 * A stack of a pipeline that nothing needs any more.
 *
 * @alpha
 */
export interface LeftoverStack extends StackPlace {
  phase: StackPhase;
  /** Names of the roles that it holds, where its template could be read. */
  roles: string[];
}

/**
 * A bucket or key of a pipeline that gets another one in its place, or goes. What
 * the pipeline does after that does not find the artifacts of before.
 *
 * @alpha
 */
export interface LostStore extends StackPlace {
  logicalId: string;
  type: string;
  change: 'replaced' | 'removed';
  /** It stays in the account, outside of any stack. */
  retained?: boolean;
}

/**
 * What a pipeline that exists gains and loses when it is deployed again.
 *
 * @alpha
 */
export interface PipelineChange {
  pipelineArn: string;
  gained: ReachedPlace[];
  lost: ReachedPlace[];
  kept: ReachedPlace[];
  /** In the order in which they can be removed. */
  leftovers: LeftoverStack[];
  /** Stacks that the pipeline has deployed and does not deploy any more. */
  applications: StackPlace[];
  stores: LostStore[];
}

/**
 * Whether there is nothing to say of a change beside what each stack becomes.
 *
 * @alpha
 */
export function losesNothing(change: PipelineChange): boolean {
  return (
    change.lost.length === 0 &&
    change.leftovers.length === 0 &&
    change.applications.length === 0 &&
    change.stores.length === 0
  );
}
