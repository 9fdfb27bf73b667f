/**
 * Backend of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export { crossAccountPipelinesPlugin as default } from './plugin';
export type { PipelineAssessor } from './assessment/PipelineAssessor';
export { pipelineAssessorServiceRef } from './assessment/pipelineAssessorServiceRef';
export {
  accountConditions,
  createAccountConditionalDecision,
} from './access/accountRules';
