/**
 * What of the cross-account pipelines suite touches the world: reads AWS into
 * an estate, renders pipelines, deploys them in sequence, and the command line.
 *
 * @packageDocumentation
 */
export { requireAccountPermission, requireEntityPermission } from './access';
export { awsReference } from './reference';
export {
  type AwsAccountClients,
  type AwsCall,
  type AwsClients,
  type AwsPurpose,
  DefaultAwsClients,
} from './aws';
export {
  matchesAny,
  type PipelineGuardrails,
  readConfiguredAccounts,
  readFindingPolicy,
  readGuardrails,
  readStackRules,
  type StackRules,
} from './config';
export {
  collectEstate,
  type CollectEstateOptions,
  listThings,
  lookUpEstate,
  type LookUpEstateOptions,
} from './collection';
export { validateTemplate } from './validation';
export {
  checkRendered,
  formatPlan,
  type PipelineRecord,
  type PipelineTemplates,
  PipelineTooLargeError,
  type PlanCheck,
  readPipelineRecord,
  readTemplateFolder,
  type RenderedPipeline,
  renderPipeline,
  type TemplateSource,
} from './rendering';
export {
  planInThread,
  type PlanningTask,
  servePlanning,
  type TaskInput,
  type TaskResult,
} from './planning';
export {
  type Adoption,
  type Checkpoint,
  deleteManifest,
  type DeleteManifestOptions,
  type DeleteStackOptions,
  type DeployedPipeline,
  type DeployedStack,
  deployManifest,
  type DeployManifestOptions,
  type DeploymentEvent,
  DeploymentFailedError,
  type DeploymentPhase,
  DeploymentProgress,
  type DeploymentResult,
  DeploymentStanding,
  type DeployStackOptions,
  type FailedResource,
  findingsOfPlan,
  formatDeploymentEvent,
  formatRemedyPlan,
  formatRepair,
  formatStackPlan,
  isWhole,
  type LockHolder,
  LockLostError,
  type LockOptions,
  NotCertainError,
  type OtherRun,
  type PaceOptions,
  patchOf,
  type PipelineRepair,
  type PipelineWork,
  planManifest,
  type PlanManifestOptions,
  readDeployedPipeline,
  type RemovedPipeline,
  removePipeline,
  type RemovePipelineOptions,
  repairPipeline,
  type RepairPipelineOptions,
  type ResourceDrift,
  type ResourceRepair,
  type RoleSettling,
  type StackChange,
  type StackDeployment,
  type StackEventDetail,
  StackFailedError,
  type StackFailure,
  type StackOutcome,
  type StackPlan,
  type StackRepair,
  StoppedWaitingError,
  type Submitted,
  summarizeStackPlans,
  withPipelineLock,
} from './deployment';
export {
  type ExplainedFailure,
  explainRun,
  followRun,
  formatFailure,
  formatRunEvent,
  type PipelineRun,
  PipelineRuns,
  readExecutions,
  type RunEvent,
} from './running';
export { runCommandLine, type Terminal } from './commandLine';
