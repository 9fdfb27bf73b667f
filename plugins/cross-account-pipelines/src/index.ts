/**
 * Card and form fields of the cross-account pipelines plugin, for the new
 * frontend system. The old one finds them at `./legacy`.
 *
 * @packageDocumentation
 */
export { crossAccountPipelinesPlugin as default } from './plugin';
export { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';
export { crossAccountPipelinesTranslationRef } from './crossAccountPipelinesTranslationRef';
export { isCrossAccountPipelineAvailable } from './isCrossAccountPipelineAvailable';
export { mayHaveCrossAccountPipeline } from './mayHaveCrossAccountPipeline';
