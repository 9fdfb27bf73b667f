import type { ActionTypeId } from '@aws-sdk/client-codepipeline';

/**
 * The action types of AWS, by category. The sandbox takes pipelines with any of
 * them and runs some. See
 * `codepipeline/latest/userguide/integrations-action-type`.
 */
const providers: Record<string, string[]> = {
  Source: ['CodeCommit', 'CodeStarSourceConnection', 'ECR', 'S3'],
  Build: ['CodeBuild', 'ECRBuildAndPublish'],
  Test: ['CodeBuild', 'DeviceFarm'],
  Deploy: [
    'AppConfig',
    'CloudFormation',
    'CloudFormationStackInstances',
    'CloudFormationStackSet',
    'CodeDeploy',
    'CodeDeployToECS',
    'EC2',
    'ECS',
    'EKS',
    'ElasticBeanstalk',
    'Lambda',
    'S3',
    'ServiceCatalog',
  ],
  Approval: ['Manual'],
  Invoke: ['CodePipeline', 'InspectorScan', 'Lambda', 'StepFunctions'],
  Compute: ['Commands'],
};

/**
 * Whether AWS has such an action.
 */
export function isActionType(type: ActionTypeId): boolean {
  return (
    type.owner === 'AWS' &&
    type.version === '1' &&
    (providers[type.category!] ?? []).includes(type.provider!)
  );
}
