export * from './PipelineReport';
export * from './describeAccount';
export * from './parsePipelineArn';
export * from './summarizeGates';
export * from './worstHealth';
