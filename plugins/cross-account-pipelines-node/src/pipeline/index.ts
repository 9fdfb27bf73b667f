export * from './PipelineDefinition';
export * from './PipelineLinks';
export * from './PipelineResources';
export { InvalidPipelineArnError } from './listing/ListingScope';
export * from './listLinks';
export * from './parseArn';
export * from './pipelineArnOf';
export * from './spec';
export * from './startedPipelines';
