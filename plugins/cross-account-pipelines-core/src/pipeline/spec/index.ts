export { type AccountRule, coversAccount, describeRule } from './accountRule';
export * from './PipelineSpecError';
export type {
  OrganizationSpec,
  PipelineSpec,
  TriggerSpec,
} from './pipelineSpecSchema';
export type { StageSpec, TargetSpec } from './stageSchema';
export * from './findBehindRules';
export * from './foldSpec';
export * from './parsePipelineSpec';
export { pipelineNames, type PipelineNames } from './pipelineNames';
export * from './pipelineSpecJsonSchema';
