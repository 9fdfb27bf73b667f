export * from './DocumentReference';
export * from './PipelineReport';
export * from './describeAccount';
export * from './describeDocument';
export * from './parsePipelineArn';
export * from './summarizeGates';
export * from './worstHealth';
