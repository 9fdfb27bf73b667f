/**
 * Tech Insights module of the cross-account pipelines suite.
 *
 * @packageDocumentation
 */
export { techInsightsModuleCrossAccountPipelines as default } from './module';
