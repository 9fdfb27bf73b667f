import { createMockDirectory } from '@backstage/backend-test-utils';
import { setupServer } from 'msw/node';
import { stringify } from 'yaml';
import {
  FakeAws,
  type FakeAnswer,
  type FakeCall,
} from '../collection/__testUtils__/FakeAws';
import type { PipelineDefinition } from 'backstage-plugin-cross-account-pipelines-core';
import { assumedRoles } from './__testUtils__/assumedRoles';
import { runHere } from './__testUtils__/runBin';

const tools = '111111111111';
const dev = '012345678901';
const pipelineArn = `arn:aws:codepipeline:eu-west-1:${tools}:orders`;
const actionRole = `arn:aws:iam::${dev}:role/orders-action`;

const definition: PipelineDefinition = {
  name: 'orders',
  roleArn: `arn:aws:iam::${tools}:role/orders-service`,
  artifactStore: {
    type: 'S3',
    location: 'artifacts',
    encryptionKey: {
      id: `arn:aws:kms:eu-west-1:${tools}:key/1234`,
      type: 'KMS',
    },
  },
  stages: [
    {
      name: 'Dev',
      actions: [
        {
          name: 'Build',
          actionTypeId: {
            category: 'Build',
            owner: 'AWS',
            provider: 'CodeBuild',
            version: '1',
          },
          configuration: { ProjectName: 'orders' },
          roleArn: actionRole,
        },
      ],
    },
  ],
};

const answers: Record<string, (call: FakeCall) => FakeAnswer> = {
  'codepipeline:GetPipeline': () => ({ pipeline: definition }),
  'iam:GetRole': ({ account }) =>
    account === tools ? 'NoSuchEntity' : 'AccessDenied',
};

const aws = new FakeAws(call =>
  (answers[call.operation] ?? (() => 'AccessDenied'))(call),
);

const server = setupServer(assumedRoles, ...aws.handlers);
const folder = createMockDirectory({
  content: {
    'app-config.yaml': stringify({
      aws: {
        mainAccount: {
          accessKeyId: '${KEY_ID}',
          secretAccessKey: '${KEY}',
        },
        accountDefaults: { roleName: 'reader' },
      },
      crossAccountPipelines: {
        accounts: [{ id: dev, name: 'dev', regions: ['eu-west-1'] }],
      },
    }),
  },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

const run = (...args: string[]) =>
  runHere([...args, '--config', 'app-config.yaml'], {
    folder: folder.path,
    env: { KEY_ID: 'AKIA999999999999', KEY: 'secret' },
  });

describe('--live', () => {
  it('judges a pipeline as it is, with the credentials of the configuration', async () => {
    const { code, stdout, stderr } = await run('check', '--live', pipelineArn);
    expect(stderr).toBe('');
    expect(stdout).toContain(`orders in ${tools}, eu-west-1: broken`);
    expect(stdout).toContain(`dev (${dev}), eu-west-1: enter broken`);
    expect(stdout).toMatch(
      /^error {2}H0 {2}.*role arn:aws:iam::111111111111:role\/orders-service/m,
    );
    expect(code).toBe(1);
    expect(new Set(aws.calls.map(({ account }) => account))).toEqual(
      new Set([tools, dev]),
    );
  });

  it('tells what failed when it last ran, and what that means', async () => {
    const message = `Error calling startBuild: User: arn:aws:sts::${dev}:assumed-role/orders-action/1690000000000 is not authorized to perform: codebuild:StartBuild on resource: arn:aws:codebuild:eu-west-1:${dev}:project/orders because no identity-based policy allows the codebuild:StartBuild action`;
    const ran = (status: string, text?: string) => ({
      actionName: 'Build',
      latestExecution: {
        status,
        ...(text && { errorDetails: { message: text } }),
      },
    });
    answers['codepipeline:GetPipelineState'] = () => ({
      stageStates: [
        { stageName: 'Source', actionStates: [ran('Succeeded')] },
        { stageName: 'Dev', actionStates: [ran('Failed', message)] },
        { stageName: 'Test', actionStates: [ran('Failed', 'npm test failed')] },
      ],
    });
    const { stdout } = await run('check', '--live', pipelineArn);
    expect(stdout).toContain('Failed when it last ran: Dev/Build');
    expect(stdout).toContain(
      `Role orders-action in ${dev} was refused codebuild:StartBuild`,
    );
    expect(stdout).toMatch(
      /Failed when it last ran: Test\/Build\n {2}npm test failed\n\n/,
    );
    const { failures } = JSON.parse(
      (await run('check', '--json', '--live', pipelineArn)).stdout,
    );
    expect(failures).toEqual([
      expect.objectContaining({
        stage: 'Dev',
        explanations: [expect.objectContaining({ hop: 'H2', account: dev })],
      }),
      expect.objectContaining({ stage: 'Test', explanations: [] }),
    ]);
    delete answers['codepipeline:GetPipelineState'];
  });

  it('does not pass what it was not allowed to see', async () => {
    const { code, stdout } = await run(
      'check',
      '--json',
      '--live',
      pipelineArn,
    );
    const { findings } = JSON.parse(stdout);
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'H5',
        health: 'unknown',
        level: 'error',
        message: expect.stringMatching(/^Cannot be told: .*was denied/),
      }),
    );
    expect(code).toBe(1);
  });

  it('gives scanners the document where there is no file', async () => {
    const { stdout } = await run('check', '--sarif', '--live', pipelineArn);
    const { results } = JSON.parse(stdout).runs[0];
    expect(results).toContainEqual(
      expect.objectContaining({
        ruleId: 'H0',
        locations: [
          {
            logicalLocations: [
              {
                fullyQualifiedName: expect.stringContaining('orders-service'),
              },
            ],
          },
        ],
      }),
    );
  });

  it('explains an error by the pipeline that it happened in', async () => {
    const { code, stdout } = await run(
      'explain',
      '--live',
      pipelineArn,
      `User: arn:aws:sts::${tools}:assumed-role/orders-service/1 is not authorized to perform: sts:AssumeRole on resource: ${actionRole}`,
    );
    expect(stdout).toContain('The pipeline as it is confirms it.');
    expect(code).toBe(0);
  });

  it('says in one line when the pipeline cannot be read', async () => {
    answers['codepipeline:GetPipeline'] = () => 'PipelineNotFoundException';
    const { code, stdout, stderr } = await run('check', '--live', pipelineArn);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /^cross-account-pipelines: codepipeline:GetPipeline found nothing in account 111111111111, eu-west-1.*\n$/,
    );
    expect(code).toBe(2);
  });
});
