import { A, B } from './sampleRefusal';
import type { Wording } from './Wording';

/** Policies that AWS refuses to write. */
export const policyWordings: Wording[] = [
  {
    cause: 'policy-too-large',
    text: 'An error occurred (LimitExceededException) when calling the PutKeyPolicy operation: The policy exceeds the maximum size of 32768',
  },
  {
    cause: 'key-policy-principal-missing',
    also: ['role-deployed-later'],
    text: 'Policy contains a statement with one or more invalid principals. (Service: AWSKMS; Status Code: 400; Error Code: MalformedPolicyDocumentException; Request ID: 1)',
  },
  {
    cause: 'trust-principal-missing',
    also: ['principal-too-young'],
    account: A,
    text: `updating IAM Role (deploy) assume role policy: operation error IAM: UpdateAssumeRolePolicy, https response error StatusCode: 400, RequestID: 1, MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::${A}:role/none"`,
  },
  {
    cause: 'bucket-policy-principal-missing',
    text: 'AWS::S3::BucketPolicy CREATE_FAILED Resource handler returned message: "Invalid principal in policy (Service: S3, Status Code: 400, Request ID: D1)" (HandlerErrorCode: GeneralServiceException)',
  },
  {
    cause: 'repository-policy-principal-missing',
    text: `putting ECR Repository Policy (shop): operation error ECR: SetRepositoryPolicy, https response error StatusCode: 400, RequestID: ef, InvalidParameterException: Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Principal not found'`,
  },
  {
    cause: 'topic-policy-principal-missing',
    text: 'Error setting SNS Topic attribute: InvalidParameter: Invalid parameter: Policy Error: PrincipalNotFound status code: 400, request id: 1',
  },
  {
    cause: 'queue-policy-principal-missing',
    text: 'An error occurred (InvalidAttributeValue) when calling the SetQueueAttributes operation: Invalid value for the parameter Policy.',
  },
  {
    cause: 'function-policy-principal-missing',
    text: 'An error occurred (InvalidParameterValueException) when calling the AddPermission operation: The provided principal was invalid. Please check the principal and try again.',
  },
  {
    cause: 'secret-policy-principal-missing',
    text: 'operation error Secrets Manager: PutResourcePolicy, https response error StatusCode: 400, RequestID: 1, MalformedPolicyDocumentException: This resource policy contains an unsupported principal.',
  },
  {
    cause: 'bus-policy-principal-missing',
    text: 'AWS::Events::EventBusPolicy CREATE_FAILED Invalid principal in policy',
  },
  {
    cause: 'policy-principal-missing',
    text: 'The policy could not be written: Principal not found',
  },
  {
    cause: 'service-principal-short',
    text: 'Invalid principal in policy: "SERVICE":"codebuild" (Service: AmazonIdentityManagement; Status Code: 400; Error Code: MalformedPolicyDocument; Request ID: 4)',
  },
  {
    cause: 'service-principal-unknown',
    text: 'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"codepipelines.amazonaws.com"',
  },
  {
    cause: 'principal-malformed',
    text: 'Resource handler returned message: "An ARN in the specified key policy is invalid. (Service: Kms, Status Code: 400, Request ID: a5)"',
  },
  {
    cause: 'key-policy-locks-out',
    text: 'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
  },
  {
    cause: 'trust-has-prohibited-field',
    text: 'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: Has prohibited field Resource',
  },
  {
    cause: 'trust-has-foreign-action',
    text: 'An error occurred (MalformedPolicyDocument) when calling the CreateRole operation: AssumeRole policy may only specify STS AssumeRole actions.',
  },
  {
    cause: 'policy-lacks-principal',
    text: 'operation error S3: PutBucketPolicy, https response error StatusCode: 400, api error MalformedPolicy: Missing required field Principal',
  },
  {
    cause: 'policy-has-principal',
    text: 'MalformedPolicyDocument: Policy document should not specify a principal.',
  },
  {
    cause: 'policy-resource-not-arn',
    text: 'MalformedPolicyDocument: Resource shop-artifacts must be in ARN format or "*".',
  },
  {
    cause: 'wrong-resource-shape',
    text: 'MalformedPolicy: Policy has invalid resource',
  },
  {
    cause: 'policy-action-out-of-scope',
    text: 'AWS::SNS::TopicPolicy CREATE_FAILED Resource handler returned message: "Invalid parameter: Policy statement action out of service scope! (Service: Sns, Status Code: 400, Request ID: 1)"',
  },
  {
    cause: 'policy-public',
    text: 'An error occurred (AccessDenied) when calling the PutBucketPolicy operation: Access Denied because public policies are blocked by the BlockPublicPolicy setting in S3 Block Public Access',
  },
  {
    cause: 'managed-policy-missing',
    text: `Resource handler returned message: "Policy arn:aws:iam::${B}:policy/boundary does not exist or is not attachable. (Service: Iam, Status Code: 404, Request ID: 1)"`,
  },
  {
    cause: 'policy-malformed',
    text: 'An error occurred (MalformedPolicyDocument) when calling the PutRolePolicy operation: Syntax errors in policy.',
  },
  {
    cause: 'policy-malformed',
    text: 'Policy contains a statement with no resource. (Service: Kms, Status Code: 400, Request ID: 1)',
  },
  {
    cause: 'policy-lacks-principal',
    text: 'MalformedPolicyDocumentException: Policy contains a statement with no principal.',
  },
];
