export * from './PipelineDefinition';
export * from './PipelineLinks';
export * from './PipelineResources';
export * from './PipelineSpec';
export * from './listLinks';
export { InvalidPipelineArnError } from './listing/ListingScope';
export * from './parseArn';
export * from './parsePipelineSpec';
export * from './pipelineNames';
