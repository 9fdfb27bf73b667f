/**
 * Catalog module of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export { catalogModuleCrossAccountPipelines as default } from './module';
