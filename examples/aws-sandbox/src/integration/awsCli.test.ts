import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { DEV, HOME_REGION, STAGING, TOOLS } from '../seed/samplePipelines';
import { deploySampleOrders } from './__testUtils__/deploySampleOrders';

const run = promisify(execFile);

/** Debian's package; a version manager's shim is not it. */
const CLI = '/usr/bin/aws';
const describeWhereInstalled = existsSync(CLI) ? describe : describe.skip;

/** The CLI looks at a stack twice a minute. */
jest.setTimeout(120_000);

describeWhereInstalled(`${CLI} against the sandbox`, () => {
  let sandbox: Sandbox;
  let directory: string;

  const aws = async (account: string, ...parameters: string[]) => {
    const { accessKeyId, secretAccessKey } = sandbox.administrator(account);
    const { stdout } = await run(
      CLI,
      ['--endpoint-url', sandbox.url, ...parameters],
      {
        cwd: directory,
        env: {
          HOME: directory,
          PATH: '/usr/bin:/bin',
          AWS_ACCESS_KEY_ID: accessKeyId,
          AWS_SECRET_ACCESS_KEY: secretAccessKey,
          AWS_DEFAULT_REGION: HOME_REGION,
          AWS_PAGER: '',
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      },
    );
    return stdout;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'aws-sandbox-cli-'));
    sandbox = await startReachableSandbox();
  });

  afterAll(async () => {
    await sandbox.stop();
    await rm(directory, { recursive: true });
  });

  it('sts get-caller-identity', async () => {
    expect(JSON.parse(await aws(DEV, 'sts', 'get-caller-identity'))).toEqual({
      Account: DEV,
      Arn: `arn:aws:iam::${DEV}:user/administrator`,
      UserId: expect.stringMatching(/^AIDA/),
    });
  });

  it('s3 cp, there and back', async () => {
    await writeFile(join(directory, 'there.txt'), 'hällo');
    await aws(DEV, 's3', 'mb', 's3://cli-bucket');
    await aws(DEV, 's3', 'cp', 'there.txt', 's3://cli-bucket/a b/ö.txt');
    expect(await aws(DEV, 's3', 'ls', 's3://cli-bucket/a b/')).toMatch(
      / 6 ö\.txt$/m,
    );
    await aws(DEV, 's3', 'cp', 's3://cli-bucket/a b/ö.txt', 'back.txt');
    expect(await readFile(join(directory, 'back.txt'), 'utf8')).toBe('hällo');
  });

  it('cloudformation deploy, and again without changes', async () => {
    await writeFile(
      join(directory, 'template.yaml'),
      `
Parameters:
  Text: { Type: String, Default: one }
Resources:
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: { Name: /cli, Type: String, Value: !Ref Text }
`,
    );
    const deploy = (...more: string[]) =>
      aws(
        DEV,
        'cloudformation',
        'deploy',
        '--template-file',
        'template.yaml',
        '--stack-name',
        'by-cli',
        ...more,
      );
    expect(await deploy()).toContain('Successfully created/updated stack');
    expect(await deploy('--no-fail-on-empty-changeset')).toContain(
      'No changes to deploy',
    );
    const stores = sandbox.world.account(DEV).region(HOME_REGION).stores;
    expect(stores.parameters.get('/cli')).toMatchObject({ value: 'one' });
  });

  it('codepipeline get-pipeline-state', async () => {
    await deploySampleOrders(sandbox, [{ name: 'Staging', account: STAGING }]);
    await sandbox.waitForRun('orders');
    const state = JSON.parse(
      await aws(
        TOOLS,
        'codepipeline',
        'get-pipeline-state',
        '--name',
        'orders',
      ),
    );
    expect(
      state.stageStates.map(
        (stage: any) => `${stage.stageName} ${stage.latestExecution.status}`,
      ),
    ).toEqual(['Source Succeeded', 'Build Succeeded', 'Staging Succeeded']);
  });
});
