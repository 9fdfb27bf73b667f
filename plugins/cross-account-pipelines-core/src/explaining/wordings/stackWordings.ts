import { B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Stacks, stack sets and templates. */
export const stackWordings: Wording[] = [
  { cause: 'no-change', text: 'No updates are to be performed.' },
  {
    cause: 'no-change',
    text: 'No changes to deploy. Stack shop of CloudFormation is up to date',
  },
  {
    cause: 'property-invalid',
    text: 'Resource handler returned message: "Model validation: #/Tags: expected type: JSONArray, found: JSONObject" (RequestToken: 1, HandlerErrorCode: InvalidRequest)',
  },
  {
    cause: 'stack-busy',
    text: `Stack:arn:aws:cloudformation:eu-west-1:${B}:stack/app/1 is in UPDATE_IN_PROGRESS state and can not be updated.`,
  },
  {
    cause: 'rollback-failed',
    text: `Stack:arn:aws:cloudformation:eu-west-1:${B}:stack/app/1 is in UPDATE_ROLLBACK_FAILED state and can not be updated.`,
  },
  {
    cause: 'stack-not-updatable',
    text: `An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:arn:aws:cloudformation:eu-west-1:${B}:stack/app/1 is in ROLLBACK_COMPLETE state and can not be updated.`,
  },
  {
    cause: 'change-set-unusable',
    also: ['change-set-names-differ'],
    text: 'ChangeSet [pipeline-change] does not exist (Service: AmazonCloudFormation; Status Code: 404; Error Code: ChangeSetNotFound)',
  },
  { cause: 'stack-missing', text: 'Stack with id app does not exist' },
  {
    cause: 'name-taken',
    text: `deploy-role already exists in stack arn:aws:cloudformation:eu-west-1:${B}:stack/other/1`,
  },
  {
    cause: 'removal-blocked',
    text: 'An error occurred (DeleteConflict) when calling the DeleteRole operation: Cannot delete entity, must detach all policies first.',
  },
  {
    cause: 'export-in-use',
    text: 'Export shop:VpcId cannot be deleted as it is in use by shop-service',
  },
  {
    cause: 'export-missing',
    text: `Embedded stack arn:aws:cloudformation:us-east-2:${B}:stack/dev/1 was not successfully created: No export named base-PUBLICSUBNET1 found`,
  },
  {
    cause: 'export-missing',
    text: 'No export named production:ECSTaskExecutionRole found. Rollback requested by user.',
  },
  {
    cause: 'export-taken',
    text: 'Export with name shop-VpcId is already exported by stack shop-network.',
  },
  {
    cause: 'deploy-role-lacks-permission',
    also: ['guardrail-possible'],
    text: 'API: s3:CreateBucket Access Denied',
  },
  {
    cause: 'resource-not-stable',
    text: 'AWS::EC2::VPCEndpoint Endpoint: Resource handler returned message: "Exceeded attempts to wait" (RequestToken: 36, HandlerErrorCode: NotStabilized)',
  },
  {
    cause: 'custom-resource-silent',
    text: 'CloudFormation did not receive a response from your Custom Resource. Please check your logs for requestId [1].',
  },
  {
    cause: 'signal-missing',
    text: 'Failed to receive 1 resource signal(s) within the specified duration',
  },
  {
    cause: 'waiting-gave-up',
    text: 'Waiter StackCreateComplete failed: Max attempts exceeded (CloudFormation)',
  },
  {
    cause: 'stack-failed',
    text: 'Failed to execute change set. Current stack status: ROLLBACK_COMPLETE. Reason: No reason was provided.',
  },
  {
    cause: 'resource-failed',
    text: 'CREATE_FAILED | AWS::Glue::Job | Job Resource handler returned message: "Worker type is not supported for this job (Service: Glue, Status Code: 400, Request ID: 1)" (RequestToken: 1, HandlerErrorCode: InvalidRequest)',
  },
  {
    cause: 'resource-failed',
    text: 'UPDATE_FAILED AWS::Budgets::Budget Budget Unable to create a budget for that currency (Service: Budgets; Status Code: 400; Error Code: InvalidParameterException)',
  },
  {
    cause: 'stack-set-not-delegated',
    text: 'You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set',
  },
  {
    cause: 'stack-set-not-delegated',
    text: 'Resource handler returned message: "Account used is not a delegated administrator (Service: CloudFormation, Status Code: 400, Request ID: 57)" (HandlerErrorCode: InvalidRequest)',
  },
  {
    cause: 'stack-sets-not-trusted',
    text: 'You must enable organizations access to operate a service managed stack set',
  },
  {
    cause: 'stack-set-stopped',
    text: 'Cancelled since failure tolerance has exceeded',
  },
  {
    cause: 'stack-set-target-invalid',
    text: 'ValidationError: StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target (Service: CloudFormation)',
  },
  {
    cause: 'stack-set-not-empty',
    text: 'StackSetNotEmptyException: StackSet is not empty',
  },
  {
    cause: 'stack-set-missing',
    text: 'An error occurred (StackSetNotFoundException) when calling the UpdateStackSet operation: StackSet baseline not found',
  },
  {
    cause: 'template-location',
    also: ['template-unreadable'],
    text: 'TemplateURL must be a supported URL.',
  },
  {
    cause: 'template-invalid',
    text: 'Template format error: Unresolved resource dependencies [Key] in the Resources block of the template',
  },
  {
    cause: 'property-invalid',
    text: 'Resource template validation failed for resource TaskDefinition as the template has invalid properties. Properties validation failed for resource TaskDefinition with message: #/ContainerDefinitions/0: extraneous key [Entrypoint] is not permitted',
  },
  {
    cause: 'parameter-missing',
    text: 'An error occurred (ValidationError) when calling the CreateChangeSet operation: Parameters: [VpcId] must have values',
  },
  {
    cause: 'template-parameter-not-in-store',
    text: 'Error [ValidationError]: Unable to fetch parameters [/shop/vpc-id] from parameter store for this account.',
  },
  {
    cause: 'dynamic-reference-unresolved',
    text: 'Could not resolve dynamic reference {{resolve:secretsmanager:shop/db}}',
  },
  {
    cause: 'macro-missing',
    text: `An error occurred (ValidationError) when calling the CreateChangeSet operation: No transform named ${B}::Expand found.`,
  },
  {
    cause: 'type-not-available',
    text: 'Template format error: Unrecognized resource types: [AWS::CodeConnections::Connection]',
  },
  {
    cause: 'cross-environment-reference',
    text: "Resolution error: Cannot use resource 'app/Role' in a cross-environment fashion, the resource's physical name must be explicit set or use `PhysicalName.GENERATE_IF_NEEDED`.",
  },
  {
    cause: 'hook-refused',
    text: 'The following hook(s) failed: [AWSControlTower::S3Hook] CT.S3.PR.1 requires block public access',
  },
  {
    cause: 'stack-policy-denies',
    text: 'Action denied by stack policy: Statement [#1] does not allow [Update:Replace] for resource [LogicalResourceId/Key]',
  },
  {
    cause: 'replacement-needs-new-name',
    text: 'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename shop-role and update the stack again.',
  },
  {
    cause: 'waiting-gave-up',
    text: 'ResourceNotReady: exceeded wait attempts',
  },
  {
    cause: 'parameter-missing',
    text: 'Parameter validation failed: parameter value subnet-1 for parameter name Subnet does not exist. Rollback requested by user.',
  },
  {
    cause: 'deploy-role-lacks-permission',
    text: 'UnauthorizedOperation: You are not authorized to perform this operation. Encoded authorization failure message: Gh3M (Service: AmazonEC2; Status Code: 403)',
  },
  {
    cause: 'stack-set-target-invalid',
    text: 'Stack set with SERVICE_MANAGED permission model can only have OrganizationalUnit as target',
  },
];
