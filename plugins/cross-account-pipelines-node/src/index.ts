/**
 * What of the cross-account pipelines suite touches the world: reads AWS into
 * an estate, renders pipelines, deploys them in sequence, and the command line.
 *
 * @packageDocumentation
 */
export * from './access';
export * from './reference';
export * from './aws';
export * from './config';
export * from './collection';
export * from './validation';
export * from './rendering';
export * from './planning';
export * from './deployment';
export * from './running';
export * from './commandLine';
