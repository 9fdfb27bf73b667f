import { predictedId } from './predictedId';

/**
 * What of a resource can be foretold from its template.
 */
export interface ResourceKind {
  /** The property that names it. */
  name?: string;
  /** How long a name CloudFormation makes up may be; `lower` where case matters. */
  generated?: { max?: number; lower?: boolean };
  arn?(place: ResourcePlace): string;
  /** What `Ref` gives. Default: the name. */
  ref?(place: ResourcePlace): string;
  /** What `Fn::GetAtt` gives, beyond `Arn`. */
  attributes?: Record<string, (place: ResourcePlace) => unknown>;
}

export interface ResourcePlace {
  partition: string;
  urlSuffix: string;
  account: string;
  region: string;
  /** Names the resource among all resources of all stacks. */
  path: string[];
  /** Its name, or the one CloudFormation would make up. */
  name: string;
  /** A property of the resource, resolved, as text. */
  property(name: string): string | undefined;
}

const regional =
  (service: string, resource: (place: ResourcePlace) => string) =>
  (place: ResourcePlace) =>
    `arn:${place.partition}:${service}:${place.region}:${
      place.account
    }:${resource(place)}`;

const iam =
  (resource: string) =>
  ({ partition, account, name, property }: ResourcePlace) =>
    `arn:${partition}:iam::${account}:${resource}${
      property('Path') ?? '/'
    }${name}`;

const key = regional('kms', ({ path }) => `key/${predictedId(...path)}`);
const topic = regional('sns', ({ name }) => name);
const secret = regional(
  'secretsmanager',
  ({ name }) => `secret:${name}-000000`,
);
const stateMachine = regional('states', ({ name }) => `stateMachine:${name}`);
const loadBalancer = regional(
  'elasticloadbalancing',
  ({ name, path }) => `loadbalancer/app/${name}/${predictedId(...path)}`,
);

const connection: (service: string) => ResourceKind = service => {
  const arn = regional(
    service,
    ({ path }) => `connection/${predictedId(...path)}`,
  );
  return {
    name: 'ConnectionName',
    arn,
    ref: arn,
    attributes: { ConnectionArn: arn, ConnectionStatus: () => 'PENDING' },
  };
};

/**
 * What `Ref` and `Fn::GetAtt` give for the types that cross-account pipelines
 * are made of and deploy with.
 *
 * See the pages under `AWSCloudFormation/latest/TemplateReference`.
 */
