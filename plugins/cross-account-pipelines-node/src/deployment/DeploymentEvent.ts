import type {
  StackPhase,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineChange } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { LockHolder } from './PipelineLock';
import type { StackPlan } from './plan/StackPlan';

/**
 * What a change set would do to one resource.
 *
 * @public
 */
export interface StackChange {
  action: 'add' | 'modify' | 'replace' | 'remove';
  logicalId: string;
  type: string;
  /** Whether it hangs on something that is known only while it runs. */
  perhaps?: boolean;
}

/**
 * @public
 */
export type StackOutcome = 'created' | 'updated' | 'unchanged' | 'deleted';

/**
 * `retagging` and `narrowing` come last: roles get the new values of tags that
 * policies ask for, and stacks lose what only the pipeline as it was needed.
 *
 * @public
 */
export type DeploymentPhase = StackPhase | 'retagging' | 'narrowing';

/**
 * What happens during a deployment, as it happens.
 *
 * @public
 */
export type DeploymentEvent =
  /** Somebody works on the pipeline already. */
  | ({ type: 'run-awaited' } & OtherRun)
  /** That run gives no sign of life any more, or it is this one. */
  | ({ type: 'run-taken-over' } & OtherRun)
  /** Before anything is written; in the order of deployment. */
  | {
      type: 'deployment-planned';
      stacks: StackPlan[];
      /** Of a pipeline that exists already. */
      change?: PipelineChange;
    }
  | { type: 'phase-started'; phase: DeploymentPhase; stacks: number }
  | (StackPlace & StackEventDetail);

/**
 * @public
 */
export interface OtherRun {
  /** Name of the pipeline. */
  pipeline: string;
  holder: LockHolder;
  /** ISO 8601. */
  since: string;
}

/**
 * @public
 */
export type StackEventDetail =
  /** Another operation is under way on the stack; it is waited for. */
  | { type: 'stack-followed'; status: string }
  /** A stack that could never be created is deleted, to be created again. */
  | { type: 'leftover-removed'; status: string }
  | { type: 'changes-planned'; changes: StackChange[]; dryRun: boolean }
  /** A dry run cannot know more, and why. */
  | { type: 'changes-unknown'; reason: string }
  | {
      type: 'resource-changed';
      logicalId: string;
      resourceType: string;
      /** E.g. `CREATE_COMPLETE`. */
      status: string;
      reason?: string;
      /** Name of the nested stack that it belongs to. */
      nestedStack?: string;
      /** Resources that are through. */
      done: number;
      /** Resources that change; absent where nobody knows. */
      total?: number;
    }
  /** A StackSet of the stack works in an account. */
  | {
      type: 'instance-changed';
      stackSet: string;
      instance: { account: string; region: string };
      /** E.g. `RUNNING`, `SUCCEEDED`. */
      status: string;
      reason?: string;
      /** Accounts and Regions that are through, and that are known of. */
      done: number;
      total: number;
    }
  | {
      type: 'stack-finished';
      outcome: StackOutcome;
      /** Milliseconds. */
      duration: number;
      /** What the outcome would be: nothing was done. */
      dryRun?: boolean;
    }
  | { type: 'stack-failed'; reason: string }
  /** IAM has not caught up with a new role yet; the stack is tried again. */
  | {
      type: 'stack-repeated';
      reason: string;
      /** Milliseconds until then. */
      wait: number;
    };
