/**
 * Backend of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export { crossAccountPipelinesPlugin as default } from './plugin';
export type {
  PipelineAssessor,
  PipelineReading,
  StoredJudgement,
  UnchangedReading,
} from './assessment/PipelineAssessor';
export { PipelineGoneError } from './assessment/PipelineGoneError';
export type { CheckResult } from './store/PipelineStore';
export { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
export {
  accountConditions,
  createAccountConditionalDecision,
} from './access/accountRules';
