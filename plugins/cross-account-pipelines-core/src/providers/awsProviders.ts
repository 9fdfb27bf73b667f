import { approvalManual } from './approvalManual';
import { buildEcrBuildAndPublish } from './buildEcrBuildAndPublish';
import { codeBuild } from './codeBuild';
import { computeCommands } from './computeCommands';
import { deployAppConfig } from './deployAppConfig';
import { deployCloudFormation } from './deployCloudFormation';
import { deployCodeDeploy, deployCodeDeployToEcs } from './deployCodeDeploy';
import { deployEc2 } from './deployEc2';
import { deployEcs } from './deployEcs';
import { deployEks } from './deployEks';
import { deployElasticBeanstalk } from './deployElasticBeanstalk';
import { deployLambda } from './deployLambda';
import { deployS3 } from './deployS3';
import { deployServiceCatalog } from './deployServiceCatalog';
import {
  deployCloudFormationStackInstances,
  deployCloudFormationStackSet,
} from './deployStackSets';
import { invokeCodePipeline } from './invokeCodePipeline';
import { invokeInspectorScan } from './invokeInspectorScan';
import { invokeLambda } from './invokeLambda';
import { invokeStepFunctions } from './invokeStepFunctions';
import type { Provider } from './Provider';
import { sourceCodeCommit } from './sourceCodeCommit';
import { sourceConnection } from './sourceConnection';
import { sourceEcr } from './sourceEcr';
import { sourceS3 } from './sourceS3';
import {
  ruleCloudWatchAlarm,
  ruleCodeBuild,
  ruleCommands,
  ruleDeploymentWindow,
  ruleLambdaInvoke,
  ruleVariableCheck,
} from './stageRules';

const providers: Provider[] = [
  approvalManual,
  buildEcrBuildAndPublish,
  codeBuild,
  computeCommands,
  deployAppConfig,
  deployCloudFormation,
  deployCloudFormationStackInstances,
  deployCloudFormationStackSet,
  deployCodeDeploy,
  deployCodeDeployToEcs,
  deployEc2,
  deployEcs,
  deployEks,
  deployElasticBeanstalk,
  deployLambda,
  deployS3,
  deployServiceCatalog,
  invokeCodePipeline,
  invokeInspectorScan,
  invokeLambda,
  invokeStepFunctions,
  ruleCloudWatchAlarm,
  ruleCodeBuild,
  ruleCommands,
  ruleDeploymentWindow,
  ruleLambdaInvoke,
  ruleVariableCheck,
  sourceCodeCommit,
  sourceConnection,
  sourceEcr,
  sourceS3,
];

/**
 * AWS's own providers by `category/provider`: `Lambda` is one of two categories.
 * Rules of stage conditions are of the category `Rule`.
 *
 * See `codepipeline/latest/userguide/reference-pipeline-structure`.
 */
export const awsProviders: Record<string, Provider | undefined> =
  Object.fromEntries(
    providers.flatMap(provider =>
      provider.kinds.map(kind => [kind, provider] as const),
    ),
  );
