/**
 * What crosses the wire between the parts of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export * from './abridgeReport';
export * from './annotations';
export * from './applyWaivers';
export * from './narrowReport';
export * from './permissions';
export * from './LinkQuery';
export * from './LinkTransition';
export * from './PipelineExecution';
export * from './PipelinePlan';
export * from './PipelineStart';
export * from './Waiver';
export * from './CrossAccountPipelinesApi';
export * from './CrossAccountPipelinesClient';
