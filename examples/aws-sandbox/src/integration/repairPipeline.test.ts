import {
  DeleteStackCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type AwsAccountClients,
  type AwsClients,
  isWhole,
  deployManifest,
  readDeployedPipeline,
  repairPipeline,
  type RepairPipelineOptions,
  withPipelineLock,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf, policyOf } from '../__testUtils__/clientsOf';
import { breakableHops, type BreakableHop } from '../control/hops';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  REGION,
  renderOrders,
  startOrdersSandbox,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';

describe('repairPipeline in the sandbox', () => {
  let sandbox: Sandbox;
  let pipelineArn: string;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
    const orders = await renderOrders();
    pipelineArn = orders.pipelineArn;
    await deployOrders(sandbox, orders);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  /** With nothing at hand but the pipeline's ARN. */
  const repair = async (options: Partial<RepairPipelineOptions> = {}) => {
    const clients: AwsClients = options.clients ?? portalClients(sandbox);
    const { rendered, hasSameTemplates } = await readDeployedPipeline({
      clients,
      pipelineArn,
    });
    return repairPipeline({
      pipelineArn,
      manifest: rendered.manifest,
      templates: rendered.files,
      appliesTemplates: hasSameTemplates,
      pace,
      roleSettling: { firstWait: 20 },
      ...options,
      clients,
    });
  };

  /** What was changed this minute may not have reached IAM everywhere. */
  const broken = (report: PipelineReport | undefined) =>
    hopsOf(report!)
      .filter(({ health }) => health === 'broken' || health === 'pending')
      .map(({ hop }) => hop);

  const touched = ({ stacks }: Awaited<ReturnType<typeof repair>>) =>
    stacks.flatMap(({ resources }) =>
      resources.map(
        ({ logicalId, drift, mended }) => `${logicalId} ${drift} ${mended}`,
      ),
    );

  it('finds nothing where nobody touched anything, and writes nothing', async () => {
    const events: string[] = [];
    const done = await repair({ onEvent: ({ type }) => events.push(type) });
    expect(touched(done)).toEqual([]);
    expect(isWhole(done)).toBe(true);
    expect(events).toEqual([]);
  });

  it.each(
    (Object.keys(breakableHops) as BreakableHop[]).filter(
      hop => hop !== 'worker-key',
    ),
  )('mends the hop %s, and says so only after it looked', async hop => {
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop });
    const planned = await repair({ dryRun: true });
    expect(broken(planned.before)).not.toEqual([]);
    expect(planned.after).toBeUndefined();
    expect(isWhole(planned)).toBe(false);
    const resources = planned.stacks.flatMap(stack => stack.resources);
    expect(resources.length).toBeGreaterThan(0);
    for (const { breaks, diff, mended } of resources) {
      expect(breaks.join()).toMatch(/^H\d+ /);
      expect(diff).toMatch(/^[-+] /m);
      expect(mended).toBeUndefined();
    }
    expect(broken((await repair({ dryRun: true })).before)).not.toEqual([]);

    const done = await repair();
    expect(touched(done)).not.toEqual([]);
    expect(touched(done).filter(each => !each.endsWith(' reverted'))).toEqual(
      [],
    );
    expect(broken(done.after)).toEqual([]);
    expect(isWhole(done)).toBe(true);
    expect(touched(await repair({ dryRun: true }))).toEqual([]);
  });

  it('makes a role again that somebody deleted', async () => {
    const { iam } = clientsOf(sandbox, { account: DEV });
    const RoleName = 'orders-pipeline-action';
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName }),
    );
    for (const PolicyName of PolicyNames!) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    }
    await iam.send(new DeleteRoleCommand({ RoleName }));
    const done = await repair();
    expect(touched(done)).toEqual(['ActionRole deleted reverted']);
    expect(broken(done.before)).not.toEqual([]);
    expect(isWhole(done)).toBe(true);
  });

  it('makes a stack again that somebody deleted', async () => {
    const { cloudFormation } = clientsOf(sandbox, { account: DEV });
    const StackName = 'orders-target';
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await sandbox.world
      .account(DEV)
      .region(REGION)
      .cloudFormation.find(StackName)?.settled;
    const planned = await repair({ dryRun: true });
    expect(
      planned.plan.filter(({ outcome }) => outcome === 'created'),
    ).toMatchObject([{ account: DEV, stackName: StackName }]);
    expect(isWhole(await repair())).toBe(true);
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName }),
    );
    expect(Stacks![0].StackStatus).toBe('CREATE_COMPLETE');
  });

  it('writes again what CloudFormation does not revert', async () => {
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'key' });
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'trust' });
    const done = await repair({
      clients: withoutReverting(portalClients(sandbox)),
    });
    expect(touched(done).sort()).toEqual([
      'ActionRole modified rewritten',
      'ArtifactKey modified rewritten',
    ]);
    expect(isWhole(done)).toBe(true);
    const again = await repair({ dryRun: true });
    expect(again.plan.map(({ outcome }) => outcome)).toEqual(
      Array(4).fill('unchanged'),
    );
  });

  it('leaves what another run deployed while this one waited for it', async () => {
    sandbox.breakHop({ pipeline: 'orders', account: DEV, hop: 'trust' });
    const clients = withoutReverting(portalClients(sandbox));
    const { manifest, files } = (
      await readDeployedPipeline({ clients, pipelineArn })
    ).rendered;
    const stack = manifest.stacks.find(
      ({ account, phase }) => account === DEV && phase === 'target',
    )!;
    const policy = 'deployed-by-another-run';
    let waits = () => {};
    const awaited = new Promise<void>(resolve => {
      waits = resolve;
    });
    let holds = () => {};
    const held = new Promise<void>(resolve => {
      holds = resolve;
    });
    const other = withPipelineLock(
      { does: 'repair', manifest, clients, pace },
      async () => {
        holds();
        await awaited;
        await deployManifest({
          // Without the pipeline, which is locked already.
          manifest: { version: 1, stacks: [stack] },
          templates: {
            [stack.template]: files[stack.template].replace(
              /PolicyName: .*/,
              `PolicyName: ${policy}`,
            ),
          },
          clients,
          pace,
          roleSettling: { firstWait: 20 },
        });
      },
    );
    await held;
    const done = await repair({
      clients,
      onEvent: ({ type }) => type === 'run-awaited' && waits(),
    });
    await other;
    expect(done.stacks.flatMap(({ resources }) => resources)).toHaveLength(1);
    const { TemplateBody } = await clientsOf(sandbox, {
      account: DEV,
    }).cloudFormation.send(
      new GetTemplateCommand({ StackName: stack.stackName }),
    );
    expect(TemplateBody).toContain(policy);
  });

  it('tells what no stack mends, and leaves it', async () => {
    await clientsOf(sandbox, { account: DEV }).iam.send(
      new PutRolePolicyCommand({
        RoleName: 'orders-pipeline-action',
        PolicyName: 'by-hand',
        PolicyDocument: policyOf({
          Effect: 'Deny',
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      }),
    );
    const done = await repair();
    expect(broken(done.after)).not.toEqual([]);
    expect(isWhole(done)).toBe(false);
    expect(done.remedies!.remedies).toMatchObject([
      {
        account: DEV,
        document: { type: 'inline policy', name: 'by-hand' },
      },
    ]);
    expect(done.remedies!.report.health).not.toBe('broken');
  });
});

/** As a Region answers that does not know the mode yet. */
function withoutReverting(clients: AwsClients): AwsClients {
  return {
    async forAccount(options) {
      const found: AwsAccountClients = await clients.forAccount(options);
      found.cloudFormation.middlewareStack.add(
        next => async args => {
          if ((args.input as { DeploymentMode?: string }).DeploymentMode) {
            throw Object.assign(
              new Error('Unknown parameter in input: DeploymentMode'),
              { name: 'ValidationError' },
            );
          }
          return next(args);
        },
        { step: 'initialize', name: 'noReverting', override: true },
      );
      return found;
    },
  };
}
