import type { Explanation } from './Explanation';
import { explainText } from './explainText';
import { readError } from './reading/readError';

function explain(text: string): Explanation[] {
  return explainText(readError(text));
}

function hops(text: string): string[] {
  return explain(text).map(({ hop }) => hop);
}

const HUB = '500000000005';
const SPOKE = '060000000006';

const denied = (middle: string, end = '') =>
  `User: arn:aws:sts::${HUB}:assumed-role/ci/1690000000000 is not authorized to perform: ${middle}${end}`;

describe('authorization messages', () => {
  it.each([
    [
      'no identity-based policy',
      `because no identity-based policy allows the sts:AssumeRole action`,
      { hop: 'H1', side: 'caller', account: HUB },
    ],
    [
      'no trust policy',
      `because no role trust policy allows the sts:AssumeRole action`,
      { hop: 'H1', side: 'resource', account: SPOKE },
    ],
    [
      'a trust policy that denies',
      `with an explicit deny in the role trust policy`,
      { hop: 'H1', side: 'resource', cause: 'resource-policy-denies' },
    ],
    [
      'an identity policy that denies',
      `with an explicit deny in an identity-based policy`,
      { hop: 'H1', side: 'caller', cause: 'caller-policy-denies' },
    ],
    [
      'no service control policy',
      `because no service control policy allows the sts:AssumeRole action`,
      { hop: 'guardrail', cause: 'service-control-policy', account: HUB },
    ],
    [
      'a service control policy that denies',
      `with an explicit deny in a service control policy`,
      { hop: 'guardrail', cause: 'service-control-policy', account: HUB },
    ],
    [
      'a resource control policy that denies',
      `with an explicit deny in a resource control policy`,
      { hop: 'guardrail', cause: 'resource-control-policy', account: SPOKE },
    ],
    [
      'a boundary',
      `because no permissions boundary allows the sts:AssumeRole action`,
      { hop: 'guardrail', cause: 'permissions-boundary', account: HUB },
    ],
    [
      'a session policy',
      `because no session policy allows the sts:AssumeRole action`,
      { hop: 'guardrail', cause: 'session-policy' },
    ],
    [
      'an endpoint policy',
      `because no VPC endpoint policy allows the sts:AssumeRole action`,
      { hop: 'guardrail', cause: 'endpoint-policy' },
    ],
    [
      'a control policy behind an endpoint',
      `with an explicit deny in a VPC endpoint policy transitively through a service control policy`,
      { hop: 'guardrail', cause: 'service-control-policy' },
    ],
  ])('reads %s', (_, reason, expected) => {
    const text = denied(
      `sts:AssumeRole on resource: arn:aws:iam::${SPOKE}:role/deployer`,
      ` ${reason}`,
    );
    expect(explain(text)).toEqual([expect.objectContaining(expected)]);
  });

  it('gives both sides where AWS names none', () => {
    const text = denied(
      `sts:AssumeRole on resource: arn:aws:iam::${SPOKE}:role/deployer`,
    );
    expect(explain(text)).toEqual([
      expect.objectContaining({ hop: 'H1', side: 'resource', account: SPOKE }),
      expect.objectContaining({ hop: 'H1', side: 'caller', account: HUB }),
    ]);
  });

  it('names the policy of the organization that AWS names', () => {
    const policy = `arn:aws:organizations::${HUB}:policy/o-abc/service_control_policy/p-1`;
    const [explanation] = explain(
      denied(
        'kms:Decrypt',
        ` with an explicit deny in a service control policy: ${policy}`,
      ),
    );
    expect(explanation.names.policy).toBe(policy);
    expect(explanation.sentence).toContain(policy);
  });

  it('pulls the names out', () => {
    const [explanation] = explain(
      denied(
        `s3:PutObject on resource: "arn:aws:s3:::artifacts-of-us/x/y.zip"`,
        ` because no resource-based policy allows the s3:PutObject action`,
      ),
    );
    expect(explanation.names).toEqual({
      principal: `arn:aws:sts::${HUB}:assumed-role/ci/1690000000000`,
      principalAccount: HUB,
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::artifacts-of-us/x/y.zip',
      bucket: 'artifacts-of-us',
    });
    expect(explanation.sentence).toContain(`ci in ${HUB}`);
    expect(explanation.change).toContain('artifacts-of-us');
  });

  it.each([
    ['AWSCodeBuild-0a1b2c', 's3:GetObject', 'H5'],
    ['AWSCloudFormation', 's3:GetObject', 'H7'],
    ['i-0123456789abcdef0', 's3:GetObject', 'H10'],
    ['i-0123456789abcdef0', 'kms:Decrypt', 'H10'],
    ['1690000000000', 'kms:GenerateDataKey', 'H6'],
    ['AWSCloudFormation', 'lambda:CreateFunction', 'deploy-role'],
    ['AWSCodeBuild-0a1b2c', 'ssm:GetParameters', 'build-role'],
    ['1690000000000', 'codedeploy:CreateDeployment', 'H2'],
    ['1690000000000', 'iam:PassRole', 'H3'],
    ['1690000000000', 'codeconnections:UseConnection', 'connection'],
    ['1690000000000', 'events:PutEvents', 'event'],
  ])(
    'tells by session %s and action %s that it is %s',
    (session, action, hop) => {
      const text = `User: arn:aws:sts::${HUB}:assumed-role/any/${session} is not authorized to perform: ${action} on resource: *`;
      expect(hops(text)[0]).toBe(hop);
    },
  );

  it('does not take a full account for a masked one', () => {
    for (const account of [
      'XXXXXXXXXXXX',
      '***',
      '5000000000051',
      '50000',
      '<ACCOUNT>',
    ]) {
      const [first] = explain(
        `User: arn:aws:sts::${account}:assumed-role/ci/x is not authorized to perform: kms:Decrypt because no identity-based policy allows the kms:Decrypt action`,
      );
      expect(first).toMatchObject({ hop: 'H6', side: 'caller' });
      expect(first.account).toBeUndefined();
      expect(first.names.principalAccount).toBe(account);
    }
  });
});

