import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  GetRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  type DeploymentEvent,
  type DeployManifestOptions,
  type LockOptions,
  type PipelineWork,
  removePipeline,
  type RenderedPipeline,
  withPipelineLock,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  portalClients,
  REGION,
  renderOrders,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';

const pace = { shortest: 5, longest: 20 };

describe('two runs for one pipeline', () => {
  let sandbox: Sandbox;
  let orders: RenderedPipeline;
  let events: DeploymentEvent[];

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    orders = await renderOrders();
    events = [];
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const deploy = (options: Partial<DeployManifestOptions> = {}) =>
    // Each run has clients of its own, as on another replica.
    deployOrders(sandbox, orders, {
      pace,
      onEvent: event => events.push(event),
      ...options,
    });

  const told = (type: DeploymentEvent['type']) =>
    events.filter(event => event.type === type);

  /** Works on the pipeline until it is let go, or the lock is lost. */
  function hold(
    does: PipelineWork,
    lock: LockOptions = {},
  ): {
    begun: Promise<void>;
    ended: Promise<void>;
    letGo: () => void;
  } {
    let letGo = () => {};
    let begin = () => {};
    const begun = new Promise<void>(resolve => (begin = resolve));
    const clients = portalClients(sandbox);
    const ended = withPipelineLock(
      {
        does,
        manifest: orders.manifest,
        clients,
        onBehalfOf: 'user:default/jane',
        lock: { renewEvery: 20, ...lock },
        pace,
      },
      signal =>
        new Promise<void>((resolve, reject) => {
          letGo = resolve;
          signal!.addEventListener('abort', () => reject(signal!.reason));
          begin();
        }),
    );
    ended.catch(() => {});
    return { begun, ended, letGo: () => letGo() };
  }

  /** What is left in AWS of a run whose process is no more. */
  const leaveLock = (record: object) =>
    clientsOf(sandbox, { account: TOOLS }).cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'orders-lock',
        ChangeSetName: 'backstage-lock',
        ChangeSetType: 'CREATE',
        TemplateBody:
          'Resources: { Lock: { Type: AWS::CloudFormation::WaitConditionHandle } }',
        Description: JSON.stringify({
          run: 'crashed',
          nonce: 'crashed',
          does: 'deploy',
          by: 'user:default/jane',
          host: 'portal-1',
          lease: 200,
          ...record,
        }),
      }),
    );

  const stackNames = async (account = TOOLS) =>
    (
      await clientsOf(sandbox, { account }).cloudFormation.send(
        new DescribeStacksCommand({}),
      )
    )
      .Stacks!.map(({ StackName }) => StackName!)
      .filter(name => name.startsWith('orders'))
      .sort();

  it('are not at once: of several that deploy, each does what is left', async () => {
    const runs = await Promise.all([deploy(), deploy(), deploy()]);
    const outcomes = runs.map(({ stacks }) =>
      stacks.map(({ outcome }) => outcome),
    );
    expect(outcomes).toContainEqual(Array(4).fill('created'));
    expect(
      outcomes.filter(each => each.every(outcome => outcome === 'unchanged')),
    ).toHaveLength(2);
    expect(told('run-awaited')).not.toHaveLength(0);
    expect(told('stack-followed')).toEqual([]);
    expect(await stackNames()).toEqual([
      'orders-foundation',
      'orders-pipeline',
    ]);
  });

  it('leave no lock behind, however they end', async () => {
    const stop = new AbortController();
    await expect(
      deploy({
        signal: stop.signal,
        onEvent: ({ type }) => type === 'phase-started' && stop.abort(),
      }),
    ).rejects.toThrow();
    await expect(
      deploy({
        beforeWriting: async () => {
          throw new Error('the policy says no');
        },
      }),
    ).rejects.toThrow('the policy says no');
    expect(await stackNames()).not.toContain('orders-lock');
  });

  it('are refused by name when the other does something else', async () => {
    const holder = hold('remove');
    await holder.begun;
    await expect(deploy()).rejects.toThrow(
      /^Pipeline orders is being removed by user:default\/jane on \S+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC; nothing was changed\. Run again when that has ended\. If that run has crashed, the next one takes over 120 s after its last sign of life; at once with --take-over.*orders-lock/,
    );
    expect(await stackNames()).toEqual(['orders-lock']);
    holder.letGo();
    await holder.ended;
    await deploy();
  });

  it('are refused when the first takes too long', async () => {
    const holder = hold('deploy');
    await holder.begun;
    await expect(deploy({ lock: { wait: 100 } })).rejects.toThrow(
      'Pipeline orders is being deployed by user:default/jane',
    );
    holder.letGo();
    await holder.ended;
  });

  it('keep removing and deploying apart', async () => {
    await deploy();
    const holder = hold('deploy');
    await holder.begun;
    await expect(
      removePipeline({
        manifest: orders.manifest,
        templates: orders.files,
        clients: portalClients(sandbox),
        pace,
      }),
    ).rejects.toThrow('Pipeline orders is being deployed');
    expect(await stackNames(DEV)).toEqual(['orders-target']);
    holder.letGo();
    await holder.ended;
  });

  it('go on over a run that gives no sign of life', async () => {
    await leaveLock({ does: 'remove' });
    await deploy();
    expect(told('run-taken-over')).toEqual([
      expect.objectContaining({
        pipeline: 'orders',
        holder: expect.objectContaining({
          by: 'user:default/jane',
          host: 'portal-1',
        }),
      }),
    ]);
    expect(await stackNames()).not.toContain('orders-lock');
  });

  it('do not take over what is alive, however old it is', async () => {
    const holder = hold('deploy', { lease: 2_000, renewEvery: 50 });
    await holder.begun;
    const waiting = deploy({ lock: { wait: 4_000 } });
    await expect(waiting).rejects.toThrow('is being deployed');
    expect(told('run-taken-over')).toEqual([]);
    holder.letGo();
    await holder.ended;
  });

  it('let one of those that find a crashed run take over', async () => {
    await leaveLock({});
    const runs = await Promise.all([deploy(), deploy(), deploy()]);
    expect(
      runs.filter(({ stacks }) => stacks[0].outcome === 'created'),
    ).toHaveLength(1);
    expect(told('stack-followed')).toEqual([]);
  });

  it.each([
    ['the same run', { run: 'crashed' }],
    ['somebody who says so', { takeOver: true }],
  ])('are not awaited by %s', async (_, lock) => {
    await leaveLock({ lease: 600_000 });
    await deploy({ lock });
    expect(told('run-taken-over')).toHaveLength(1);
  });

  it('end when another has taken over, and take nothing back', async () => {
    let second: ReturnType<typeof deploy> | undefined;
    sandbox.setDelay(100);
    const holder = deploy({
      lock: { renewEvery: 20 },
      onEvent: event => {
        if (event.type === 'resource-changed') {
          second ??= deploy({ lock: { takeOver: true } });
        }
      },
    });
    await expect(holder).rejects.toThrow(
      'Another run has taken over the pipeline from this one',
    );
    await second;
    const cancelled = sandbox.world.trail.events.filter(({ action }) =>
      /CancelUpdateStack/.test(action),
    );
    expect(cancelled).toEqual([]);
    expect(await stackNames()).toEqual([
      'orders-foundation',
      'orders-pipeline',
    ]);
  });

  it('end when AWS does not let them renew their lock', async () => {
    const holder = hold('deploy', { lease: 200, renewEvery: 30 });
    await holder.begun;
    sandbox.hang('cloudformation', 100);
    await expect(holder.ended).rejects.toThrow(
      'AWS did not let this run show for',
    );
  });

  it('say what the deployer needs to lock', async () => {
    const { iam } = clientsOf(sandbox, { account: TOOLS });
    const policy = {
      RoleName: 'backstage-deployer',
      PolicyName: 'DeployStacks',
    };
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand(policy));
    const document = JSON.parse(decodeURIComponent(PolicyDocument!));
    await iam.send(
      new PutRolePolicyCommand({
        ...policy,
        PolicyDocument: JSON.stringify({
          ...document,
          Statement: document.Statement.filter(
            ({ Sid }: { Sid: string }) => Sid !== 'LockPipelines',
          ),
        }),
      }),
    );
    await expect(deploy()).rejects.toThrow(
      /The pipeline cannot be locked against other runs.*LockPipelines/,
    );
    expect(await stackNames()).toEqual([]);
  });

  it('leave a stack alone that is called as a lock would be', async () => {
    const { cloudFormation } = clientsOf(sandbox, { account: TOOLS });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'orders-lock',
        TemplateBody: 'Resources: { Topic: { Type: AWS::SNS::Topic } }',
      }),
    );
    const { cloudFormation: state } = sandbox.world
      .account(TOOLS)
      .region(REGION);
    await state.find('orders-lock')!.settled;
    await expect(deploy()).rejects.toThrow(
      /stack orders-lock.* is CREATE_COMPLETE, but a stack of that name is what locks a pipeline/,
    );
    expect(await stackNames()).toEqual(['orders-lock']);
  });
});
