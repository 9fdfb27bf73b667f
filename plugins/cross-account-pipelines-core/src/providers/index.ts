export {
  buildContext,
  type BuildContext,
  type BuildSpec,
  type CodeBuildTestSpec,
} from './codeBuild';
export type { CommandsSpec } from './computeCommands';
export type { EcrBuildSpec } from './buildEcrBuildAndPublish';
export type { AppConfigSpec } from './deployAppConfig';
export type { CloudFormationDeploySpec } from './deployCloudFormation';
export type { CodeDeployDeploySpec } from './deployCodeDeploy';
export type { Ec2DeploySpec } from './deployEc2';
export type { EcsDeploySpec } from './deployEcs';
export type { EksDeploySpec } from './deployEks';
export type { ElasticBeanstalkSpec } from './deployElasticBeanstalk';
export type { LambdaDeploySpec } from './deployLambda';
export type { S3DeploySpec } from './deployS3';
export type { ServiceCatalogSpec } from './deployServiceCatalog';
export type { StackSetDeploySpec } from './deployStackSets';
export type { InspectorScanSpec } from './invokeInspectorScan';
export type { LambdaInvokeSpec } from './invokeLambda';
export type { CodeCommitSourceSpec } from './sourceCodeCommit';
export type { ConnectionSourceSpec } from './sourceConnection';
export type { EcrSourceSpec } from './sourceEcr';
export type { S3SourceSpec } from './sourceS3';
export type { ChangeDetection, SourceKind } from './SourceKind';
export { sourceKindOf, type SourceSpec } from './sourceKinds';
export type {
  Setting,
  TargetAction,
  TargetKind,
  TargetPlace,
  TargetRolePurpose,
} from './TargetKind';
export { groupByKind, targetKindOf, type DeploySpec } from './targetKinds';
