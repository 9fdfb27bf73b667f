/**
 * The card and the form fields for portals on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  CrossAccountPipelineAccountFieldExtension,
  CrossAccountPipelinesPage,
  crossAccountPipelinesPlugin,
  CrossAccountPlanFieldExtension,
  CrossAccountRecordedPipelineFieldExtension,
  CrossAccountServiceFieldExtension,
  CrossAccountStackNameFieldExtension,
  CrossAccountTargetsFieldExtension,
  CrossAccountThingFieldExtension,
  EntityCrossAccountPipelineCard,
  EntityCrossAccountPipelinesContent,
  EntityReachingPipelinesCard,
} from './legacyPlugin';
export { crossAccountPipelinesApiRef } from './crossAccountPipelinesApiRef';
export { crossAccountPipelinesTranslationRef } from './crossAccountPipelinesTranslationRef';
export { isCrossAccountPipelineAvailable } from './isCrossAccountPipelineAvailable';
export { mayHaveCrossAccountPipeline } from './mayHaveCrossAccountPipeline';
