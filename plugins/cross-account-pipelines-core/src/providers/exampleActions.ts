import type { ActionPlace } from './Provider';

const account = '222222222222';
const region = 'eu-west-1';

/** Settings of an action of each kind, as its page describes it. */
export const exampleConfigurations: Record<string, Record<string, string>> = {
  'Approval/Manual': { NotificationArn: `arn:aws:sns:${region}:${account}:t` },
  'Build/CodeBuild': { ProjectName: 'p' },
  'Test/CodeBuild': { ProjectName: 'p', BatchEnabled: 'true' },
  'Build/ECRBuildAndPublish': { ECRRepositoryName: 'r' },
  'Compute/Commands': { VpcId: 'vpc-1' },
  'Deploy/AppConfig': {
    Application: 'app1',
    Environment: 'env1',
    ConfigurationProfile: 'pro1',
    InputArtifactConfigurationPath: 'c.json',
  },
  'Deploy/CloudFormation': {
    ActionMode: 'CREATE_UPDATE',
    StackName: 's',
    RoleArn: `arn:aws:iam::${account}:role/d`,
  },
  'Deploy/CloudFormationStackInstances': { StackSetName: 's' },
  'Deploy/CloudFormationStackSet': { StackSetName: 's' },
  'Deploy/CodeDeploy': { ApplicationName: 'a', DeploymentGroupName: 'g' },
  'Deploy/CodeDeployToECS': { ApplicationName: 'a', DeploymentGroupName: 'g' },
  'Deploy/EC2': {
    InstanceTagKey: 'Name',
    InstanceTagValue: 'w',
    InstanceType: 'EC2',
    TargetGroupNameList: 'g',
  },
  'Deploy/ECS': { ClusterName: 'c', ServiceName: 's' },
  'Deploy/EKS': { ClusterName: 'c' },
  'Deploy/ElasticBeanstalk': { ApplicationName: 'a', EnvironmentName: 'e' },
  'Deploy/Lambda': { FunctionName: 'f', FunctionAlias: 'live', Alarms: 'x, y' },
  'Deploy/S3': { BucketName: 'b', Extract: 'true' },
  'Deploy/ServiceCatalog': { ProductId: 'prod-1' },
  'Invoke/CodePipeline': { PipelineName: 'next' },
  'Invoke/InspectorScan': {
    InspectorRunMode: 'ECRImageScan',
    ECRRepositoryName: 'r',
  },
  'Invoke/Lambda': { FunctionName: 'f' },
  'Invoke/StepFunctions': {
    StateMachineArn: `arn:aws:states:${region}:${account}:stateMachine:m`,
  },
  'Rule/CloudWatchAlarm': { AlarmName: 'a' },
  'Rule/CodeBuild': { ProjectName: 'p' },
  'Rule/Commands': {},
  'Rule/DeploymentWindow': {},
  'Rule/LambdaInvoke': { FunctionName: 'f' },
  'Rule/VariableCheck': {},
  'Source/CodeCommit': { RepositoryName: 'r', BranchName: 'main' },
  'Source/CodeStarSourceConnection': {
    ConnectionArn: `arn:aws:codeconnections:${region}:${account}:connection/c`,
    FullRepositoryId: 'o/r',
    BranchName: 'main',
  },
  'Source/ECR': { RepositoryName: 'r' },
  'Source/S3': { S3Bucket: 'b', S3ObjectKey: 'k' },
};

/**
 * An example action of a kind in a target account, for tests and documentation.
 *
 * @param kind - `category/provider`
 */
export function exampleAction(
  kind: string,
  configuration = exampleConfigurations[kind],
): ActionPlace {
  const [category, provider] = kind.split('/');
  return {
    action: {
      name: 'Action',
      actionTypeId: { category, owner: 'AWS', provider, version: '1' },
      inputArtifacts: [{ name: 'In' }],
      outputArtifacts: [{ name: 'Out' }],
      environmentVariables: [
        { name: 'A', type: 'SECRETS_MANAGER', value: 'shop/db:url' },
        { name: 'B', type: 'PLAINTEXT', value: 'x' },
      ],
    },
    configuration,
    partition: 'aws',
    account,
    region,
    roleArn: `arn:aws:iam::${account}:role/action`,
    pipeline: 'orders',
    pipelineAccount: '111111111111',
    resources: {},
  };
}
