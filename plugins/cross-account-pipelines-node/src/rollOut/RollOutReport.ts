import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import type { DeploymentEvent } from '../deployment';
import type { PipelineRollOutPlan, RollOutPlan } from './RollOutPlan';

/**
 * What became of one pipeline.
 *
 * @public
 */
export interface RolledOutPipeline extends PipelineRollOutPlan {
  /** Which wave it goes in, from 1. Absent where it goes in none. */
  wave?: number;
  /** `left`: nothing was done to it. */
  outcome: 'rolled-out' | 'failed' | 'left';
  /** Why it failed. */
  error?: string;
  /** As AWS had it afterwards. */
  after?: {
    health: Health;
    /** What is broken; sentences. */
    broken: string[];
  };
  /** Milliseconds. */
  duration?: number;
}

/**
 * What became of a roll-out. A run after it takes up where it ended.
 *
 * @public
 */
export interface RollOutReport extends Omit<RollOutPlan, 'pipelines'> {
  dryRun: boolean;
  /**
   * `refused`: something is in the way of one, and nothing was changed.
   * `stopped`: one failed or is broken, and those after it were left alone.
   */
  outcome: 'nothing-to-do' | 'planned' | 'refused' | 'stopped' | 'finished';
  /** In the order in which they were named. */
  pipelines: RolledOutPipeline[];
}

/**
 * What happens during a roll-out, as it happens.
 *
 * @public
 */
export type RollOutEvent =
  | { type: 'pipeline-planned'; plan: PipelineRollOutPlan }
  | { type: 'roll-out-planned'; plan: RollOutPlan }
  /** Pipelines that have the new version already are looked at first. */
  | { type: 'current-checked'; pipelines: number }
  | {
      type: 'wave-started';
      /** From 1. */
      wave: number;
      waves: number;
      isCanary: boolean;
      pipelineArns: string[];
    }
  | { type: 'pipeline-started'; pipelineArn: string }
  /** What happens to its stacks. */
  | { type: 'pipeline-deploys'; pipelineArn: string; event: DeploymentEvent }
  /** It is deployed and is looked at in AWS until that is the last word. */
  | { type: 'pipeline-verified'; pipelineArn: string; health: Health }
  | {
      type: 'pipeline-finished';
      pipelineArn: string;
      outcome: 'rolled-out' | 'failed';
      error?: string;
      /** Milliseconds. */
      duration: number;
    };
