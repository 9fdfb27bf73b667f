import { A, B, session, refused } from './sampleRefusal';
import type { Wording } from './Wording';

/** Refusals that name who and what. */
export const refusalWordings: Wording[] = [
  {
    cause: 'caller-policy-lacks-allow',
    account: A,
    text: refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/deploy`,
      ' because no identity-based policy allows the sts:AssumeRole action',
    ),
  },
  {
    cause: 'trust-refuses-caller',
    also: ['caller-policy-lacks-allow'],
    account: B,
    text: `Cannot assume role for 3600 seconds: AccessDenied: ${refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/team/deploy`,
    )} status code: 403, request id: 1b`,
  },
  {
    cause: 'trust-refuses-caller',
    account: B,
    text: `operation error STS: AssumeRole, https response error StatusCode: 403, RequestID: 0a1b, api error AccessDenied: ${refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/terraform`,
    )}`,
  },
  {
    cause: 'caller-policy-denies',
    text: refused(
      's3:ListAllMyBuckets',
      '*',
      ` with an explicit deny in an identity-based policy: arn:aws:iam::${A}:policy/enforce-mfa`,
    ),
  },
  {
    cause: 'credentials-quarantined',
    text: `api error UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:iam::${A}:user/ci is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:${A}:instance/* with an explicit deny in an identity-based policy: arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3. Encoded authorization failure message: Gh3M`,
  },
  {
    cause: 'resource-policy-denies',
    account: B,
    text: refused(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${B}:secret:db-AbCdEf`,
      ' with an explicit deny in a resource-based policy',
    ),
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: ${refused(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${B}:secret:db-AbCdEf`,
      ' because no resource-based policy allows the secretsmanager:GetSecretValue action',
    )}`,
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: `AuthorizationError: ${refused(
      'SNS:Publish',
      `arn:aws:sns:eu-west-1:${B}:releases`,
      ' because no resource-based policy allows the SNS:Publish action',
    )}`,
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: refused(
      'sqs:sendmessage',
      `arn:aws:sqs:eu-west-1:${B}:jobs`,
      ' because no resource-based policy allows the sqs:sendmessage action',
    ),
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: refused(
      'lambda:InvokeFunction',
      `arn:aws:lambda:eu-west-1:${B}:function:migrate`,
      ' because no resource-based policy allows the lambda:InvokeFunction action',
    ),
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: `An error occurred (AccessDeniedException) when calling the UpdateFunctionConfiguration operation: ${refused(
      'lambda:GetLayerVersion',
      `arn:aws:lambda:ap-northeast-1:${B}:layer:fastapi:5`,
      ' because no resource-based policy allows the lambda:GetLayerVersion action',
      `arn:aws:iam::${A}:user/deployer`,
    )}`,
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: refused(
      'codeartifact:ReadFromRepository',
      `arn:aws:codeartifact:eu-west-1:${B}:repository/shop/npm`,
      ' because no resource-based policy allows the codeartifact:ReadFromRepository action',
      session(A, 'build', 'AWSCodeBuild-0a1b'),
    ),
  },
  {
    cause: 'resource-policy-lacks-allow',
    account: B,
    text: refused(
      'ssm:GetParameter',
      `arn:aws:ssm:eu-west-1:${B}:parameter/shared/vpc`,
      ' because no resource-based policy allows the ssm:GetParameter action',
    ),
  },
  {
    cause: 'event-bus-refuses',
    account: B,
    text: refused(
      'events:PutEvents',
      `arn:aws:events:eu-west-1:${B}:event-bus/default`,
      ' because no resource-based policy allows the events:PutEvents action',
    ),
  },
  {
    cause: 'key-policy-lacks-allow',
    also: ['key-in-other-region'],
    account: B,
    text: `An error occurred (AccessDenied) when calling the GetObject operation: ${refused(
      'kms:Decrypt',
      `arn:aws:kms:us-east-2:${B}:key/mrk-5555555`,
      ' because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    )}`,
  },
  {
    cause: 'key-policy-lacks-allow',
    account: B,
    text: refused(
      'kms:GenerateDataKey',
      `arn:aws:kms:us-east-2:${B}:key/4950`,
      ' because no resource-based policy allows the kms:GenerateDataKey action',
    ),
  },
  {
    cause: 'bucket-policy-lacks-allow',
    text: refused(
      's3:GetObject',
      '"arn:aws:s3:::release-artifacts/shop/SourceArti/a1B2"',
      ' because no resource-based policy allows the s3:GetObject action',
    ),
  },
  {
    cause: 'deploy-role-reads-artifact',
    account: B,
    text: refused(
      's3:GetObject',
      '"arn:aws:s3:::release-artifacts/nested.yaml"',
      ' because no identity-based policy allows the s3:GetObject action',
      session(B, 'cloudformation', 'AWSCloudFormation'),
    ),
  },
  {
    cause: 'artifact-refuses-deploy-role',
    text: refused(
      's3:GetObject',
      '"arn:aws:s3:::release-artifacts/nested.yaml"',
      ' because no resource-based policy allows the s3:GetObject action',
      session(B, 'cloudformation', 'AWSCloudFormation'),
    ),
  },
  {
    cause: 'instance-lacks-revision',
    account: B,
    text: refused(
      's3:GetObject',
      '"arn:aws:s3:::release-artifacts/app.zip"',
      ' because no identity-based policy allows the s3:GetObject action',
      session(B, 'web', 'i-0123456789abcdef0'),
    ),
  },
  {
    cause: 'revision-refuses-instance',
    text: refused(
      's3:GetObject',
      '"arn:aws:s3:::release-artifacts/app.zip"',
      ' because no resource-based policy allows the s3:GetObject action',
      session(B, 'web', 'i-0123456789abcdef0'),
    ),
  },
  {
    cause: 'policy-public',
    text: refused(
      's3:PutObject',
      '"arn:aws:s3:::shop-site/index.html"',
      ' because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access',
    ),
  },
  {
    cause: 'bucket-policy-lacks-allow',
    also: ['destination-bucket-policy', 'destination-bucket-caller'],
    text: refused('s3:PutObject', '"arn:aws:s3:::shop-site/index.html"'),
  },
  {
    cause: 'service-control-policy',
    account: B,
    text: `Resource handler returned message: "${refused(
      'iam:CreateRole',
      `arn:aws:iam::${B}:role/app`,
      ` with an explicit deny in a service control policy: arn:aws:organizations::999999999999:policy/o-a1/service_control_policy/p-12ab34cd`,
      session(B, 'cloudformation', 'AWSCloudFormation'),
    )} (Service: Iam, Status Code: 403, Request ID: 0a) (SDK Attempt Count: 1)" (RequestToken: 1, HandlerErrorCode: AccessDenied)`,
  },
  {
    cause: 'resource-control-policy',
    account: B,
    text: refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/deploy`,
      ' with an explicit deny in a resource control policy',
    ),
  },
  {
    cause: 'permissions-boundary',
    text: refused(
      'iam:CreateRole',
      `arn:aws:iam::${B}:role/app`,
      ' because no permissions boundary allows the iam:CreateRole action',
      session(B, 'cloudformation', 'AWSCloudFormation'),
    ),
  },
  {
    cause: 'session-policy',
    text: refused(
      'ecs:TagResource',
      `arn:aws:ecs:eu-west-1:${B}:task-definition/web`,
      ' because no session policy allows the ecs:TagResource action',
      session(B, 'action'),
    ),
  },
  {
    cause: 'endpoint-policy',
    text: refused(
      'secretsmanager:GetSecretValue',
      `arn:aws:secretsmanager:eu-west-1:${A}:secret:db-AbCdEf`,
      ' with an explicit deny in a VPC endpoint policy',
    ),
  },
  {
    cause: 'caller-policy-denies',
    also: ['deny-of-guardrail'],
    text: `User: arn:aws:iam::${A}:user/ci is not authorized to perform: codebuild:CreateProject with an explicit deny`,
  },
  {
    cause: 'pass-role-lacks-allow',
    account: B,
    text: `Failed to execute change set: ${refused(
      'iam:PassRole',
      `arn:aws:iam::${B}:role/cloudformation`,
      ' because no identity-based policy allows the iam:PassRole action',
      session(B, 'action'),
    )} (Service: AmazonCloudFormation; Status Code: 403; Error Code: AccessDenied)`,
  },
  {
    cause: 'cross-account-pass-role',
    text: refused(
      'iam:PassRole',
      `arn:aws:iam::${B}:role/cloudformation`,
      '',
      session(A, 'service'),
    ),
  },
  {
    cause: 'account-needs-role',
    account: B,
    text: refused(
      'codecommit:GetBranch',
      `arn:aws:codecommit:eu-west-1:${B}:shop`,
      ' because no resource-based policy allows the codecommit:GetBranch action',
    ),
  },
  {
    cause: 'account-needs-role',
    account: B,
    text: refused(
      'cloudformation:DescribeStacks',
      `arn:aws:cloudformation:eu-west-1:${B}:stack/app/1`,
    ),
  },
  {
    cause: 'bootstrap-role-refuses-caller',
    account: B,
    text: `fail: No bucket access: ${refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/cdk-hnb659fds-file-publishing-role-${B}-eu-west-1`,
      '',
      session(A, 'pipeline-assets', 'AWSCodeBuild-77'),
    )}`,
  },
  {
    cause: 'trust-lacks-session-action',
    account: B,
    text: refused('sts:TagSession', `arn:aws:iam::${B}:role/deploy`),
  },
  {
    cause: 'trust-lacks-session-action',
    account: B,
    text: refused('sts:SetSourceIdentity', `arn:aws:iam::${B}:role/deploy`),
  },
  {
    cause: 'stack-set-roles-too-young',
    account: B,
    text: refused(
      'sts:AssumeRole',
      `arn:aws:iam::${B}:role/AWSCloudFormationStackSetExecutionRole`,
      '',
      session(A, 'AWSCloudFormationStackSetAdministrationRole', '6c83'),
    ),
  },
  {
    cause: 'template-parameter-unread',
    text: 'AccessDenied. User doesn’t have permission to call ssm:GetParameters',
  },
  {
    cause: 'service-role-trust',
    account: A,
    text: `CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::${A}:role/runner (Service: AWSCodePipeline; Status Code: 400; Error Code: InvalidStructureException; Request ID: 1)`,
  },
  {
    cause: 'role-trust-refuses-service',
    account: A,
    text: `InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::${A}:role/builder`,
  },
  {
    cause: 'connection-role-lacks-allow',
    account: A,
    text: refused(
      'codestar-connections:PassConnection',
      `arn:aws:codestar-connections:eu-west-1:${A}:connection/11aa`,
    ),
  },
  {
    cause: 'repository-refuses-pull',
    account: A,
    text: `Resource handler returned message: "${refused(
      'ecr:BatchGetImage',
      `arn:aws:ecr:eu-west-1:${A}:repository/shop`,
      ' because no resource-based policy allows the ecr:BatchGetImage action',
      session(B, 'cloudformation', 'AWSCloudFormation'),
    )}"`,
  },
  {
    cause: 'caller-policy-lacks-allow',
    also: ['repository-in-other-region'],
    text: refused(
      'codecommit:GetBranch',
      `arn:aws:codecommit:eu-west-1:${A}:shop`,
    ),
  },
  {
    cause: 'caller-policy-lacks-allow',
    account: B,
    text: refused(
      'ecr:BatchGetImage',
      `arn:aws:ecr:us-west-2:${A}:repository/hello`,
      ' because no identity-based policy allows the ecr:BatchGetImage action',
      session(B, 'lambda-controller'),
    ),
  },
  {
    cause: 'caller-policy-lacks-allow',
    text: 'An error occurred (AccessDeniedException) when calling the StartExecution operation',
  },
  {
    cause: 'caller-policy-lacks-allow',
    account: A,
    text: `Phase context status code: CLIENT_ERROR Message: ${refused(
      'logs:CreateLogStream',
      `arn:aws:logs:eu-west-1:${A}:log-group:/aws/codebuild/x:log-stream:y`,
      '',
      session(A, 'build', 'AWSCodeBuild-1'),
    )}`,
  },
  {
    cause: 'provider-refused',
    text: 'Error: AWS answered 403: you do not have permission to do that',
    also: ['assume-refused', 'guardrail-refused'],
  },
  {
    cause: 'key-refused',
    text: 'The request to AWS KMS was denied',
  },
  {
    cause: 'bucket-access',
    text: 'download failed: s3://release-artifacts/app.zip to ./app.zip An error occurred (403) when calling the HeadObject operation: Forbidden',
    also: ['destination-refused', 'guardrail-refused'],
  },
  {
    cause: 'bucket-access',
    text: 'AccessDenied: Access Denied',
    also: ['instance-refused', 'key-access-behind-bucket'],
  },
  {
    cause: 'assume-refused',
    text: 'AccessDenied while AssumeRole was asked of AWS STS',
  },
  {
    cause: 'provider-refused',
    text: 'Message returned: AccessDeniedException: You don’t have permissions to access this resource.',
    also: ['bucket-refused', 'key-refused'],
  },
  {
    cause: 'resource-access-refused',
    also: ['caller-access-refused'],
    text: 'Access to the resource arn:aws:sqs:eu-west-1:222222222222:jobs is denied. (Service: AmazonSQS; Status Code: 403; Error Code: AccessDenied)',
  },
  {
    cause: 'resource-access-refused',
    text: 'User is not authorized to access this resource (Service: AmazonSNS; Status Code: 403; Error Code: AuthorizationError)',
  },
  {
    cause: 'caller-policy-lacks-allow',
    text: 'Insufficient permissions: The provided role does not have permission to perform codebuild:StartBuild',
  },
];
