import { awsProviders } from './awsProviders';
import { exampleAction, exampleConfigurations } from './exampleActions';

const account = '222222222222';
const region = 'eu-west-1';

/** `action resource`; what is only documented in brackets. */
function asked(kind: string, configuration?: Record<string, string>) {
  const place = exampleAction(kind, configuration);
  return (awsProviders[kind]!.calls?.(place) ?? []).flatMap(({ requests }) =>
    requests.map(({ action, resource, pattern, need }) => {
      const shown = `${action} ${(pattern ?? resource)
        .replace(`:${region}:${account}:`, '::')
        .replace('arn:aws:', '')}`;
      return need === 'required' ? shown : `(${shown})`;
    }),
  );
}

/** What each asks for, row by row; accounts and Regions are left out. */
const expected: Record<
  string,
  { calls: string[]; settings?: string[]; names?: string[]; v2?: boolean }
> = {
  'Approval/Manual': {
    calls: ['sns:Publish sns::t'],
    names: ['deploy topic sns::t'],
  },
  'Build/CodeBuild': {
    calls: [
      'codebuild:StartBuild codebuild::project/p',
      'codebuild:BatchGetBuilds codebuild::project/p',
      '(codebuild:StopBuild codebuild::project/p)',
    ],
    settings: ['ProjectName'],
  },
  'Build/ECRBuildAndPublish': {
    calls: [
      'ecr:BatchCheckLayerAvailability ecr::repository/r',
      'ecr:CompleteLayerUpload ecr::repository/r',
      'ecr:DescribeRepositories ecr::repository/r',
      'ecr:GetDownloadUrlForLayer ecr::repository/r',
      'ecr:InitiateLayerUpload ecr::repository/r',
      'ecr:PutImage ecr::repository/r',
      'ecr:UploadLayerPart ecr::repository/r',
      'ecr:GetAuthorizationToken *',
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
    ],
    settings: ['ECRRepositoryName'],
    v2: true,
    names: ['deploy ECR repository ecr::repository/r'],
  },
  'Compute/Commands': {
    calls: [
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
      'secretsmanager:GetSecretValue secretsmanager::secret:shop/db-??????',
      'ec2:CreateNetworkInterface *',
      'ec2:CreateNetworkInterfacePermission *',
      'ec2:DeleteNetworkInterface *',
      'ec2:DescribeDhcpOptions *',
      'ec2:DescribeNetworkInterfaces *',
      'ec2:DescribeRouteTables *',
      'ec2:DescribeSecurityGroups *',
      'ec2:DescribeSubnets *',
      'ec2:DescribeVpcs *',
    ],
    v2: true,
  },
  'Deploy/AppConfig': {
    calls: [
      'appconfig:GetDeployment appconfig::application/app1',
      'appconfig:StartDeployment appconfig::application/app1',
      'appconfig:GetDeployment appconfig::application/app1/*',
      'appconfig:StartDeployment appconfig::application/app1/*',
      '(appconfig:StopDeployment appconfig::application/app1/*)',
      'appconfig:StartDeployment appconfig::application/app1/*',
      'appconfig:StartDeployment appconfig::deploymentstrategy/*',
    ],
    settings: [
      'Application',
      'Environment',
      'ConfigurationProfile',
      'InputArtifactConfigurationPath',
    ],
    names: ['deploy AppConfig application appconfig::application/app1'],
  },
  'Deploy/CloudFormation': {
    calls: [
      'cloudformation:DescribeStacks cloudformation::stack/s/*',
      'cloudformation:CreateStack cloudformation::stack/s/*',
      'cloudformation:UpdateStack cloudformation::stack/s/*',
    ],
    settings: ['ActionMode', 'StackName'],
  },
  'Deploy/CloudFormationStackInstances': {
    calls: [
      'cloudformation:CreateStackInstances cloudformation::stackset/s:*',
      'cloudformation:DescribeStackSetOperation cloudformation::stackset/s:*',
    ],
    settings: ['StackSetName'],
  },
  'Deploy/CloudFormationStackSet': {
    calls: [
      'cloudformation:CreateStackSet cloudformation::stackset/s:*',
      'cloudformation:UpdateStackSet cloudformation::stackset/s:*',
      'cloudformation:DescribeStackSet cloudformation::stackset/s:*',
      'cloudformation:CreateStackInstances cloudformation::stackset/s:*',
      'cloudformation:ListStackInstances cloudformation::stackset/s:*',
      'cloudformation:DescribeStackSetOperation cloudformation::stackset/s:*',
    ],
    settings: ['StackSetName'],
  },
  'Deploy/CodeDeploy': {
    calls: [
      'codedeploy:CreateDeployment codedeploy::deploymentgroup:a/g',
      'codedeploy:GetDeployment codedeploy::deploymentgroup:a/g',
      'codedeploy:GetApplicationRevision codedeploy::application:a',
      'codedeploy:RegisterApplicationRevision codedeploy::application:a',
      '(codedeploy:GetApplication codedeploy::application:a)',
      '(codedeploy:GetDeploymentConfig codedeploy::deploymentconfig:*)',
    ],
    settings: ['ApplicationName', 'DeploymentGroupName'],
  },
  'Deploy/CodeDeployToECS': {
    calls: [
      'codedeploy:CreateDeployment codedeploy::deploymentgroup:a/g',
      'codedeploy:GetDeployment codedeploy::deploymentgroup:a/g',
      'codedeploy:GetApplicationRevision codedeploy::application:a',
      'codedeploy:RegisterApplicationRevision codedeploy::application:a',
      '(codedeploy:GetApplication codedeploy::application:a)',
      '(codedeploy:GetDeploymentConfig codedeploy::deploymentconfig:*)',
      'ecs:RegisterTaskDefinition *',
    ],
    settings: ['ApplicationName', 'DeploymentGroupName'],
    names: ['deploy deployment group codedeploy::deploymentgroup:a/g'],
  },
  'Deploy/EC2': {
    calls: [
      'ssm:SendCommand ec2::instance/*',
      'ssm:SendCommand ssm:eu-west-1::document/AWS-RunShellScript',
      'ec2:DescribeInstances *',
      'ssm:DescribeInstanceInformation *',
      'ssm:ListCommandInvocations *',
      '(ssm:CancelCommand *)',
      'elasticloadbalancing:DeregisterTargets elasticloadbalancing::targetgroup/g/*',
      'elasticloadbalancing:RegisterTargets elasticloadbalancing::targetgroup/g/*',
      'elasticloadbalancing:DescribeTargetGroupAttributes *',
      'elasticloadbalancing:DescribeTargetGroups *',
      'elasticloadbalancing:DescribeTargetHealth *',
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
    ],
    settings: ['InstanceTagKey', 'InstanceType'],
    v2: true,
  },
  'Deploy/ECS': {
    calls: [
      'ecs:DescribeServices ecs::service/c/s',
      'ecs:UpdateService ecs::service/c/s',
      'ecs:DescribeTaskDefinition *',
      'ecs:RegisterTaskDefinition *',
      '(ecs:ListTasks *)',
      '(ecs:DescribeTasks ecs::task/c/*)',
    ],
    settings: ['ClusterName', 'ServiceName'],
    names: ['deploy ECS service ecs::service/c/s'],
  },
  'Deploy/EKS': {
    calls: [
      'eks:DescribeCluster eks::cluster/c',
      '(ec2:CreateNetworkInterface *)',
      '(ec2:CreateNetworkInterfacePermission *)',
      '(ec2:DeleteNetworkInterface *)',
      '(ec2:DescribeDhcpOptions *)',
      '(ec2:DescribeNetworkInterfaces *)',
      '(ec2:DescribeRouteTables *)',
      '(ec2:DescribeSecurityGroups *)',
      '(ec2:DescribeSubnets *)',
      '(ec2:DescribeVpcs *)',
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
    ],
    settings: ['ClusterName'],
    v2: true,
    names: ['deploy EKS cluster eks::cluster/c'],
  },
  'Deploy/ElasticBeanstalk': {
    calls: [
      'elasticbeanstalk:CreateApplicationVersion elasticbeanstalk::applicationversion/a/*',
      'elasticbeanstalk:DescribeApplicationVersions elasticbeanstalk::applicationversion/a/*',
      'elasticbeanstalk:DescribeEnvironments elasticbeanstalk::environment/a/e',
      'elasticbeanstalk:DescribeEvents elasticbeanstalk::environment/a/e',
      'elasticbeanstalk:UpdateEnvironment elasticbeanstalk::environment/a/e',
      's3:GetObject s3:::elasticbeanstalk-eu-west-1-222222222222/*',
      's3:PutObject s3:::elasticbeanstalk-eu-west-1-222222222222/*',
    ],
    settings: ['ApplicationName', 'EnvironmentName'],
    names: [
      'deploy Elastic Beanstalk environment elasticbeanstalk::environment/a/e',
    ],
  },
  'Deploy/Lambda': {
    calls: [
      'lambda:GetAlias lambda::function:f',
      'lambda:GetFunctionConfiguration lambda::function:f',
      'lambda:GetProvisionedConcurrencyConfig lambda::function:f',
      'lambda:PublishVersion lambda::function:f',
      'lambda:UpdateAlias lambda::function:f',
      'lambda:UpdateFunctionCode lambda::function:f',
      'lambda:GetAlias lambda::function:f:*',
      'lambda:GetFunctionConfiguration lambda::function:f:*',
      'lambda:GetProvisionedConcurrencyConfig lambda::function:f:*',
      'lambda:PublishVersion lambda::function:f:*',
      'lambda:UpdateAlias lambda::function:f:*',
      'lambda:UpdateFunctionCode lambda::function:f:*',
      'cloudwatch:DescribeAlarms cloudwatch::alarm:x',
      'cloudwatch:DescribeAlarms cloudwatch::alarm:y',
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
    ],
    settings: ['FunctionName'],
    v2: true,
    names: ['deploy function lambda::function:f'],
  },
  'Deploy/S3': {
    calls: ['s3:PutObject s3:::b/*'],
    settings: ['BucketName', 'Extract'],
    names: ['deploy bucket b'],
  },
  'Deploy/ServiceCatalog': {
    calls: [
      'servicecatalog:CreateProvisioningArtifact catalog::product/prod-1',
      'servicecatalog:DescribeProvisioningArtifact catalog::product/prod-1',
      'servicecatalog:ListProvisioningArtifacts catalog::product/prod-1',
      'servicecatalog:UpdateProduct catalog::product/prod-1',
      '(servicecatalog:DeleteProvisioningArtifact catalog::product/prod-1)',
      'cloudformation:ValidateTemplate *',
    ],
    names: ['deploy Service Catalog product catalog::product/prod-1'],
  },
  'Invoke/CodePipeline': {
    calls: ['codepipeline:StartPipelineExecution codepipeline::next'],
    settings: ['PipelineName'],
    names: ['deploy pipeline codepipeline::next'],
  },
  'Invoke/InspectorScan': {
    calls: [
      'inspector-scan:ScanSbom *',
      'ecr:BatchCheckLayerAvailability ecr::repository/r',
      'ecr:BatchGetImage ecr::repository/r',
      'ecr:GetDownloadUrlForLayer ecr::repository/r',
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
    ],
    settings: ['InspectorRunMode'],
    v2: true,
    names: ['deploy ECR repository ecr::repository/r'],
  },
  'Invoke/Lambda': {
    calls: ['lambda:InvokeFunction lambda::function:f'],
    settings: ['FunctionName'],
    names: ['deploy function lambda::function:f'],
  },
  'Invoke/StepFunctions': {
    calls: [
      'states:DescribeStateMachine states::stateMachine:m',
      'states:StartExecution states::stateMachine:m',
      'states:DescribeExecution states::execution:m:*',
    ],
    settings: ['StateMachineArn'],
    names: ['deploy state machine states::stateMachine:m'],
  },
  'Rule/CloudWatchAlarm': {
    calls: ['cloudwatch:DescribeAlarms cloudwatch::alarm:a'],
    settings: ['AlarmName'],
  },
  'Rule/CodeBuild': {
    calls: [
      'codebuild:StartBuild codebuild::project/p',
      'codebuild:BatchGetBuilds codebuild::project/p',
      '(codebuild:StopBuild codebuild::project/p)',
    ],
    settings: ['ProjectName'],
  },
  'Rule/Commands': {
    calls: [
      'logs:CreateLogGroup logs::log-group:/aws/codepipeline/orders',
      'logs:CreateLogStream logs::log-group:/aws/codepipeline/orders:*',
      'logs:PutLogEvents logs::log-group:/aws/codepipeline/orders:*',
      'secretsmanager:GetSecretValue secretsmanager::secret:shop/db-??????',
    ],
  },
  'Rule/DeploymentWindow': {
    calls: [],
  },
  'Rule/LambdaInvoke': {
    calls: ['lambda:InvokeFunction lambda::function:f'],
    settings: ['FunctionName'],
    names: ['deploy function lambda::function:f'],
  },
  'Rule/VariableCheck': {
    calls: [],
  },
  'Source/CodeCommit': {
    calls: [
      'codecommit:GetBranch codecommit::r',
      'codecommit:GetCommit codecommit::r',
      'codecommit:UploadArchive codecommit::r',
      'codecommit:GetUploadArchiveStatus codecommit::r',
      '(codecommit:CancelUploadArchive codecommit::r)',
    ],
    settings: ['RepositoryName', 'BranchName'],
    names: ['enter CodeCommit repository codecommit::r'],
  },
  'Source/CodeStarSourceConnection': {
    calls: [
      '(codestar-connections:UseConnection codeconnections::connection/c)',
      'codeconnections:UseConnection codeconnections::connection/c',
    ],
    settings: ['ConnectionArn', 'FullRepositoryId', 'BranchName'],
  },
  'Source/ECR': {
    calls: ['ecr:DescribeImages ecr::repository/r'],
    settings: ['RepositoryName'],
    names: ['enter ECR repository ecr::repository/r'],
  },
  'Source/S3': {
    calls: [
      's3:GetObject s3:::b/k',
      's3:GetObjectVersion s3:::b/k',
      's3:GetBucketVersioning s3:::b',
    ],
    settings: ['S3Bucket', 'S3ObjectKey'],
    names: ['enter bucket b', 'enter object s3:::b/k'],
  },
  'Test/CodeBuild': {
    calls: [
      'codebuild:StartBuildBatch codebuild::project/p',
      'codebuild:BatchGetBuildBatches codebuild::project/p',
      '(codebuild:StopBuildBatch codebuild::project/p)',
    ],
    settings: ['ProjectName'],
  },
};

describe('awsProviders', () => {
  it('has a row for every provider that is known', () => {
    expect(Object.keys(exampleConfigurations).sort()).toEqual(
      Object.keys(awsProviders).sort(),
    );
    expect(Object.keys(expected).sort()).toEqual(
      Object.keys(awsProviders).sort(),
    );
  });

  it.each(Object.keys(exampleConfigurations))(
    'asks for these calls: %s',
    kind => {
      expect(asked(kind)).toEqual(expected[kind].calls);
    },
  );

  it.each(Object.keys(exampleConfigurations))(
    'needs these settings: %s',
    kind => {
      const provider = awsProviders[kind]!;
      const { names = [], settings = [], v2 = false } = expected[kind];
      expect(provider.settings ?? []).toEqual(settings);
      expect(provider.needsV2 ?? false).toBe(v2);
      expect(
        (provider.names?.(exampleAction(kind)) ?? []).map(
          ({ type, id, gate }) =>
            `${gate} ${type} ${id
              .replace(`:${region}:${account}:`, '::')
              .replace('arn:aws:', '')}`,
        ),
      ).toEqual(names);
      // What is not named is not asked about.
      expect(provider.names?.(exampleAction(kind, {})) ?? []).toEqual([]);
    },
  );
});
