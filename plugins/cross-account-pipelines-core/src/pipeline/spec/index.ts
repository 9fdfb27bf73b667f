export * from './PipelineSpecError';
export type {
  OrganizationSpec,
  PipelineSpec,
  TriggerSpec,
} from './pipelineSpecSchema';
export type { StageSpec, TargetSpec } from './stageSchema';
export * from './parsePipelineSpec';
export * from './pipelineNames';
export * from './pipelineSpecJsonSchema';
