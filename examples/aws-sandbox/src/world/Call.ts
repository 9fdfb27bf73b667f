import type { Caller } from './Caller';
import type { World } from './World';

/**
 * One call of a service's function: by whom, where and under which
 * circumstances. The front makes one for each request; CloudFormation,
 * CodePipeline and CodeBuild make their own when they act for somebody.
 */
export interface Call {
  readonly world: World;
  readonly caller: Caller;
  readonly region: string;
  readonly requestId: string;
  /** Condition keys that come from the way of the call. */
  readonly context: Readonly<Record<string, string | string[]>>;
}
