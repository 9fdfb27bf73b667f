/**
 * The engine of the cross-account pipelines suite: decide access as AWS does,
 * assess trust links, render and deploy pipelines.
 *
 * @packageDocumentation
 */
export * from './policy';
export * from './template';
export * from './pipeline';
export * from './estate';
export * from './estate/collection';
export * from './assessment';
export * from './checking';
export * from './rendering';
export * from './aws';
export * from './deployment';
export * from './commandLine';
