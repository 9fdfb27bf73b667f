import type { RuleDeclaration } from '@aws-sdk/client-codepipeline';
import type { Call } from '../../world/Call';
import type { Pipeline } from '../CodePipelineState';
import type { Execution, RuleRun } from '../Execution';

/**
 * What a rule works with.
 */
export interface RuleContext {
  pipeline: Pipeline;
  execution: Execution;
  rule: RuleDeclaration;
  /** Where its progress is written down. */
  run: RuleRun;
  /** As the rule's role, or as the service role where there is none. */
  call: Call;
  /** With variables filled in. */
  configuration: Record<string, string>;
}

/**
 * What one kind of rule checks. See
 * `codepipeline/latest/userguide/rule-reference`.
 */
export interface RuleProvider {
  provider: string;
  /** @throws ActionFailure, ServiceError when the rule is not satisfied */
  check(context: RuleContext): Promise<void> | void;
}
