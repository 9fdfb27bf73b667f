import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
} from '@aws-sdk/client-iam';
import {
  deleteManifest,
  type DeployManifestOptions,
  formatDeploymentEvent,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  renderOrders,
  STAGING,
  TOOLS,
  startOrdersSandbox,
} from '../__testUtils__/ordersPipeline';

describe('deployManifest in the sandbox', () => {
  let sandbox: Sandbox;
  let orders: RenderedPipeline;

  const start = async (options: { delay?: number } = {}) => {
    sandbox = await startOrdersSandbox(options);
  };

  beforeEach(async () => {
    await start();
    orders = await renderOrders();
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const deploy = async (options: Partial<DeployManifestOptions> = {}) => {
    const lines: string[] = [];
    const result = await deployOrders(sandbox, orders, {
      onEvent: event => lines.push(formatDeploymentEvent(event)),
      ...options,
    });
    return { ...result, lines };
  };

  const outcomes = (result: {
    stacks: Array<{ account: string; outcome: string }>;
  }) => result.stacks.map(({ account, outcome }) => `${account} ${outcome}`);

  const statusOf = async (account: string, stackName: string) => {
    const { cloudFormation } = clientsOf(sandbox, { account });
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: stackName }),
    );
    return Stacks![0].StackStatus;
  };

  /** Takes the name that a stack wants for its action role. */
  const occupyActionRole = async (account: string) => {
    const name = orders.manifest.stacks.find(
      stack => stack.account === account,
    )!.parameters!.ActionRoleName as string;
    const { iam } = clientsOf(sandbox, { account });
    await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'ec2.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    return async () => {
      await iam.send(new DeleteRoleCommand({ RoleName: name }));
    };
  };

  it('deploys foundation, targets and pipeline in one pass, then only reads', async () => {
    const first = await deploy();
    expect(outcomes(first)).toEqual([
      `${TOOLS} created`,
      `${DEV} created`,
      `${STAGING} created`,
      `${TOOLS} created`,
    ]);
    expect(first.lines).toContainEqual(
      expect.stringMatching(
        /^\[012345678901 eu-west-1 orders-\S+\] \((\d+)\/\1\) CREATE_COMPLETE /,
      ),
    );

    const calls = sandbox.world.trail.events.length;
    const again = await deploy();
    expect(outcomes(again)).toEqual([
      `${TOOLS} unchanged`,
      `${DEV} unchanged`,
      `${STAGING} unchanged`,
      `${TOOLS} unchanged`,
    ]);
    const actions = sandbox.world.trail.events
      .slice(calls)
      .filter(({ resource }) => !resource.includes(':stack/orders-lock/'))
      .map(({ action }) => action);
    expect(new Set(actions)).toEqual(
      new Set([
        'sts:AssumeRole',
        'cloudformation:DescribeStacks',
        'cloudformation:GetTemplate',
        's3:GetBucketLocation',
      ]),
    );
  });

  it('changes nothing in a dry run', async () => {
    const { lines, stacks } = await deploy({ dryRun: true });
    expect(stacks.map(({ changes }) => changes.length)).not.toContain(0);
    expect(lines).toContainEqual(
      expect.stringMatching(/changes are not known yet: .* does not exist/),
    );
    for (const { account, stackName } of orders.manifest.stacks) {
      await expect(statusOf(account, stackName)).rejects.toThrow(
        /does not exist/,
      );
    }
  });

  it('does not begin with a target in which a name is taken', async () => {
    const free = await occupyActionRole(DEV);
    await expect(deploy()).rejects.toThrow(
      /^1 of 2 target stacks failed; the pipeline was not deployed.*\n- stack \S+ in account 012345678901, eu-west-1: .*AWS::EarlyValidation::ResourceExistenceCheck/,
    );
    await free();
    await expect(deploy()).resolves.toBeDefined();
  });

  it('lets a failing target stop the pipeline, not the other target', async () => {
    sandbox.guard(DEV, {
      serviceControl: [
        {
          name: 'no-roles',
          document: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' },
            ],
          },
        },
      ],
    });
    await expect(deploy()).rejects.toThrow(
      /^1 of 2 target stacks failed; the pipeline was not deployed.*\n- stack \S+ in account 012345678901, eu-west-1: \w+ \(AWS::IAM::Role\) failed: .*explicit deny in a service control policy/,
    );
    const [, dev, staging, pipeline] = orders.manifest.stacks;
    await expect(statusOf(DEV, dev.stackName)).resolves.toBe(
      'ROLLBACK_COMPLETE',
    );
    await expect(statusOf(STAGING, staging.stackName)).resolves.toBe(
      'CREATE_COMPLETE',
    );
    await expect(statusOf(TOOLS, pipeline.stackName)).rejects.toThrow(
      /does not exist/,
    );

    sandbox.guard(DEV, {});
    const again = await deploy();
    expect(outcomes(again)).toEqual([
      `${TOOLS} unchanged`,
      `${DEV} created`,
      `${STAGING} unchanged`,
      `${TOOLS} created`,
    ]);
    expect(again.lines).toContainEqual(
      expect.stringMatching(
        /^\[012345678901 .*is left over from a creation that failed \(ROLLBACK_COMPLETE\)/,
      ),
    );
  });

  it('survives throttling', async () => {
    sandbox.throttle('cloudformation', 2);
    await expect(deploy()).resolves.toMatchObject({
      stacks: Array(4).fill({ outcome: 'created' }),
    });
  }, 60_000);

  it('waits until new roles can be assumed', async () => {
    sandbox.setConsistencyDelay(300);
    const { lines, stacks } = await deploy();
    expect(stacks[3].outcome).toBe('created');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /is tried again in .* is not authorized to perform/,
      ),
    );
  });

  it('stops waiting on demand, and a further run follows', async () => {
    await sandbox.stop();
    // Long enough for whatever is looked at while the stack is under way.
    await start({ delay: 1_000 });
    const abort = new AbortController();
    const [foundation] = orders.manifest.stacks;
    await expect(
      deploy({
        signal: abort.signal,
        onEvent: event => event.type === 'resource-changed' && abort.abort(),
      }),
    ).rejects.toMatchObject({
      name: 'StoppedWaitingError',
      underWay: [{ account: TOOLS, stackName: foundation.stackName }],
    });
    await expect(statusOf(TOOLS, foundation.stackName)).resolves.toBe(
      'CREATE_IN_PROGRESS',
    );
    const lines: string[] = [];
    const again = await deploy({
      onEvent: event => {
        lines.push(formatDeploymentEvent(event));
        if (/is CREATE_IN_PROGRESS already/.test(lines.join())) {
          sandbox.setDelay(0);
        }
      },
    });
    expect(lines).toContainEqual(
      expect.stringMatching(/is CREATE_IN_PROGRESS already/),
    );
    expect(outcomes(again)[0]).toBe(`${TOOLS} unchanged`);
  }, 60_000);

  it('names the user who asked in what AWS records', async () => {
    const [foundation] = orders.manifest.stacks;
    await clientsOf(sandbox).iam.send(
      new CreateRoleCommand({
        RoleName: 'portal-deployer',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: `arn:aws:iam::${TOOLS}:role/backstage-portal` },
              Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'],
              Condition: { StringEquals: { 'sts:ExternalId': 'only-us' } },
            },
          ],
        }),
      }),
    );
    await clientsOf(sandbox).iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'portal-deployer',
        PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    );
    await deploy({
      manifest: { version: 1, stacks: [foundation] },
      clients: portalClients(sandbox, {
        deployerRoleName: 'portal-deployer',
        externalId: 'only-us',
      }),
      onBehalfOf: 'user:default/guest',
    });
    const principals = sandbox.world.trail.events
      .filter(({ action }) => action === 'cloudformation:ExecuteChangeSet')
      .map(({ principal }) => principal);
    expect(principals).toEqual([
      `arn:aws:sts::${TOOLS}:assumed-role/portal-deployer/user-default-guest`,
    ]);
  });

  it('sends a large template through the artifact bucket', async () => {
    const { template } = orders.manifest.stacks.at(-1)!;
    const { stacks } = await deploy({
      templates: {
        ...orders.files,
        [template]: `${orders.files[template]}\n# ${'x'.repeat(60_000)}`,
      },
    });
    expect(stacks.at(-1)!.outcome).toBe('created');
  });

  it('refuses a large template where no bucket of the account takes it', async () => {
    const [foundation] = orders.manifest.stacks;
    await expect(
      deploy({
        manifest: { version: 1, stacks: [foundation] },
        templates: {
          [foundation.template]: `${
            orders.files[foundation.template]
          }\n# ${'x'.repeat(60_000)}`,
        },
      }),
    ).rejects.toThrow(/CloudFormation takes 51,200 at most/);
  });

  it('takes everything down again in the reverse order', async () => {
    await deploy();
    const { stacks } = await deleteManifest({
      manifest: orders.manifest,
      clients: portalClients(sandbox),
      pace,
    });
    expect(outcomes({ stacks })).toEqual([
      `${TOOLS} deleted`,
      `${DEV} deleted`,
      `${STAGING} deleted`,
      `${TOOLS} deleted`,
    ]);
    const again = await deploy();
    expect(outcomes(again)).not.toContain(`${TOOLS} unchanged`);
  });
});
