import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import {
  CloudFormationClient,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { createMockDirectory } from '@backstage/backend-test-utils';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import { parse, stringify } from 'yaml';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { GitHubServer } from './__testUtils__/GitHubServer';
import { startPortal, waitFor, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(300_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const staging = '222222222222';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;
const rendered = `pipelines/${region}/${tools}/orders`;

const root = resolve(__dirname, '../../..');
const templateFile = resolve(
  root,
  'templates/cross-account-pipeline/pull-request.yaml',
);
const command = resolve(
  root,
  'plugins/cross-account-pipelines-node/bin/cross-account-pipelines',
);

/** What npx does with the package. */
const npx = `#!/bin/bash
set -e
[ "$1 $2" = "--yes -p" ] && [[ "$3" == backstage-plugin-cross-account-pipelines-node@* ]]
exec '${process.execPath}' '${command}' "\${@:5}"
`;

const crossAccountPipelines = {
  readerRoleName: 'backstage-reader',
  deployerRoleName: 'backstage-deployer',
  accounts: [tools, dev, staging].map(id => ({
    id,
    name: id,
    regions: [region],
  })),
  deployRole: {
    statements: [
      { Effect: 'Allow', Action: 'ssm:PutParameter', Resource: '*' },
    ],
  },
};

const form = {
  component: 'component:default/orders',
  sourceProvider: 'S3',
  sourceBucket: 'orders-sources',
  sourceObjectKey: 'orders.zip',
  build: true,
  pipeline: { account: tools, region },
  stages: [dev, staging].map((account, index) => ({
    name: `Stage${index + 1}`,
    targets: [{ account, region }],
  })),
  deployProvider: 'CloudFormation',
  stackName: 'orders',
  templatePath: 'template.yaml',
};

describe('a pipeline by pull request', () => {
  /** What the platform team's repository holds on its main branch. */
  const repository = createMockDirectory();
  let sandbox: Sandbox;
  let portal: Portal;
  let github: GitHubServer;

  async function listStacks() {
    const found = await Promise.all(
      [tools, dev, staging].map(account =>
        new CloudFormationClient({
          endpoint: sandbox.url,
          region,
          credentials: sandbox.administrator(account),
        }).send(new ListStacksCommand({})),
      ),
    );
    return found.flatMap(({ StackSummaries = [] }) =>
      StackSummaries.map(({ StackName }) => StackName!).filter(
        name => name !== 'portal-access',
      ),
    );
  }

  const propose = (own: Partial<typeof form> & { name?: string } = {}) =>
    portal.runTemplate('cross-account-pipeline-pull-request', {
      ...form,
      ...own,
    });

  /** Has nothing in the repository but what a pull request brings. */
  async function merge(
    number = 1,
    edit: (text: string) => string = content => content,
  ): Promise<string[]> {
    await rm(repository.resolve('pipelines'), { recursive: true, force: true });
    return add(number, edit);
  }

  async function add(number: number, edit: (text: string) => string) {
    const files = github.merged(github.pullRequests[number - 1]);
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(repository.resolve(path)), { recursive: true });
      await writeFile(repository.resolve(path), edit(content));
    }
    return Object.keys(files);
  }

  function start(program: string, args: string[], env: object = {}) {
    const child = spawn(program, args, {
      cwd: repository.path,
      env: {
        HOME: process.env.HOME,
        PATH: `${repository.resolve('bin')}:${process.env.PATH}`,
        AWS_ENDPOINT_URL: sandbox.url,
        ...env,
      },
    });
    const ended = new Promise<number | null>(done => {
      child.on('close', done);
    });
    return { child, ended };
  }

  async function run(program: string, args: string[], env?: object) {
    const { child, ended } = start(program, args, env);
    const [code, stdout, stderr] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    return { code, stdout, stderr };
  }

  const runCommand = (...args: string[]) =>
    run(process.execPath, [command, ...args, '--config', 'app-config.yaml']);

  const runScript = (script: string, env: object) =>
    run(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      env,
    );

  /** The platform team's pipeline, in GitHub. */
  async function runWorkflow() {
    const { jobs } = parse(
      await readFile(
        resolve(root, 'templates/ci/github/deploy-pipelines.yml'),
        'utf8',
      ),
    );
    const { run: script, env } = jobs.deploy.steps.at(-1);
    return runScript(script, env);
  }

  /** The same in GitLab. */
  async function runJob() {
    const { variables, 'deploy-pipelines': job } = parse(
      await readFile(resolve(root, 'templates/ci/gitlab/deploy.yml'), 'utf8'),
    );
    return runScript(job.script.join('\n'), variables);
  }

  beforeAll(async () => {
    sandbox = await startSandbox({ delay: 100 });
    await makeSourceBucket(sandbox, { account: tools, region });
    github = await GitHubServer.start('my-org/pipelines');
    portal = await startPortal({
      sandbox,
      templates: [templateFile],
      modules: [githubModule],
      config: {
        integrations: {
          github: [
            { host: 'github.com', apiBaseUrl: github.url, token: 'canary' },
          ],
        },
        // What nobody deploys with has to be nowhere.
        crossAccountPipelines: {
          ...crossAccountPipelines,
          deployerRoleName: 'nobody',
        },
      },
    });
    await waitFor(() =>
      portal
        .get('/catalog/entities/by-name/component/default/orders')
        .catch(() => undefined),
    );
    repository.setContent({
      bin: { npx },
      'app-config.yaml': stringify({
        aws: {
          mainAccount: { ...sandbox.portal },
          accountDefaults: { roleName: 'backstage-portal' },
        },
        crossAccountPipelines,
      }),
    });
    await chmod(repository.resolve('bin', 'npx'), 0o755);
  });

  afterAll(async () => {
    await sandbox?.stop();
    await github?.stop();
  });

  it('is proposed, and nothing is created', async () => {
    const { log, status, output } = await propose();
    expect([status, log]).toEqual(['completed', expect.any(String)]);
    expect(log).toContain('Every account can be reached.');
    expect(await listStacks()).toEqual([]);

    expect(github.pullRequests).toEqual([
      {
        number: 1,
        branch: `pipeline-${region}-${tools}-orders`,
        title: 'Pipeline orders for component:default/orders',
        body: expect.stringContaining(
          `They reach the accounts ${tools}, ${dev}, ${staging}. When they were written, the worst of all hops was healthy.`,
        ),
      },
    ]);
    expect(output.links).toEqual([
      expect.objectContaining({
        url: 'https://github.com/my-org/pipelines/pull/1',
      }),
      expect.objectContaining({ entityRef: form.component }),
    ]);
    expect(JSON.stringify(output.text)).toContain(
      `aws.amazon.com/aws-codepipeline-arn: ${pipelineArn}`,
    );
    expect([...github.authorizations]).toEqual(['token canary']);
    expect(log).not.toContain('canary');

    // The same plan for the reviewer's CI: every hop with its verdict.
    const files = await merge();
    expect(files.sort()).toEqual(
      [
        'foundation.yaml',
        'manifest.yaml',
        'pipeline.yaml',
        'target-account.yaml',
      ].map(file => `${rendered}/${file}`),
    );
    const checked = await runCommand('check', rendered, '--deployed', '--json');
    expect(checked).toMatchObject({ code: 0 });
    const [report] = JSON.parse(checked.stdout).reports;
    // What the deployer may do (H12) is judged where there is one.
    const hops = [report, ...report.links]
      .flatMap(each => each.hops)
      .map(({ health, hop }) => `${health} ${hop}`)
      .filter(each => !each.endsWith('H12'));
    expect(hops.length).toBeGreaterThan(20);
    expect(hops).toEqual(log.match(/healthy H\d+/g));
  });

  it('is the same pull request when it is proposed again', async () => {
    const { status } = await propose({ build: false });
    expect(status).toBe('completed');
    expect(github.pullRequests).toHaveLength(1);
    await merge();
    expect(
      await readFile(repository.resolve(rendered, 'pipeline.yaml'), 'utf8'),
    ).not.toContain('AWS::CodeBuild::Project');
    await propose();
    await merge();
  });

  it('is deployed by the folder alone, after a run that was killed, too', async () => {
    const { child, ended } = start(process.execPath, [
      command,
      ...['deploy', rendered, '--config', 'app-config.yaml', '--progress'],
    ]);
    child.stderr.on('data', data => {
      if (/foundation\] created/.test(String(data))) {
        child.kill('SIGKILL');
      }
    });
    await ended;
    expect(child.signalCode).toBe('SIGKILL');
    expect(await listStacks()).not.toContain('orders-pipeline');

    const resumed = await runCommand('deploy', rendered, '--take-over');
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.stdout).toContain(
      `unchanged  ${tools} ${region} orders-foundation`,
    );
    expect(resumed.stdout).toContain(
      `created  ${tools} ${region} orders-pipeline`,
    );

    const live = await runCommand('check', '--live', pipelineArn, '--json');
    const [{ health, links }] = JSON.parse(live.stdout).reports;
    expect({ code: live.code, health, links: links.length }).toEqual({
      code: 0,
      health: 'healthy',
      links: 2,
    });
  });

  it.each([
    ['GitHub', runWorkflow],
    ['GitLab', runJob],
  ])(
    'is left alone when it is as its folder says, in %s',
    async (_, deploy) => {
      const again = await deploy();
      expect(again).toMatchObject({ code: 0 });
      expect(again.stdout.match(/^\w+/gm)).toEqual(Array(4).fill('unchanged'));
    },
  );

  it('is refused when a hop was broken in the folder, and others are not', async () => {
    await propose({ name: 'second', stackName: 'second' });
    await merge(1, content => content.replaceAll('kms:Decrypt', 'kms:Encrypt'));
    await add(2, content => content);
    const { code, stdout, stderr } = await runWorkflow();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error {2}H6 {2}pipelines/m);
    expect(stdout).toContain(`created  ${tools} ${region} second-pipeline`);
    expect(stdout).not.toContain('orders-foundation');
  });

  it('is refused in the name of another service', async () => {
    await propose({ component: 'component:default/payments', name: 'orders' });
    await merge();
    const { code, stderr } = await runWorkflow();
    expect(code).not.toBe(0);
    expect(stderr).toContain(
      'There is a stack orders-pipeline already, which belongs to component:default/orders',
    );
  });
});
