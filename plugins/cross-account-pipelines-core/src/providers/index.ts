export {
  buildContext,
  type BuildContext,
  type BuildSpec,
  type CodeBuildTestSpec,
} from './build/codeBuild';
export type { CommandsSpec } from './build/computeCommands';
export type { EcrBuildSpec } from './build/buildEcrBuildAndPublish';
export type { AppConfigSpec } from './deploy/deployAppConfig';
export type { CloudFormationDeploySpec } from './deploy/deployCloudFormation';
export type { CodeDeployDeploySpec } from './deploy/deployCodeDeploy';
export type { Ec2DeploySpec } from './deploy/deployEc2';
export type { EcsDeploySpec } from './deploy/deployEcs';
export type { EksDeploySpec } from './deploy/deployEks';
export type { ElasticBeanstalkSpec } from './deploy/deployElasticBeanstalk';
export type { LambdaDeploySpec } from './deploy/deployLambda';
export type { S3DeploySpec } from './deploy/deployS3';
export type { ServiceCatalogSpec } from './deploy/deployServiceCatalog';
export type { StackSetDeploySpec } from './deploy/deployStackSets';
export type { InspectorScanSpec } from './invoke/invokeInspectorScan';
export type { LambdaInvokeSpec } from './invoke/invokeLambda';
export type { CodeCommitSourceSpec } from './source/sourceCodeCommit';
export type { ConnectionSourceSpec } from './source/sourceConnection';
export type { EcrSourceSpec } from './source/sourceEcr';
export type { S3SourceSpec } from './source/sourceS3';
export type { ChangeDetection, SourceKind } from './source/SourceKind';
export { sourceKindOf, type SourceSpec } from './source/sourceKinds';
export type {
  Setting,
  TargetAction,
  TargetKind,
  TargetPlace,
  TargetRolePurpose,
} from './deploy/TargetKind';
export {
  groupByKind,
  targetKindOf,
  type DeploySpec,
} from './deploy/targetKinds';
