import { A, B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Roles that are assumed and passed. */
export const assumeWordings: Wording[] = [
  {
    cause: 'cross-account-pass-role',
    also: ['rule-target-role-of-other-account'],
    text: 'Cross-account pass role is not allowed. (Service: AmazonCloudFormation; Status Code: 403; Error Code: AccessDenied; Request ID: b60b8c17)',
  },
  {
    cause: 'deploy-role-unusable',
    account: B,
    text: `An error occurred (ValidationError) when calling the UpdateStack operation: Role arn:aws:iam::${B}:role/cloudformation is invalid or cannot be assumed`,
  },
  {
    cause: 'event-role-trust-lacks-service',
    account: A,
    text: `Resource handler returned message: "Provided role 'arn:aws:iam::${A}:role/starter' cannot be assumed by principal 'scheduler.amazonaws.com'. (Service: Scheduler, Status Code: 400)"`,
  },
  {
    cause: 'workload-role-trust',
    account: B,
    text: `ClientException: ECS was unable to assume the role 'arn:aws:iam::${B}:role/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions`,
  },
  {
    cause: 'workload-role-trust',
    text: 'InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.',
  },
  {
    cause: 'role-trust-lacks-service',
    account: B,
    text: `AWS CodeDeploy does not have the permissions required to assume the role arn:aws:iam::${B}:role/cd.`,
  },
  {
    cause: 'service-role-trust-lacks-service',
    text: `CodePipeline cannot assume the role arn:aws:iam::${A}:role/runner`,
    account: A,
  },
  {
    cause: 'build-role-unusable',
    account: A,
    text: `error creating CodeBuild project: InvalidInputException: CodeBuild cannot assume role arn:aws:iam::${A}:role/build`,
  },
  {
    cause: 'tool-cannot-assume-role',
    also: ['pipeline-deploys-foreign-set-up', 'account-not-prepared'],
    text: `current credentials could not be used to assume 'arn:aws:iam::${B}:role/cdk-hnb659fds-deploy-role-${B}-eu-west-1', but are for the right account. Proceeding anyway.`,
  },
  {
    cause: 'tool-cannot-assume-role',
    text: `Need to perform AWS calls for account ${B}, but the current credentials are for ${A}`,
  },
  {
    cause: 'role-trust-lacks-service',
    text: 'The service principal codestar-notifications.amazonaws.com is not authorized to assume the provided role.',
  },
  {
    cause: 'event-role-trust-lacks-service',
    text: 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role. (Service: Scheduler, Status Code: 400)',
  },
  {
    cause: 'workload-role-trust',
    text: 'Auto Scaling: unable to assume the instance role, the instance profile of the launch template',
  },
  {
    cause: 'role-missing',
    text: 'InvalidParameterException: Role arn:aws:iam::222222222222:role/deploy does not exist',
  },
  {
    cause: 'role-missing',
    also: ['action-role-missing', 'deploy-role-missing'],
    text: 'An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name deploy cannot be found.',
  },
  {
    cause: 'service-linked-role-missing',
    text: 'InvalidParameterException: Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
  },
  {
    cause: 'root-credentials',
    text: 'An error occurred (AccessDenied) when calling the AssumeRole operation: Roles may not be assumed by root accounts.',
  },
  {
    cause: 'session-too-long',
    text: 'ValidationError: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  },
  {
    cause: 'session-policy-too-large',
    text: 'An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed size of session tags consumes 112% of allotted space',
  },
  {
    cause: 'web-identity-refused',
    text: 'Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity',
  },
  {
    cause: 'account-not-prepared',
    text: 'This CDK deployment requires bootstrap stack version 6, found an older version. Please run cdk bootstrap.',
  },
  {
    cause: 'account-not-prepared',
    account: B,
    text: `❌ app failed: Error: No bucket named 'cdk-hnb659fds-assets-${B}-eu-west-1'. Is account ${B} bootstrapped? arn:aws:iam::${B}:role/x`,
  },
  {
    cause: 'stack-set-administration-role',
    account: B,
    text: `Account ${B} should have 'AWSCloudFormationStackSetAdministrationRole' role with trust relationship to CloudFormation service.`,
  },
  {
    cause: 'stack-set-execution-role',
    also: ['stack-set-role-of-action', 'roles-too-young'],
    account: B,
    text: `Account ${B} should have 'AWSCloudFormationStackSetExecutionRole' role with trust relationship to Role 'AWSCloudFormationStackSetAdministrationRole'.`,
  },
  {
    cause: 'service-role-trust-lacks-service',
    text: "The provided role cannot be assumed by principal 'codepipeline.amazonaws.com'",
  },
  {
    cause: 'web-identity-refused',
    text: 'An error occurred (InvalidIdentityToken) when calling the AssumeRoleWithWebIdentity operation: No OpenIDConnect provider found in your account',
  },
  {
    cause: 'role-trust-refuses-service',
    text: 'Error calling startBuild: CodeBuild is not authorized to perform: sts:AssumeRole on service role. Please verify that: 1) The provided service role exists (Service: AWSCodeBuild; Status Code: 400; Error Code: InvalidInputException)',
  },
  {
    cause: 'tool-cannot-assume-role',
    text: "fail: Bucket named 'cdk-hnb659fds-assets-222222222222-eu-west-1' exists, but not in account 111111111111. Wrong account?",
  },
];
