export * from './attachment/attachPipeline';
export { type AttachmentChange } from './attachment/AttachmentChange';
export {
  type AttachmentRecord,
  type KeptPolicy,
} from './attachment/AttachmentRecord';
export * from './attachment/detachPipeline';
export * from './attachment/formatAttachment';
export * from './attachment/planAttachment';
export { type DeployedStack } from './stack/DeployedStack';
export * from './DeploymentEvent';
export * from './format/DeploymentProgress';
export * from './format/DeploymentStanding';
export {
  DeploymentFailedError,
  type StackFailure,
} from './sequence/DeploymentFailedError';
export * from './sequence/deleteManifest';
export * from './stack/deleteStack';
export * from './sequence/deployManifest';
export * from './stack/deployStack';
export * from './plan/findingsOfPlan';
export { formatDeploymentEvent } from './format/formatDeploymentEvent';
export * from './format/formatStackPlan';
export { sayTime } from './format/sayTime';
export * from './LockLostError';
export * from './change/LostAccountsError';
export * from './change/judgeRules';
export * from './stack/NotCertainError';
export { type LockHolder, type PipelineWork } from './PipelineLock';
export { type PaceOptions } from './stack/Pace';
export * from './plan/planDeployment';
export * from './plan/planManifest';
export { type Adoption } from './ownership/requireOwnStacks';
export * from './sequence/readDeployedPipeline';
export * from './sequence/removePipeline';
export { type ResourceDrift } from './repair/detectDrift';
export * from './repair/formatRepair';
export * from './repair/repairPipeline';
export { type RoleSettling } from './sequence/repeatWhileRolesSettle';
export { type StackDeployment } from './stack/StackDeployment';
export * from './stack/StackFailedError';
export * from './plan/StackPlan';
export { TemplateMemory } from './plan/TemplateMemory';
export * from './stack/StoppedWaitingError';
export * from './withPipelineLock';
