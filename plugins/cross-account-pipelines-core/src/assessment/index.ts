export { DocumentMemory } from './documents/DocumentMemory';
export * from './mending/applyRemedy';
export * from './assessPipeline';
export * from './planRemedies';
export { assumableRoles, type AssumableRoles } from './assumableRoles';
