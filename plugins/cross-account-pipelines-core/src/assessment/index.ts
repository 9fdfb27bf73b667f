export * from './mending/applyRemedy';
export * from './assessPipeline';
export { assumableRoles, type AssumableRoles } from './assumableRoles';
