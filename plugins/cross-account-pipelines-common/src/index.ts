/**
 * What crosses the wire between the parts of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export * from './PipelineReport';
export * from './describeAccount';
export * from './worstHealth';
export * from './summarizeGates';
export * from './annotations';
export * from './permissions';
export * from './CrossAccountPipelinesApi';
export * from './CrossAccountPipelinesClient';
export * from './parsePipelineArn';
