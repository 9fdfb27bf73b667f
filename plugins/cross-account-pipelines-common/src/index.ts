/**
 * What crosses the wire between the parts of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './permissions';
export * from './CrossAccountPipelinesApi';
export * from './CrossAccountPipelinesClient';
