import { approvalManual } from './approvalManual';
import { buildEcrBuildAndPublish } from './build/buildEcrBuildAndPublish';
import { codeBuild } from './build/codeBuild';
import { computeCommands } from './build/computeCommands';
import { deployAppConfig } from './deploy/deployAppConfig';
import { deployCloudFormation } from './deploy/deployCloudFormation';
import {
  deployCodeDeploy,
  deployCodeDeployToEcs,
} from './deploy/deployCodeDeploy';
import { deployEc2 } from './deploy/deployEc2';
import { deployEcs } from './deploy/deployEcs';
import { deployEks } from './deploy/deployEks';
import { deployElasticBeanstalk } from './deploy/deployElasticBeanstalk';
import { deployLambda } from './deploy/deployLambda';
import { deployS3 } from './deploy/deployS3';
import { deployServiceCatalog } from './deploy/deployServiceCatalog';
import {
  deployCloudFormationStackInstances,
  deployCloudFormationStackSet,
} from './deploy/deployStackSets';
import { invokeCodePipeline } from './invoke/invokeCodePipeline';
import { invokeInspectorScan } from './invoke/invokeInspectorScan';
import { invokeLambda } from './invoke/invokeLambda';
import { invokeStepFunctions } from './invoke/invokeStepFunctions';
import type { Provider } from './Provider';
import { sourceCodeCommit } from './source/sourceCodeCommit';
import { sourceConnection } from './source/sourceConnection';
import { sourceEcr } from './source/sourceEcr';
import { sourceS3 } from './source/sourceS3';
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
