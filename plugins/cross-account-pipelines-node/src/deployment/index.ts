export { type DeployedStack } from './DeployedStack';
export * from './DeploymentEvent';
export * from './DeploymentProgress';
export {
  DeploymentFailedError,
  type StackFailure,
} from './DeploymentFailedError';
export * from './deleteManifest';
export * from './deleteStack';
export * from './deployManifest';
export * from './deployStack';
export * from './findingsOfPlan';
export * from './formatDeploymentEvent';
export * from './formatStackPlan';
export * from './LockLostError';
export * from './NotCertainError';
export { type LockHolder, type PipelineWork } from './PipelineLock';
export { type PaceOptions } from './Pace';
export * from './planManifest';
export { type Adoption } from './requireOwnStacks';
export * from './readDeployedPipeline';
export * from './removePipeline';
export { type RoleSettling } from './repeatWhileRolesSettle';
export { type StackDeployment } from './StackDeployment';
export * from './StackFailedError';
export * from './StackPlan';
export * from './StoppedWaitingError';
export * from './withPipelineLock';
