export * from './BuildSpec';
export * from './DeploySpec';
export * from './PipelineSpec';
export * from './PipelineSpecError';
export * from './SourceSpec';
export * from './StageSpec';
export * from './parsePipelineSpec';
export * from './pipelineNames';
