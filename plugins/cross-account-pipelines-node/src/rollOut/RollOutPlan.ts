import type { Health } from 'backstage-plugin-cross-account-pipelines-core';
import type { StackPlan } from '../deployment';
import type { PipelineRecord } from '../rendering';

/**
 * What a new version of templates or guardrails would do to one pipeline.
 *
 * @public
 */
export interface PipelineRollOutPlan {
  pipelineArn: string;
  /**
   * `foreign`: this suite has not made it, or no version that says how. `closed`:
   * it could not be read, or whoever asks may not deploy it.
   */
  standing: 'current' | 'behind' | 'foreign' | 'closed';
  /** Why it is foreign or closed; a sentence without a full stop. */
  reason?: string;
  /** In what it is behind; `stacks`: in nothing that its record tells. */
  behind: Array<'templates' | 'guardrails' | 'stacks'>;
  /** The templates that made what is deployed. */
  madeFrom?: PipelineRecord['templates'];
  /** What would become of each stack, in the order of deployment. */
  stacks: StackPlan[];
  /** The worst of all hops, foretold. */
  health?: Health;
  /** What does not let it be deployed; sentences. */
  obstacles: string[];
}

/**
 * What a new version of templates or guardrails would do to many pipelines.
 *
 * @public
 */
export interface RollOutPlan {
  /** The templates that are rolled out. */
  templates: PipelineRecord['templates'];
  /** In the order in which they were named. */
  pipelines: PipelineRollOutPlan[];
  /** ARNs of those that are behind: the canaries, then wave by wave. */
  waves: string[][];
}
