import { A } from './sampleRefusal';
import type { Wording } from './Wording';

/** The definition of the pipeline. */
export const definitionWordings: Wording[] = [
  {
    cause: 'environment-not-set',
    text: 'Pipeline stack which uses cross-environment actions must have an explicitly set account',
  },
  {
    cause: 'artifact-between-targets',
    text: 'you cannot pass an artifact from one account to another if neither account is the pipeline account',
  },
  {
    cause: 'pipeline-bucket-in-other-region',
    also: ['key-access-behind-bucket', 'job-failed-inside'],
    text: '{"code":"InternalError","message":"JobFailed"}',
  },
  {
    cause: 'region-without-codepipeline',
    text: "The region ap-east-2 specified in 'pipeline.artifactStores' is not a valid AWS Region. (Service: AWSCodePipeline; Status Code: 400; Error Code: ValidationException)",
  },
  {
    cause: 'artifact-store-region',
    text: 'ValidationException: Action region us-east-1 has no artifact store for region us-east-1',
  },
  {
    cause: 'capabilities-missing',
    text: 'Requires capabilities : [CAPABILITY_AUTO_EXPAND] (Service: AmazonCloudFormation; Status Code: 400; Error Code: InsufficientCapabilitiesException)',
  },
  {
    cause: 'definition-invalid',
    text: 'An error occurred (InvalidStructureException) when calling the UpdatePipeline operation: Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
  },
  {
    cause: 'artifact-not-declared',
    text: 'InvalidActionDeclarationException: Input Artifact Bundle BuildOutput in action Deploy is not declared as Output Artifact Bundle in any of the preceding actions (Service: AWSCodePipeline)',
  },
  {
    cause: 'action-configuration-invalid',
    text: "InvalidActionDeclarationException: Action configuration for action 'Deploy' contains unknown configuration 'RoleARN' (Service: AWSCodePipeline; Status Code: 400)",
  },
  {
    cause: 'needs-pipeline-type-v2',
    text: 'InvalidStructureException: Triggers are only supported for V2 type pipelines. (Service: AWSCodePipeline)',
  },
  {
    cause: 'named-resource-missing',
    text: 'No deployment group found for name: prod (Service: AmazonCodeDeploy; Status Code: 400; Error Code: DeploymentGroupDoesNotExistException)',
  },
  {
    cause: 'pipeline-missing',
    text: `An error occurred (PipelineNotFoundException) when calling the GetPipeline operation: Account '${A}' does not have a pipeline with name 'shop'`,
  },
  {
    cause: 'execution-superseded',
    text: 'CodePipeline: the execution was superseded by execution 0a1b',
  },
  {
    cause: 'definition-invalid',
    text: "ValidationException: 1 validation error detected: Value at 'pipeline.stages.2.member.name' failed to satisfy constraint: Member must have length less than or equal to 100",
  },
  {
    cause: 'pipeline-missing',
    text: "PipelineNotFoundException: Account '222222222222' does not have a pipeline with name 'shop'",
  },
];
