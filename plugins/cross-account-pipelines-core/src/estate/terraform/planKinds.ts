import type { ResourcePlace } from '../../template/resolving/resourceKinds';

/** What of a resource of Terraform can be foretold as of one of CloudFormation. */
export interface PlanKind {
  /** The same thing as CloudFormation calls it. */
  type: string;
  /** The argument that names it. */
  name?: string;
  /** What `id` is. */
  id: 'name' | 'arn' | 'key';
  /** Where CloudFormation has none to give. */
  arn?(place: ResourcePlace): string;
  /** Arguments as CloudFormation's properties, where the ARN needs them. */
  properties?: Record<string, string>;
  /** What follows its ARN in a policy is never anything: `…:key/1` is whole. */
  isWhole?: boolean;
}

const connection = {
  name: 'name',
  id: 'arn',
  isWhole: true,
} as const;

/** See `registry.terraform.io/providers/hashicorp/aws/latest/docs`. */
const kinds: Record<string, PlanKind | undefined> = {
  aws_iam_role: {
    type: 'AWS::IAM::Role',
    name: 'name',
    id: 'name',
    properties: { Path: 'path' },
    isWhole: true,
  },
  aws_iam_policy: {
    type: 'AWS::IAM::ManagedPolicy',
    name: 'name',
    id: 'arn',
    properties: { Path: 'path' },
    isWhole: true,
  },
  aws_kms_key: { type: 'AWS::KMS::Key', id: 'key', isWhole: true },
  aws_kms_alias: {
    type: 'AWS::KMS::Alias',
    name: 'name',
    id: 'name',
    arn: ({ partition, region, account, name }) =>
      `arn:${partition}:kms:${region}:${account}:${name}`,
    isWhole: true,
  },
  aws_s3_bucket: { type: 'AWS::S3::Bucket', name: 'bucket', id: 'name' },
  aws_codepipeline: {
    type: 'AWS::CodePipeline::Pipeline',
    name: 'name',
    id: 'name',
  },
  aws_codebuild_project: {
    type: 'AWS::CodeBuild::Project',
    name: 'name',
    id: 'arn',
    isWhole: true,
  },
  aws_codecommit_repository: {
    type: 'AWS::CodeCommit::Repository',
    name: 'repository_name',
    id: 'name',
    isWhole: true,
  },
  aws_codestarconnections_connection: {
    type: 'AWS::CodeStarConnections::Connection',
    ...connection,
  },
  aws_codeconnections_connection: {
    type: 'AWS::CodeConnections::Connection',
    ...connection,
  },
  aws_ecr_repository: {
    type: 'AWS::ECR::Repository',
    name: 'name',
    id: 'name',
    isWhole: true,
  },
  aws_lambda_function: {
    type: 'AWS::Lambda::Function',
    name: 'function_name',
    id: 'name',
  },
  aws_cloudwatch_event_bus: {
    type: 'AWS::Events::EventBus',
    name: 'name',
    id: 'name',
  },
  aws_cloudwatch_event_rule: {
    type: 'AWS::Events::Rule',
    name: 'name',
    id: 'name',
    properties: { EventBusName: 'event_bus_name' },
  },
  aws_sns_topic: {
    type: 'AWS::SNS::Topic',
    name: 'name',
    id: 'arn',
    isWhole: true,
  },
  aws_sfn_state_machine: {
    type: 'AWS::StepFunctions::StateMachine',
    name: 'name',
    id: 'arn',
  },
  aws_ecs_service: {
    type: 'AWS::ECS::Service',
    name: 'name',
    id: 'arn',
    properties: { Cluster: 'cluster' },
  },
  aws_codedeploy_deployment_group: {
    type: 'AWS::CodeDeploy::DeploymentGroup',
    name: 'deployment_group_name',
    id: 'name',
    properties: { ApplicationName: 'app_name' },
  },
  aws_eks_cluster: { type: 'AWS::EKS::Cluster', name: 'name', id: 'name' },
};

/** Nothing for types that are not in the table. */
export function planKindOf(type: string): PlanKind | undefined {
  return Object.hasOwn(kinds, type) ? kinds[type] : undefined;
}
