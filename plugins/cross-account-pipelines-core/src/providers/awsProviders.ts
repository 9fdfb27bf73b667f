import { approvalNeeds } from './approvalNeeds';
import { cloudFormationNeeds } from './cloudFormationNeeds';
import { codeBuildNeeds } from './codeBuildNeeds';
import { codeCommitNeeds } from './codeCommitNeeds';
import { codeDeployNeeds, codeDeployToEcsNeeds } from './codeDeployNeeds';
import { connectionNeeds } from './connectionNeeds';
import { ecrNeeds } from './ecrNeeds';
import { ecsNeeds } from './ecsNeeds';
import { lambdaNeeds } from './lambdaNeeds';
import { pipelineInvokeNeeds } from './pipelineInvokeNeeds';
import type { ProviderNeeds } from './ProviderNeeds';
import { s3DeployNeeds, s3SourceNeeds } from './s3Needs';
import { stackSetNeedsByProvider } from './stackSetNeeds';
import { stepFunctionsNeeds } from './stepFunctionsNeeds';

/**
 * What AWS's own providers ask for, by `category/provider`.
 *
 * See `codepipeline/latest/userguide/reference-pipeline-structure`.
 */
export const awsProviders: Record<string, ProviderNeeds | undefined> = {
  'Approval/Manual': approvalNeeds,
  'Build/CodeBuild': codeBuildNeeds,
  'Test/CodeBuild': codeBuildNeeds,
  'Deploy/CloudFormation': cloudFormationNeeds,
  'Deploy/CloudFormationStackSet':
    stackSetNeedsByProvider.CloudFormationStackSet,
  'Deploy/CloudFormationStackInstances':
    stackSetNeedsByProvider.CloudFormationStackInstances,
  'Deploy/CodeDeploy': codeDeployNeeds,
  'Deploy/CodeDeployToECS': codeDeployToEcsNeeds,
  'Deploy/ECS': ecsNeeds,
  'Deploy/S3': s3DeployNeeds,
  'Invoke/CodePipeline': pipelineInvokeNeeds,
  'Invoke/Lambda': lambdaNeeds,
  'Invoke/StepFunctions': stepFunctionsNeeds,
  'Source/CodeCommit': codeCommitNeeds,
  'Source/CodeStarSourceConnection': connectionNeeds,
  'Source/ECR': ecrNeeds,
  'Source/S3': s3SourceNeeds,
};
