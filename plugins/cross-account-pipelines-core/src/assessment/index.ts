export { DocumentMemory } from './documents/DocumentMemory';
export * from './mending/applyRemedy';
export { Assessment } from './Assessment';
export {
  assessPipeline,
  PipelineNotInEstateError,
  type AssessmentOptions,
  type AssessPipelineOptions,
} from './assessPipeline';
export * from './planRemedies';
export { withAccessLogs } from './surroundings/withAccessLogs';
export { assumableRoles } from './assumableRoles';