describe('wrappings', () => {
  const plain = denied(
    `sts:AssumeRole on resource: arn:aws:iam::${SPOKE}:role/team/deployer`,
    ' because no role trust policy allows the sts:AssumeRole action',
  );

  it.each([
    [
      'command line',
      `An error occurred (AccessDenied) when calling the AssumeRole operation: ${plain}`,
    ],
    [
      'Java SDK',
      `${plain} (Service: AWSSecurityTokenService; Status Code: 403; Error Code: AccessDenied; Request ID: 1-2-3; Proxy: null)`,
    ],
    [
      'JSON',
      JSON.stringify({ errorDetails: { code: 'JobFailed', message: plain } }),
    ],
    [
      'JSON in JSON',
      JSON.stringify({ body: JSON.stringify({ message: `"${plain}"` }) }),
    ],
    [
      'XML',
      `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${plain}</Message></Error></ErrorResponse>`,
    ],
    [
      'colours',
      `\u001b[31m\u001b[1m${plain.replace(
        'perform',
        'per\u001b[0mform',
      )}\u001b[0m`,
    ],
    ['colours whose escape was lost', `[31m${plain}[0m`],
    [
      'Terraform frame',
      `╷\n│ Error: assuming role\n│ \n│ ${plain.replace(
        / is not /,
        ' is\n│ not ',
      )}\n╵`,
    ],
    [
      'wrapped lines',
      plain.replace(/ on resource: /, '\n   on resource:\n      '),
    ],
    ['an ARN cut at a slash', plain.replace('role/team/', 'role/team/\n  ')],
    [
      'build log',
      `2026-01-02T03:04:05.678Z [Container] 2026/01/02 03:04:05 ${plain}`,
    ],
    ['curly quotes', `“${plain}”`],
    ['hard spaces', plain.replace(/ /g, '\u00a0')],
    ['HTML', plain.replace('arn:aws:iam', '&quot;arn:aws:iam')],
  ])('sees through: %s', (_, text) => {
    expect(explain(text)[0]).toMatchObject({
      hop: 'H1',
      side: 'resource',
      account: SPOKE,
      names: { resource: `arn:aws:iam::${SPOKE}:role/team/deployer` },
    });
  });

  it('finds the telling line in megabytes of log', () => {
    const noise =
      'npm http fetch GET 200 https://registry.example/some/package 33ms\n'.repeat(
        60_000,
      );
    const started = Date.now();
    expect(explain(`${noise}${plain}\n${noise}`)[0]).toMatchObject({
      hop: 'H1',
    });
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it.each([
    ['first', (errors: string) => `${plain}\n${errors}`],
    ['last', (errors: string) => `${errors}\n${plain}`],
  ])('finds it when it comes %s among many lesser errors', (_, place) => {
    const errors = 'npm ERR! error: lint failed, see above\n'.repeat(20_000);
    expect(explain(place(errors))[0]).toMatchObject({ hop: 'H1' });
  });

  it('does not let a bare refusal speak beside a telling one', () => {
    const text = denied('ssm:GetParameters on resource: *').replace(
      '/1690000000000',
      '/AWSCodeBuild-0a1b',
    );
    expect(
      hops(`CLIENT_ERROR Error Message: AccessDeniedException: ${text}`),
    ).toEqual(['build-role', 'set-up']);
  });

  it.each([
    ['one long word', 'a'.repeat(3_000_000)],
    ['spaces', ' '.repeat(3_000_000)],
    ['opened ARNs', 'arn:aws:s3:::'.repeat(200_000)],
    [
      'opened messages',
      'User: x is not authorized to perform: '.repeat(80_000),
    ],
    [
      'words of many patterns',
      'bucket S3 AccessDenied Access KMS role policy region artifact store '.repeat(
        40_000,
      ),
    ],
    ['brackets', '['.repeat(1_000_000)],
    ['quotes', '"'.repeat(1_000_000)],
    ['sentences', '. '.repeat(500_000)],
    ['names of hosts', `${'a.'.repeat(500_000)}amazonaws.com`],
    ['roles', 'arn:aws:iam::111111111111:role/'.repeat(40_000)],
    ['shells', '(Service: S3; Status Code: 400; Error Code: '.repeat(25_000)],
    ['calls', 'operation error S3: PutObject, '.repeat(35_000)],
    [
      'a command line',
      'An error occurred (X) when calling the Y operation: '.repeat(20_000),
    ],
    ['messages', '{"message":"'.repeat(80_000)],
    ['escapes', '\\\\u00e9\\n'.repeat(300_000)],
    ['tags', '<Error '.repeat(300_000)],
    ['states', 'is in ROLLBACK_ROLLBACK_ROLLBACK_'.repeat(60_000)],
    [
      'failures of stacks',
      'Replication of artifact Change set Template URL Account 1 should have '.repeat(
        30_000,
      ),
    ],
  ])('is done soon with %s', (_, text) => {
    const megabyte = text.slice(0, 1024 * 1024);
    explain(megabyte);
    const started = performance.now();
    explain(megabyte);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('has nothing to say of nothing', () => {
    expect(explain('')).toEqual([]);
    expect(explain('   \n')).toEqual([]);
    expect(explain('Succeeded')).toEqual([]);
    expect(explain('The quick brown fox')).toEqual([]);
  });
});

/**
 * Wordings of the documentation and of public issues, beyond the failure cases.
 * Expected: the first explanation, then the others that have to be there.
 */
describe('known wordings', () => {
  it.each<[string, string, string[]]>([
    [
      'KMS, cross-account',
      'is not authorized to perform: kms:Decrypt on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
      ['H6', 'H8'],
    ],
    [
      'KMS, on a ciphertext',
      `User: arn:aws:sts::${SPOKE}:assumed-role/act/1 is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
      ['H6', 'H8'],
    ],
    [
      'KMS, pending deletion',
      `KMSInvalidStateException: arn:aws:kms:eu-west-1:${HUB}:key/1234 is pending deletion.`,
      ['H6'],
    ],
    [
      'KMS, disabled',
      'An error occurred (KMS.DisabledException) when calling the GetObject operation: The request was rejected because the specified KMS key is not enabled',
      ['H6'],
    ],
    [
      'KMS, alias not found',
      `NotFoundException: Alias arn:aws:kms:eu-west-1:${SPOKE}:alias/artifacts is not found.`,
      ['H8', 'H6'],
    ],
    [
      'KMS, key not found',
      `An error occurred (KMS.NotFoundException) when calling the PutObject operation: Key 'arn:aws:kms:us-east-1:${HUB}:key/0123' does not exist`,
      ['H8', 'H6'],
    ],
    [
      'KMS, for a function',
      "Lambda was unable to decrypt the environment variables because KMS access was denied. Please check the function's KMS key settings.",
      ['H6', 'workload'],
    ],
    [
      'KMS, alias taken',
      `Resource handler returned message: "An alias with the name arn:aws:kms:eu-west-1:${HUB}:alias/release already exists" (HandlerErrorCode: AlreadyExists)`,
      ['H6'],
    ],
    [
      'service role trust',
      `An error occurred (InvalidStructureException) when calling the CreatePipeline operation: CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::${HUB}:role/runner`,
      ['H0'],
    ],
    [
      'build project role',
      `InvalidInputException: CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::${HUB}:role/builder`,
      ['H4'],
    ],
    [
      'deployment group role',
      `AWS CodeDeploy does not have the permissions required to assume the role arn:aws:iam::${SPOKE}:role/cd.`,
      ['H4'],
    ],
    [
      'function role',
      'The role defined for the function cannot be assumed by Lambda. (Service: Lambda, Status Code: 400)',
      ['workload'],
    ],
    [
      'task role',
      "ECS was unable to assume the role 'arn:aws:iam::060000000006:role/task' that was provided for this task. Please verify that the role being passed has the proper trust relationship",
      ['workload'],
    ],
    [
      'stack role',
      `ValidationError: Role arn:aws:iam::${SPOKE}:role/cfn is invalid or cannot be assumed`,
      ['H4'],
    ],
    [
      'stack set',
      `ResourceLogicalId:StackSet, ResourceStatusReason: Account ${SPOKE} should have 'AWSCloudFormationStackSetExecutionRole' role with trust relationship to Role 'AWSCloudFormationStackSetAdministrationRole'.`,
      ['H1', 'H4'],
    ],
    [
      'stack set, stopped',
      'Cancelled since failure tolerance has exceeded',
      ['set-up'],
    ],
    [
      'pass role, EventBridge',
      `Access to the resource arn:aws:iam::${HUB}:role/starter is denied. Reason: Cross-account pass role is not allowed. (Service: AmazonCloudWatchEvents; Status Code: 400; Error Code: AccessDeniedException)`,
      ['H3', 'event'],
    ],
    [
      'pass role, CloudFormation',
      'Cross-account pass role is not allowed (Service: AmazonCloudFormation; Status Code: 403; Error Code: AccessDenied)',
      ['H3'],
    ],
    [
      'artifact, unreadable',
      "Unable to access the artifact with Amazon S3 object key 'shop/BuildArtif/AbC123x' located in the Amazon S3 artifact bucket 'shop-artifacts'. The provided role does not have sufficient permissions.",
      ['H5', 'H6', 'H8'],
    ],
    [
      'deployment bucket',
      'You do not have sufficient permissions to call s3.putObject for the deployment bucket',
      ['H9'],
    ],
    [
      'Lambda code',
      'Your access has been denied by S3, please make sure your request credentials have permission to GetObject for code-bucket/app/Build/x.zip. S3 Error Code: AccessDenied. S3 Error Message: Access Denied',
      ['H7', 'H5', 'H6'],
    ],
    [
      'nested template',
      'S3 error: Access Denied For more information check http://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      ['H7'],
    ],
    [
      'build source',
      'AccessDenied: Access Denied status code: 403, request id: D18C, host id: q8Q= for primary source and source version arn:aws:s3:::build-source-x/App/SourceOut/EEB5s',
      ['H6', 'H5'],
    ],
    [
      'ACL on upload',
      'AccessControlListNotSupported: The bucket does not allow ACLs',
      ['H9'],
    ],
    [
      'other Region',
      'Error occurred while GetObject. S3 Error Code: PermanentRedirect. S3 Error Message: The bucket is in this region: us-east-1. Please use this region to retry the request',
      ['H8'],
    ],
    [
      'no bucket',
      'An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist',
      ['H11'],
    ],
    [
      'no object',
      'The specified key does not exist. (Service: Amazon S3; Status Code: 404; Error Code: NoSuchKey)',
      ['H11'],
    ],
    [
      'agent',
      "Error during perform: Aws::S3::Errors::AccessDenied - Access Denied - /opt/codedeploy-agent/vendor/gems/aws-sdk-core/raise_response_errors.rb:15:in `call'",
      ['H10'],
    ],
    [
      'agent without profile',
      'Missing credentials - please check if this EC2 instance was started with an IAM instance profile',
      ['H10'],
    ],
    [
      'deployment failed',
      'The overall deployment failed because too many individual instances failed deployment, too few healthy instances are available for deployment',
      ['workload', 'H10'],
    ],
    [
      'CodeDeploy service role',
      `The IAM role arn:aws:iam::${SPOKE}:role/cd does not give you permission to perform operations in the following AWS service: AmazonAutoScaling. Contact your AWS administrator if you need help.`,
      ['deploy-role'],
    ],
    [
      'ECS provider',
      'The provided role does not have sufficient permissions to access ECS',
      ['H2'],
    ],
    [
      'connection',
      `Unable to use Connection: arn:aws:codeconnections:eu-west-1:${HUB}:connection/11aa. The provided role does not have sufficient permissions.`,
      ['connection'],
    ],
    [
      'connection, pending',
      `Connection arn:aws:codestar-connections:eu-west-1:${HUB}:connection/11aa is not available`,
      ['connection'],
    ],
    [
      'repository',
      '[GitHub] Could not access the GitHub repository: "team/app". The access token might be invalid or has been revoked.',
      ['connection'],
    ],
    [
      'clone in a build',
      'CLIENT_ERROR: authorization failed for primary source and source version main',
      ['connection'],
    ],
    [
      'image',
      'CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref 500000000005.dkr.ecr.eu-west-1.amazonaws.com/app:1: pulling from host failed with status code [manifests 1]: 403 Forbidden',
      ['workload'],
    ],
    [
      'image for Lambda',
      'Lambda does not have permission to access the ECR image. Check the ECR permissions.',
      ['workload'],
    ],
    [
      'stack state',
      'Stack:arn:aws:cloudformation:eu-west-1:060000000006:stack/app/1 is in ROLLBACK_COMPLETE state and can not be updated.',
      ['stack-state'],
    ],
    [
      'stack busy',
      'Stack:arn:aws:cloudformation:eu-west-1:060000000006:stack/app/1 is in UPDATE_COMPLETE_CLEANUP_IN_PROGRESS state and can not be updated.',
      ['stack-state'],
    ],
    ['no change', 'No updates are to be performed.', ['stack-state']],
    [
      'no change, change set',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
      ['stack-state'],
    ],
    [
      'capabilities',
      'Requires capabilities : [CAPABILITY_NAMED_IAM] (Service: AmazonCloudFormation; Status Code: 400; Error Code: InsufficientCapabilitiesException)',
      ['H8'],
    ],
    ['template location', 'TemplateURL must be a supported URL.', ['template']],
    [
      'template',
      'Template format error: Unresolved resource dependencies [Key] in the Resources block of the template',
      ['template'],
    ],
    [
      'template size',
      "1 validation error detected: Value '…' at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to 51200",
      ['quota'],
    ],
    [
      'policy size',
      'Cannot exceed quota for ACLSizePerRole: 2048 (Service: Iam, Status Code: 409)',
      ['quota'],
    ],
    [
      'managed policy size',
      'LimitExceeded: Cannot exceed quota for PolicySize: 6144',
      ['quota'],
    ],
    [
      'limit',
      'LimitExceededException: A limit of 1000 pipelines was exceeded',
      ['quota'],
    ],
    ['throttled', 'ThrottlingException: Rate exceeded', ['throttling']],
    [
      'throttled by S3',
      'SlowDown: Please reduce your request rate.',
      ['throttling'],
    ],
    [
      'expired',
      'An error occurred (ExpiredToken) when calling the GetObject operation: The security token included in the request is expired',
      ['credentials'],
    ],
    [
      'invalid token',
      'UnrecognizedClientException: The security token included in the request is invalid.',
      ['credentials'],
    ],
    [
      'no credentials',
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
      ['credentials'],
    ],
    [
      'no network',
      'Could not connect to the endpoint URL: "https://sts.eu-west-1.amazonaws.com/"',
      ['network'],
    ],
    [
      'tool cannot enter',
      `current credentials could not be used to assume 'arn:aws:iam::${SPOKE}:role/deploy', but are for the right account. Proceeding anyway.`,
      ['H1', 'set-up'],
    ],
    [
      'not bootstrapped',
      'SSM parameter /bootstrap/version not found. Has the environment been bootstrapped?',
      ['set-up'],
    ],
    [
      'key policy principal',
      'An error occurred (MalformedPolicyDocumentException) when calling the PutKeyPolicy operation: Policy contains a statement with one or more invalid principals.',
      ['H6', 'set-up'],
    ],
    [
      'trust principal',
      `MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::${HUB}:role/none" (Service: AmazonIdentityManagement; Status Code: 400)`,
      ['H1'],
    ],
    [
      'trust principal, CloudFormation',
      `AWS::IAM::Role CREATE_FAILED Resource handler returned message: "Invalid principal in policy: "AWS":"arn:aws:iam::${HUB}:role/none" (Service: Iam, Status Code: 400)`,
      ['H1'],
    ],
    [
      'bucket principal',
      'Invalid principal in policy (Service: Amazon S3; Status Code: 400; Error Code: MalformedPolicy)',
      ['H5'],
    ],
    [
      'bucket resource',
      'Action does not apply to any resource(s) in statement (Service: Amazon S3; Status Code: 400; Error Code: MalformedPolicy)',
      ['H5'],
    ],
    [
      'definition',
      'InvalidStructureException: Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline',
      ['H8'],
    ],
    [
      'no artifact store',
      'ValidationException: Action region us-east-1 has no artifact store for region us-east-1',
      ['H8'],
    ],
    [
      'deploy role, old wording',
      'API: s3:CreateBucket Access Denied',
      ['deploy-role', 'guardrail'],
    ],
    [
      'public access block',
      `User: arn:aws:iam::${SPOKE}:user/x is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::site/index.html" because public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access`,
      ['H9'],
    ],
    ['assume, nothing else', 'AccessDenied when calling AssumeRole', ['H1']],
    [
      'event bus',
      'User is not authorized: events:PutEvents to event bus arn:aws:events:eu-west-1:500000000005:event-bus/default denied',
      ['event'],
    ],
  ])('%s', (_, text, expected) => {
    const found = hops(text);
    expect(found[0]).toBe(expected[0]);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  /** Texts of public issues that are in none of the cases. */
  it.each<[string, string[]]>([
    [
      "An error occurred while validating the artifact bucket 'pipeline-us-west-2-1': No bucket with the name pipeline-us-west-2-1 was found. Choose a valid artifact bucket in 'us-west-2', or create a new artifact bucket to use in your pipeline. (Service: AWSCodePipeline; Status Code: 400; Error Code: InvalidStructureException)",
      ['H11'],
    ],
    [
      "The region af-south-1 specified in 'pipeline.artifactStores' is not a valid AWS Region. (Service: AWSCodePipeline; Status Code: 400; Error Code: ValidationException)",
      ['H8'],
    ],
    ["Failed replicating 'Deployment Artifact': Invalid Arn", ['H8', 'H6']],
    [
      'AWS Control Tower cannot deploy the required stack set. The AWSControlTowerStackSetRole is unable to assume the AWSControlTowerExecution role. To continue, add the management account to the trust relationship',
      ['H1'],
    ],
    [
      "InvalidActionDeclarationException: ActionType (Category: 'Deploy', Provider: 'ECS', Owner: 'AWS', Version: '1') in action 'Deploy' is not available",
      ['H8'],
    ],
    [
      "Message returned: AccessDeniedException: You don't have permissions to access this resource.",
      ['H2', 'H1', 'guardrail'],
    ],
    [
      'Upload to S3 failed with the following error: Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)',
      ['H5', 'H6'],
    ],
    [
      'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
      ['H5', 'H6'],
    ],
    [
      'upload failed: ./app.zip to s3://releases/app.zip An error occurred (AccessDenied) when calling the PutObject operation: Access Denied',
      ['H5', 'H6'],
    ],
    [
      "API: iam:CreateRole User doesn't have permission to call iam:CreateRole",
      ['set-up'],
    ],
    [
      "AccessDenied. User doesn't have permission to call cloudformation:CreateChangeSet",
      ['H2'],
    ],
    [
      'Resource handler returned message: "Access denied for operation \'AWS::SQS::Queue\'." (HandlerErrorCode: AccessDenied)',
      ['deploy-role', 'guardrail'],
    ],
    ['Access to KMS is not allowed', ['H6']],
    [
      'An error occurred (AccessDeniedException) when calling the GetSecretValue operation: Access to KMS is not allowed',
      ['H6'],
    ],
    [
      'Received InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket: parcel-trail',
      ['set-up'],
    ],
    [
      'The role with name parcel-deploy cannot be found. (Service: AmazonIdentityManagement; Status Code: 404; Error Code: NoSuchEntity)',
      ['set-up', 'H1', 'H4'],
    ],
    [
      'The action failed because no branch named main was found in the selected AWS CodeCommit repository parcel. Make sure you are using the correct branch name, and then try again.',
      ['H11'],
    ],
    [
      "The service role or action role doesn't have the permissions required to access the Amazon ECR repository named parcel. Update the IAM role permissions, and then try again.",
      ['H2'],
    ],
    [
      'Cannot assume role for 3600 seconds: AccessDenied: User: arn:aws:sts::ManagementAccountID:assumed-role/Toolkit/AWSCodeBuild-afe0 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::SecurityAccountID:role/Execution',
      ['H1'],
    ],
    [
      'User: arn:aws-us-gov:sts::11111111111111:assumed-role/Toolkit/AWSCodeBuild-c77d is not authorized to perform: sts:AssumeRole on resource: arn:aws-us-gov:iam::11111111111111:role/Execution',
      ['H1'],
    ],
    [
      'User: arn:aws:sts::982800000004:assumed-role/labs/user1 is not authorized to perform: codebuild:CreateProject on resource: arn:aws:codebuild:us-west-2:982800000004:project/x with an explicit deny in a service control policy',
      ['guardrail'],
    ],
    [
      'Error modifying Lambda Function Code: AccessDeniedException: Your access has been denied by S3, please make sure your request credentials have permission to GetObject for lambdas-ca-central-1/scaler/handler.zip. S3 Error Code: AccessDenied.',
      ['H7'],
    ],
    [
      'Phase context status code: Decrypted Variables Error Message: AccessDeniedException: User: arn:aws:sts::842600000004:assumed-role/cb/AWSCodeBuild-b5f8 is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:ap-northeast-1:842600000004:parameter/x because no identity-based policy allows the ssm:GetParameters action',
      ['build-role'],
    ],
    [
      'Embedded stack arn:aws:cloudformation:eu-west-1:060000000006:stack/app-Nested/1 was not successfully created: The following resource(s) failed to create: [Queue].',
      ['stack-state'],
    ],
    ['Circular dependency between resources: [Bucket, Policy]', ['template']],
    [
      'OperationAborted: A conflicting conditional operation is currently in progress against this resource. Please try again.',
      ['service'],
    ],
    ['Stack [parcel] already exists', ['set-up']],
    [
      'User: arn:aws:iam::500000000005:user/x is not authorized to perform: kms:Decrypt with an explicit deny',
      ['H6', 'guardrail'],
    ],
    [
      'Key creation: AWS::KMS::Key CREATE_FAILED MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.',
      ['H6'],
    ],
  ])('public issue: %s', (text, expected) => {
    const found = hops(text);
    expect(found[0]).toBe(expected[0]);
    expect(found).toEqual(expect.arrayContaining(expected));
  });

  it('never calls throttling broken', () => {
    for (const text of [
      'An error occurred (Throttling) when calling the DescribeStacks operation (reached max retries: 4): Rate exceeded',
      'TooManyRequestsException: Too Many Requests',
      'RequestLimitExceeded',
    ]) {
      expect(explain(text).map(({ severity }) => severity)).toEqual([
        'passing',
      ]);
    }
  });

  it('leaves no gap in a sentence', () => {
    for (const text of [
      'ThrottlingException',
      'KMS.NotFoundException',
      'Cross-account pass role is not allowed',
      'NoSuchBucket',
      'AccessDenied: Access Denied',
    ]) {
      for (const { sentence, change, readNext } of explain(text)) {
        for (const words of [sentence, change, ...readNext]) {
          expect(words).not.toMatch(/[{}|]| {2}| \.|undefined|\(\)/);
        }
      }
    }
  });
});
