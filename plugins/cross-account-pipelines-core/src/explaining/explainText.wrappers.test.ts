import fc from 'fast-check';
import { explainError } from './explainError';
import { explainText } from './explainText';
import { wordings } from './wordings/wordings';
import { readError } from './reading/readError';

/** How tools, consoles and logs hand an error on. */
const wrappers: Record<string, (text: string) => string> = {
  'the AWS CLI': text =>
    `An error occurred (ValidationError) when calling the CreateStack operation: ${text}`,
  colours: text =>
    `\u001b[31m\u001b[1mERROR\u001b[0m ${text.replace(
      / /,
      ' \u001b[33m',
    )}\u001b[0m`,
  'an action of a pipeline': text =>
    JSON.stringify({ errorDetails: { code: 'JobFailed', message: text } }),
  'JSON in JSON': text =>
    JSON.stringify({ body: JSON.stringify({ message: text }) }),
  'a resource handler': text =>
    `CREATE_FAILED | AWS::CloudFormation::Stack | Nested\nResource handler returned message: "${text}" (RequestToken: b3e801da-75b3-91dd-0b63-568fc5427130, HandlerErrorCode: GeneralServiceException)`,
  'a nested stack': text =>
    `Embedded stack arn:aws:cloudformation:us-east-2:222222222222:stack/dev/1 was not successfully created: ${text}`,
  'the CDK': text =>
    ` ❌  ShopStack failed: Error: The stack named ShopStack failed to deploy: UPDATE_ROLLBACK_COMPLETE: ${text}\n    at FullCloudFormationDeployment.monitorDeployment (/usr/lib/node_modules/aws-cdk/lib/index.js:421:10615)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`,
  Terraform: text =>
    `╷\n│ Error: creating resource\n│ \n│   with aws_codepipeline.this,\n│   on main.tf line 16, in resource "aws_codepipeline" "this":\n│   16: resource "aws_codepipeline" "this" {\n│ \n│ ${text.replace(
      /(.{60,80}) /g,
      '$1\n│ ',
    )}\n╵`,
  SAM: text =>
    `CREATE_FAILED                    AWS::CloudFormation::Stack      Deploy                       ${text}\n-----------------------------------\nError: Failed to create/update the stack: shop, Waiter StackCreateComplete failed: Waiter encountered a terminal failure state: For expression "Stacks[].StackStatus" we matched expected path: "ROLLBACK_COMPLETE" at least once`,
  'the log of a build': text =>
    `2026-01-02T03:04:05.678Z [Container] 2026/01/02 03:04:05 Running command cdk deploy\n2026-01-02T03:04:09.678Z [Container] 2026/01/02 03:04:09 ${text}\n[Container] 2026/01/02 03:04:09 Command did not exit successfully cdk deploy exit status 1\n[Container] Phase complete: BUILD State: FAILED`,
  'the console': text =>
    `Action execution failed\n${text}\nAction execution ID: 0a1b2c3d`,
  'curly quotes': text => `Deployment failed: “${text}”`,
  'a change set': text =>
    `Failed to create change set. Current stack status: REVIEW_IN_PROGRESS. Reason: ${text}`,
  boto3: text =>
    `Traceback (most recent call last):\n  File "deploy.py", line 30, in <module>\n    main()\nbotocore.exceptions.ClientError: ${text}`,
  npm: text =>
    `> shop@1.0.0 deploy\n> cdk deploy\n\n${text}\nnpm ERR! code ELIFECYCLE\nnpm ERR! errno 1`,
  'a long log': text =>
    `${'npm http fetch GET 200 https://registry.example/some/package 33ms\n'.repeat(
      2_000,
    )}${text}\n${'Compiling module 17 of 9000\n'.repeat(2_000)}`,
};

/** Texts that only say that there is a reason; a wrapper may bring one. */
const told = wordings.filter(
  ({ cause }) => cause !== 'stack-failed' && cause !== 'resource-failed',
);

const first = (text: string) => explainText(readError(text))[0]?.cause;

describe.each(Object.entries(wrappers))('through %s', (_, wrap) => {
  it('the same cause comes first', () => {
    const wrong = told
      .map(({ text, cause }) => ({ text, cause, got: first(wrap(text)) }))
      .filter(({ cause, got }) => got !== cause);
    expect(wrong).toEqual([]);
  });
});

it('the same cause comes first through any two wrappers', () => {
  const wrapper = fc.constantFrom(...Object.values(wrappers));
  fc.assert(
    fc.property(
      fc.constantFrom(...told),
      wrapper,
      wrapper,
      ({ text, cause }, inner, outer) => {
        expect(first(outer(inner(text)))).toBe(cause);
      },
    ),
    { numRuns: 300 },
  );
});

it.each([1, 2, 3, 4, 5, 6])('reads JSON %i levels deep', depth => {
  const wrapped = Array.from({ length: depth }).reduce<string>(
    text => JSON.stringify({ message: text }),
    'Invalid principal in policy: "SERVICE":"codebuild"',
  );
  expect(first(wrapped)).toBe('service-principal-short');
});

describe('a refusal in words that are easily taken for others', () => {
  const answerTo = (text: string) => explainError({ text })[0];

  it('of a role that is called after CodePipeline is not one of the service', () => {
    expect(
      answerTo(
        'arn:aws:iam::111111111111:role/CodePipelineServiceRole is not authorized to perform AssumeRole on role arn:aws:iam::222222222222:role/action (Service: AWSCodePipeline; Status Code: 400; Error Code: InvalidStructureException; Request ID: 1)',
      ),
    ).toMatchObject({ hop: 'H1', side: 'resource', account: '222222222222' });
  });

  it('that names nobody is not one of somebody called is', () => {
    const { cause, change, sentence } = answerTo(
      'is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no resource-based policy allows the kms:Decrypt action',
    );
    expect(cause).toBe('key-policy-lacks-allow');
    expect(`${sentence} ${change}`).not.toMatch(/\bfor is\b|^Is /);
  });

  it.each([
    [
      'Error: putting S3 Bucket (artifacts) Policy: operation error S3: PutBucketPolicy, https response error StatusCode: 403, RequestID: 1, HostID: 2, api error AccessDenied: Access Denied',
      's3:PutBucketPolicy',
    ],
    [
      'Error putting S3 policy: AccessDenied: Access Denied status code: 403, request id: 0A1B, host id: xyz',
      's3:PutBucketPolicy',
    ],
    [
      'Error: Error creating S3 bucket: AccessDenied: Access Denied\n\tstatus code: 403, request id: 0A1B, host id: xyz',
      's3:CreateBucket',
    ],
  ])('to set a bucket up is not one to read artifacts: %s', (text, action) => {
    expect(answerTo(text)).toMatchObject({
      hop: 'set-up',
      sentence: expect.stringContaining(action),
    });
  });

  it('to tag what a stack makes is one of the role that deploys it', () => {
    expect(
      answerTo(
        'Encountered a permissions error performing a tagging operation, please add required tag permissions. See https://repost.aws/knowledge-center/cloudformation-tagging-permission-error for how to resolve.',
      ),
    ).toMatchObject({ cause: 'deploy-role-lacks-permission' });
  });
});
