import { resolve } from 'node:path';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { startPortal, waitFor, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const prod = '333333333333';
const orders = 'component:default/orders';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;

const alice = 'user:default/alice';
const mallory = 'user:default/mallory';

const template = resolve(
  __dirname,
  '../../../templates/cross-account-pipeline/template.yaml',
);

function form(options: { component: string; name?: string; account?: string }) {
  const { component, name, account = dev } = options;
  return {
    component,
    ...(name && { name }),
    sourceProvider: 'S3',
    sourceBucket: 'orders-sources',
    sourceObjectKey: 'orders.zip',
    pipeline: { account: tools, region },
    stages: [{ name: 'Deploy', targets: [{ account, region }] }],
    deployProvider: 'CloudFormation',
    stackName: 'orders',
    templatePath: 'template.yaml',
  };
}

/** Alice is of the team that owns orders; Mallory is of none that owns anything. */
describe('a portal where owners only may change pipelines', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  const cloudFormationOf = (account: string) =>
    new CloudFormationClient({
      endpoint: sandbox.url,
      region,
      credentials: sandbox.administrator(account),
    });

  async function listStacks(account: string) {
    const { StackSummaries } = await cloudFormationOf(account).send(
      new ListStacksCommand({}),
    );
    return StackSummaries!.map(
      ({ StackName, LastUpdatedTime, StackStatus }) =>
        `${StackName} ${StackStatus} ${LastUpdatedTime?.toISOString()}`,
    );
  }

  /** The whole of AWS that a pipeline's deployment would touch. */
  const everyStack = async () =>
    Promise.all([tools, dev, prod].map(account => listStacks(account)));

  beforeAll(async () => {
    sandbox = await startSandbox();
    await makeSourceBucket(sandbox, { account: tools, region });
    const account = (id: string, name: string, environment: string) => ({
      id,
      name,
      environment,
      regions: [region],
    });
    portal = await startPortal({
      sandbox,
      teams: { [alice]: ['group:default/orders-team'] },
      templates: [template],
      config: {
        crossAccountPipelines: {
          readerRoleName: 'backstage-reader',
          deployerRoleName: 'backstage-deployer',
          accounts: [
            account(tools, 'tools', 'tools'),
            account(dev, 'dev', 'development'),
            account(prod, 'prod-eu', 'production'),
          ],
          deployRole: {
            statements: [
              { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' },
            ],
          },
        },
      },
    });
    await waitFor(() =>
      portal
        .get('/catalog/entities/by-name/component/default/orders')
        .catch(() => undefined),
    );
  });
  afterAll(() => sandbox?.stop());

  const run = (values: ReturnType<typeof form>, user: string) =>
    portal.runTemplate('cross-account-pipeline', values, { user });

  it('lets a stranger deploy nothing for a service of others', async () => {
    const before = await everyStack();
    const { log, status } = await run(form({ component: orders }), mallory);
    expect(status).toBe('failed');
    expect(log).toContain(
      "NotAllowedError: The portal's permission policy does not grant you cross-account-pipelines.pipeline.deploy for component:default/orders; nothing was done",
    );
    expect(log).not.toMatch(/^\s+at .+:\d+:\d+/m);
    expect(await everyStack()).toEqual(before);
  });

  it('lets an owner deploy nothing into an account that is not for him', async () => {
    const before = await everyStack();
    const values = form({ component: orders, account: prod });
    const { log, status } = await run(values, alice);
    expect(status).toBe('failed');
    expect(log).toContain(
      `does not grant you cross-account-pipelines.account.deploy in ${prod}`,
    );
    expect(await everyStack()).toEqual(before);
  });

  it.each([
    ['deletes instead', { deploy: { mode: 'delete' } }],
    [
      'acts as a role that is there',
      { actionRoleArn: 'arn:aws:iam::1:role/x' },
    ],
  ])('takes no target from the API that %s', async (_, more) => {
    const values = form({ component: orders });
    const [stage] = values.stages;
    await expect(
      run(
        {
          ...values,
          stages: [{ ...stage, targets: [{ ...stage.targets[0], ...more }] }],
        },
        alice,
      ),
    ).rejects.toThrow(
      /additional property.*stages|stages.*additional property/,
    );
  });

  it('lets the owner deploy, and shows him what became of it', async () => {
    const { log, status } = await run(form({ component: orders }), alice);
    expect([status, log]).toEqual(['completed', expect.any(String)]);
    const [pipeline] = await portal.clientOf(alice).getEntityPipelines(orders);
    expect(pipeline).toMatchObject({ pipelineArn, ownerRef: orders });
    expect(pipeline.report).toBeDefined();
  });

  it('lets nobody take the pipeline over, in whatever name he does it', async () => {
    const { Stacks: before } = await cloudFormationOf(tools).send(
      new DescribeStacksCommand({ StackName: 'orders-pipeline' }),
    );
    const attempts = [
      // In the name of its own service,
      form({ component: orders }),
      // and in that of another.
      form({ component: 'component:default/payments', name: 'orders' }),
    ];
    for (const values of attempts) {
      const { log, status } = await run(values, mallory);
      expect(status).toBe('failed');
      expect(log).toContain('does not grant you');
    }
    // Even the owner of another service cannot.
    const { log, status } = await run(
      form({ component: 'component:default/search-api', name: 'orders' }),
      alice,
    );
    expect(status).toBe('failed');
    expect(log).toContain(`belongs to ${orders}`);

    const { Stacks: after } = await cloudFormationOf(tools).send(
      new DescribeStacksCommand({ StackName: 'orders-pipeline' }),
    );
    expect(after).toEqual(before);
  });

  it('lets a stranger read, and not check, register, withdraw or start', async () => {
    const stranger = portal.clientOf(mallory);
    await expect(stranger.getEntityPipelines(orders)).resolves.toHaveLength(1);
    const registration = { entityRef: orders, pipelineArn };
    for (const attempt of [
      () => stranger.checkEntityPipelines(orders),
      () => stranger.registerPipeline(registration),
      () => stranger.unregisterPipeline(registration),
      () => stranger.startPipeline({ pipelineArn }),
    ]) {
      await expect(attempt()).rejects.toThrow('403');
    }
  });

  it('lets the owner start it, and shows the run', async () => {
    const owner = portal.clientOf(alice);
    const { executionId } = await owner.startPipeline({ pipelineArn });
    await owner.checkEntityPipelines(orders);
    const executions = await owner.listExecutions(pipelineArn);
    expect(executions.map(({ id }) => id)).toContain(executionId);
  });

  it('lets the owner withdraw the registration', async () => {
    const owner = portal.clientOf(alice);
    await owner.unregisterPipeline({ entityRef: orders, pipelineArn });
    await expect(owner.listRegistrations()).resolves.toEqual([]);
  });
});