const kinds: Record<string, ResourceKind | undefined> = {
  'AWS::AutoScaling::AutoScalingGroup': { name: 'AutoScalingGroupName' },
  'AWS::AutoScaling::LaunchConfiguration': { name: 'LaunchConfigurationName' },
  'AWS::CloudFormation::StackSet': {
    name: 'StackSetName',
    arn: regional('cloudformation', ({ name, path }) =>
      ['stackset', `${name}:${predictedId(...path)}`].join('/'),
    ),
    ref: ({ name, path }) => `${name}:${predictedId(...path)}`,
  },
  'AWS::CodeBuild::Project': {
    name: 'Name',
    arn: regional('codebuild', ({ name }) => `project/${name}`),
  },
  'AWS::CodeCommit::Repository': {
    name: 'RepositoryName',
    arn: regional('codecommit', ({ name }) => name),
    ref: ({ path }) => predictedId(...path),
    attributes: {
      Name: ({ name }) => name,
      CloneUrlHttp: ({ region, urlSuffix, name }) =>
        `https://git-codecommit.${region}.${urlSuffix}/v1/repos/${name}`,
      CloneUrlSsh: ({ region, urlSuffix, name }) =>
        `ssh://git-codecommit.${region}.${urlSuffix}/v1/repos/${name}`,
    },
  },
  'AWS::CodeConnections::Connection': connection('codeconnections'),
  'AWS::CodeDeploy::Application': {
    name: 'ApplicationName',
    arn: regional('codedeploy', ({ name }) => `application:${name}`),
  },
  'AWS::CodeDeploy::DeploymentGroup': {
    name: 'DeploymentGroupName',
    arn: regional(
      'codedeploy',
      ({ name, property }) =>
        `deploymentgroup:${property('ApplicationName')}/${name}`,
    ),
  },
  'AWS::CodePipeline::Pipeline': {
    name: 'Name',
    arn: regional('codepipeline', ({ name }) => name),
    attributes: { Version: () => '1' },
  },
  'AWS::CodeStarConnections::Connection': connection('codestar-connections'),
  'AWS::DynamoDB::Table': {
    name: 'TableName',
    arn: regional('dynamodb', ({ name }) => `table/${name}`),
  },
  'AWS::EC2::LaunchTemplate': {},
  'AWS::ECR::Repository': {
    name: 'RepositoryName',
    generated: { max: 256, lower: true },
    arn: regional('ecr', ({ name }) => `repository/${name}`),
    attributes: {
      RepositoryUri: ({ account, region, urlSuffix, name }) =>
        `${account}.dkr.ecr.${region}.${urlSuffix}/${name}`,
    },
  },
  'AWS::ECS::Cluster': {
    name: 'ClusterName',
    arn: regional('ecs', ({ name }) => `cluster/${name}`),
  },
  'AWS::ECS::Service': {
    name: 'ServiceName',
    arn: regional(
      'ecs',
      ({ name, property }) =>
        `service/${lastPart(property('Cluster') ?? 'default')}/${name}`,
    ),
    ref: place => kinds['AWS::ECS::Service']!.arn!(place),
    attributes: { Name: ({ name }) => name },
  },
  'AWS::EKS::Cluster': {
    name: 'Name',
    generated: { max: 100 },
    arn: regional('eks', ({ name }) => `cluster/${name}`),
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    name: 'Name',
    generated: { max: 32 },
    arn: loadBalancer,
    ref: loadBalancer,
  },
  'AWS::Events::EventBus': {
    name: 'Name',
    arn: regional('events', ({ name }) => `event-bus/${name}`),
    attributes: { Name: ({ name }) => name },
  },
  'AWS::Events::Rule': {
    name: 'Name',
    generated: { max: 64 },
    arn: regional('events', ({ name, property }) => {
      const bus = lastPart(property('EventBusName') ?? 'default');
      return bus === 'default' ? `rule/${name}` : `rule/${bus}/${name}`;
    }),
  },
  'AWS::IAM::Group': { name: 'GroupName', arn: iam('group') },
  'AWS::IAM::InstanceProfile': {
    name: 'InstanceProfileName',
    generated: { max: 128 },
    arn: iam('instance-profile'),
  },
  'AWS::IAM::ManagedPolicy': {
    name: 'ManagedPolicyName',
    generated: { max: 128 },
    arn: iam('policy'),
    ref: iam('policy'),
    attributes: { PolicyArn: iam('policy') },
  },
  'AWS::IAM::Role': {
    name: 'RoleName',
    generated: { max: 64 },
    arn: iam('role'),
    attributes: { RoleId: ({ path }) => predictedId(...path) },
  },
  'AWS::IAM::User': {
    name: 'UserName',
    generated: { max: 64 },
    arn: iam('user'),
  },
  'AWS::KMS::Alias': { name: 'AliasName' },
  'AWS::KMS::Key': {
    arn: key,
    ref: ({ path }) => predictedId(...path),
    attributes: { KeyId: ({ path }) => predictedId(...path) },
  },
  'AWS::Lambda::Function': {
    name: 'FunctionName',
    generated: { max: 64 },
    arn: regional('lambda', ({ name }) => `function:${name}`),
  },
  'AWS::Logs::LogGroup': {
    name: 'LogGroupName',
    arn: regional('logs', ({ name }) => `log-group:${name}:*`),
  },
  'AWS::S3::Bucket': {
    name: 'BucketName',
    generated: { max: 63, lower: true },
    arn: ({ partition, name }) => `arn:${partition}:s3:::${name}`,
    attributes: {
      DomainName: ({ name, urlSuffix }) => `${name}.s3.${urlSuffix}`,
      RegionalDomainName: ({ name, region, urlSuffix }) =>
        `${name}.s3.${region}.${urlSuffix}`,
    },
  },
  'AWS::SNS::Topic': {
    name: 'TopicName',
    arn: topic,
    ref: topic,
    attributes: { TopicArn: topic, TopicName: ({ name }) => name },
  },
  'AWS::SQS::Queue': {
    name: 'QueueName',
    generated: { max: 80 },
    arn: regional('sqs', ({ name }) => name),
    ref: ({ region, urlSuffix, account, name }) =>
      `https://sqs.${region}.${urlSuffix}/${account}/${name}`,
    attributes: { QueueName: ({ name }) => name },
  },
  'AWS::SSM::Parameter': {
    name: 'Name',
    attributes: {
      Type: ({ property }) => property('Type'),
      Value: ({ property }) => property('Value'),
    },
  },
  'AWS::SecretsManager::Secret': { name: 'Name', arn: secret, ref: secret },
  'AWS::StepFunctions::StateMachine': {
    name: 'StateMachineName',
    generated: { max: 80 },
    arn: stateMachine,
    ref: stateMachine,
    attributes: { Name: ({ name }) => name },
  },
};

/** Whether it is known what `Ref` gives for a type. */
export function isKnownKind(type: string): boolean {
  return Object.hasOwn(kinds, type);
}

/** What is known of a type; little for those that are not in the table. */
export function kindOf(type: string): ResourceKind {
  return kinds[type] ?? {};
}

function lastPart(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf('/') + 1);
}
