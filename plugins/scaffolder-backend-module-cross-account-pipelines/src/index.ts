/**
 * Scaffolder module of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export { scaffolderModuleCrossAccountPipelines as default } from './module';
