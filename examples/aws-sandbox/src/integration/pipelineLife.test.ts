import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  type DeployManifestOptions,
  LostAccountsError,
  followRun,
  formatDeploymentEvent,
  isWhole,
  planDeployment,
  PipelineRuns,
  readDeployedPipeline,
  type RenderedPipeline,
  repairPipeline,
  removePipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../__testUtils__/clientsOf';
import { describeEstate } from '../control/describeEstate';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  REGION,
  renderOrders,
  stageIn,
  STAGING,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';

jest.setTimeout(60_000);

const deployRole = {
  statements: [{ Effect: 'Allow', Action: ['sns:*', 'ssm:*'], Resource: '*' }],
};

function ordersIn(
  stages: object[],
  own: object = {},
): Promise<RenderedPipeline> {
  return renderOrders('orders', { stages, deployRole, ...own });
}

describe('the life of a pipeline', () => {
  let sandbox: Sandbox;

  const start = async (...services: string[]) => {
    sandbox = await startOrdersSandbox({ services });
  };

  afterEach(async () => {
    await sandbox.stop();
  });

  const clients = () => portalClients(sandbox);

  const deploy = async (
    pipeline: RenderedPipeline,
    own: Partial<DeployManifestOptions> = {},
  ) => {
    const plan: string[] = [];
    const result = await deployOrders(sandbox, pipeline, {
      onEvent: event => {
        if (event.type === 'deployment-planned') {
          plan.push(...formatDeploymentEvent(event).split('\n'));
        }
      },
      ...own,
    });
    return { ...result, plan };
  };

  const remove = async (pipelineArn: string) => {
    const { rendered, record } = await readDeployedPipeline({
      clients: clients(),
      pipelineArn,
    });
    return removePipeline({
      manifest: rendered.manifest,
      templates: rendered.files,
      former: record.former,
      clients: clients(),
      deleteApplicationStacks: true,
      emptyBuckets: true,
      pace,
    });
  };

  const changeFor = async ({ manifest, files }: RenderedPipeline) =>
    (await planDeployment({ manifest, templates: files, clients: clients() }))
      .change;

  const stacksOf = (account: string) =>
    sandbox.world
      .account(account)!
      .region(REGION)
      .cloudFormation.stacks.map(({ name }) => name)
      .filter(name => name.startsWith('orders'));

  const inBoth = [stageIn(DEV, 'Dev'), stageIn(STAGING, 'Staging')];
  const target = (account: string) => ({
    account,
    region: REGION,
    stackName: 'orders-target',
  });

  it('ends as it began: made, changed, broken, repaired, run and removed', async () => {
    await start('orders');
    const before = describeEstate(sandbox.world);
    const made = await ordersIn([stageIn(DEV, 'Dev')]);
    const { pipelineArn } = made;
    await deploy(made);
    await sandbox.waitForRun('orders');

    const changed = await ordersIn([
      { ...stageIn(STAGING, 'Staging'), approval: true },
    ]);
    const { plan, leftovers } = await deploy(changed, {
      allowLoss: true,
      removeLeftovers: { deleteApplicationStacks: true },
    });
    expect(plan.slice(0, 6)).toEqual([
      expect.stringMatching(/^Plan: /),
      `  Gains ${STAGING}, ${REGION}`,
      `  Loses ${DEV}, ${REGION}`,
      `  Nothing needs stack orders-target in account ${DEV}, ${REGION} any more, with its roles orders-pipeline-action, orders-pipeline-deploy`,
      `  Does not deploy stack orders in account ${DEV}, ${REGION} any more, which it has deployed`,
      expect.stringContaining('orders-foundation'),
    ]);
    expect(leftovers!.kept).toEqual([]);
    expect(stacksOf(DEV)).toEqual([]);

    sandbox.breakHop({ pipeline: 'orders', account: STAGING, hop: 'key' });
    const deployed = await readDeployedPipeline({
      clients: clients(),
      pipelineArn,
    });
    const repaired = await repairPipeline({
      pipelineArn,
      manifest: deployed.rendered.manifest,
      templates: deployed.rendered.files,
      appliesTemplates: deployed.hasSameTemplates,
      clients: clients(),
      pace,
      roleSettling: { firstWait: 20 },
    });
    expect(isWhole(repaired)).toBe(true);

    const runs = new PipelineRuns({ clients: clients() });
    const executionId = await runs.start({ pipelineArn });
    const answers: Array<Promise<void>> = [];
    const run = await followRun({
      clients: clients(),
      pipelineArn,
      executionId,
      interval: 5,
      onEvent: event => {
        if (event.type === 'approval-waits') {
          answers.push(
            runs.answerApproval({
              pipelineArn,
              executionId,
              stage: event.stage,
              action: event.action,
              approve: true,
              comment: 'fine',
            }),
          );
        }
      },
    });
    await Promise.all(answers);
    expect(answers).toHaveLength(1);
    expect(run.status).toBe('Succeeded');

    const { kept } = await remove(pipelineArn);
    expect(kept).toEqual([]);
    expect(describeEstate(sandbox.world)).toEqual(before);
  });

  it('loses no account unless somebody says so', async () => {
    await start();
    await deploy(await ordersIn(inBoth));
    const before = describeEstate(sandbox.world);
    const fewer = await ordersIn([stageIn(DEV, 'Dev')]);
    const failed = await deploy(fewer).catch(error => error);
    expect(failed).toBeInstanceOf(LostAccountsError);
    expect(failed.message).toMatch(
      new RegExp(
        `would lose accounts; nothing was changed\\..*--allow-loss\\):\\n- ${STAGING}, ${REGION}$`,
      ),
    );
    expect(failed.lost).toEqual([{ account: STAGING, region: REGION }]);
    expect(describeEstate(sandbox.world)).toEqual(before);
    await expect(deploy(fewer, { dryRun: true })).rejects.toThrow(
      LostAccountsError,
    );
    await deploy(fewer, { allowLoss: true });
    await expect(deploy(await ordersIn(inBoth))).resolves.toBeDefined();
  });

  it('keeps on record what it leaves over, until it is needed or removed', async () => {
    await start();
    await deploy(await ordersIn(inBoth));
    const fewer = await ordersIn([stageIn(DEV, 'Dev')]);
    const { leftovers } = await deploy(fewer, { allowLoss: true });
    expect(leftovers).toBeUndefined();
    expect(stacksOf(STAGING)).toEqual(['orders-target']);

    const again = await deploy(fewer);
    expect(again.plan[0]).toBe('Plan: nothing changes');
    expect(again.plan).toHaveLength(3);
    expect(await changeFor(fewer)).toMatchObject({
      gained: [],
      lost: [],
      kept: [{ account: DEV, region: REGION }],
      leftovers: [
        {
          ...target(STAGING),
          phase: 'target',
          roles: ['orders-pipeline-action', 'orders-pipeline-deploy'],
        },
      ],
      applications: [],
    });
    const { rendered, record } = await readDeployedPipeline({
      clients: clients(),
      pipelineArn: fewer.pipelineArn,
    });
    expect(record.former!.stacks).toEqual([
      { ...target(STAGING), phase: 'target' },
    ]);
    expect(rendered.files['pipeline.yaml']).toContain('former');

    await deploy(await ordersIn(inBoth));
    expect((await changeFor(await ordersIn(inBoth)))!.leftovers).toEqual([]);
    await deploy(fewer, { allowLoss: true });
    const { stacks, kept } = await remove(fewer.pipelineArn);
    expect(kept).toEqual([]);
    expect(stacks).toContainEqual(
      expect.objectContaining({ ...target(STAGING), outcome: 'deleted' }),
    );
    expect(stacksOf(STAGING)).toEqual([]);
  });

  it('removes later what was left over, and once only', async () => {
    await start();
    await deploy(await ordersIn(inBoth));
    const fewer = await ordersIn([stageIn(DEV, 'Dev')]);
    await deploy(fewer, { allowLoss: true });
    const planned = await deploy(fewer, { dryRun: true, removeLeftovers: {} });
    expect(planned.leftovers!.stacks).toMatchObject([
      { ...target(STAGING), outcome: 'deleted' },
    ]);
    expect(stacksOf(STAGING)).toEqual(['orders-target']);
    await deploy(fewer, { removeLeftovers: {} });
    expect(stacksOf(STAGING)).toEqual([]);
    const again = await deploy(fewer, { removeLeftovers: {} });
    expect(again.plan).toEqual(['Plan: nothing changes']);
    expect(again.leftovers).toMatchObject({ stacks: [], kept: [] });
  });

  it('keeps the roles of an account while a stack there needs them', async () => {
    await start('orders');
    await deploy(await ordersIn([stageIn(DEV, 'Dev')]));
    await sandbox.waitForRun('orders');
    const { leftovers } = await deploy(
      await ordersIn([stageIn(STAGING, 'Staging')]),
      { allowLoss: true, removeLeftovers: {} },
    );
    expect(leftovers!.kept).toEqual([
      {
        account: DEV,
        region: REGION,
        stackName: 'orders',
        reason: 'the pipeline deployed it, and nobody asked to delete it',
      },
      expect.objectContaining({
        ...target(DEV),
        reason: expect.stringContaining('needs its deploy role'),
      }),
    ]);
    expect(stacksOf(DEV).sort()).toEqual(['orders', 'orders-target']);
  });

  it('is understood where nobody recorded what made it', async () => {
    await start();
    const made = await ordersIn(inBoth);
    const { files } = made;
    await deploy({
      ...made,
      files: {
        ...files,
        'pipeline.yaml': files['pipeline.yaml'].replace(
          'CrossAccountPipeline:',
          'Team:',
        ),
      },
    });
    const { TemplateBody } = await clientsOf(sandbox).cloudFormation.send(
      new GetTemplateCommand({ StackName: 'orders-pipeline' }),
    );
    expect(TemplateBody).not.toContain('CrossAccountPipeline');

    const fewer = await ordersIn([stageIn(DEV, 'Dev')]);
    expect(await changeFor(fewer)).toMatchObject({
      lost: [{ account: STAGING, region: REGION }],
      leftovers: [target(STAGING)],
    });
    await deploy(fewer, { allowLoss: true, removeLeftovers: {} });
    expect(stacksOf(STAGING)).toEqual([]);
  });

  it('says where it loses its artifacts', async () => {
    await start();
    const made = await ordersIn([stageIn(DEV, 'Dev')]);
    await deploy(made);
    const key = `arn:aws:kms:${REGION}:${TOOLS}:key/11111111-2222-4333-8444-555555555555`;
    const change = await changeFor(
      await ordersIn([stageIn(DEV, 'Dev')], {
        existing: {
          artifactStores: { [REGION]: { bucket: 'elsewhere', keyArn: key } },
        },
      }),
    );
    expect(
      change!.stores.map(({ logicalId, change: what }) => [logicalId, what]),
    ).toEqual([
      ['ArtifactKey', 'removed'],
      ['ArtifactBucket', 'removed'],
    ]);
  });

  it('is no change while there is none, or it is the first', async () => {
    await start();
    const made = await ordersIn(inBoth);
    expect(await changeFor(made)).toBeUndefined();
    await deploy(made);
    expect(await changeFor(made)).toEqual({
      pipelineArn: made.pipelineArn,
      gained: [],
      lost: [],
      kept: [DEV, STAGING].map(account => ({ account, region: REGION })),
      leftovers: [],
      applications: [],
      stores: [],
    });
  });
});
