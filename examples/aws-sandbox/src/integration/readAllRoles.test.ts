import {
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
} from '@aws-sdk/client-iam';
import { pipelineNames } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AwsClients,
  collectEstate,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  portalClients,
  renderOrders,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';

describe('an account whose roles are read together', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;
  let orders: RenderedPipeline;

  beforeAll(async () => {
    sandbox = await startOrdersSandbox();
    clients = portalClients(sandbox);
    orders = await renderOrders();
    await deployOrders(sandbox, orders, { clients });
    const { iam } = clientsOf(sandbox, { account: DEV });
    const { Policy: own } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'own',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'sns:*', Resource: '*' },
        }),
      }),
    );
    for (const PolicyArn of [
      own!.Arn,
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ]) {
      await iam.send(
        new AttachRolePolicyCommand({
          RoleName: pipelineNames({ name: 'orders', account: TOOLS })
            .deployRole,
          PolicyArn,
        }),
      );
    }
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  /** The account's roles as they are read, and what is asked for that. */
  async function read(readsAllRoles: boolean) {
    const from = sandbox.world.trail.events.length;
    const { accounts } = await collectEstate({
      clients: {
        readsAllRoles,
        forAccount: options => clients.forAccount(options),
      },
      pipelineArn: orders.pipelineArn,
    });
    const asked = sandbox.world.trail.events
      .slice(from)
      .filter(({ principal }) => principal.includes(`:${DEV}:`))
      .map(({ action }) => action);
    return { roles: accounts[DEV].roles, asked };
  }

  async function letReadAllRoles() {
    const { cloudFormation } = clientsOf(sandbox, { account: DEV });
    const StackName = 'portal-access';
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName }),
    );
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName,
        UsePreviousTemplate: true,
        Parameters: Stacks![0].Parameters!.map(({ ParameterKey }) =>
          ParameterKey === 'ReadsAllRoles'
            ? { ParameterKey, ParameterValue: 'true' }
            : { ParameterKey, UsePreviousValue: true },
        ),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    const { cloudFormation: stacks } = sandbox.world
      .account(DEV)
      .region(orders.manifest.stacks[0].region);
    await stacks.find(StackName)!.settled;
  }

  it('is known as well as one whose roles are read one by one, before and after portal-access allows it', async () => {
    const oneByOne = await read(false);
    const policies = Object.values(oneByOne.roles).flatMap(
      role => role.policies,
    );
    expect(policies).toHaveLength(5);
    expect(policies.filter(({ unreadable }) => unreadable)).toEqual([]);

    const refused = await read(true);
    expect(refused.roles).toEqual(oneByOne.roles);
    expect(refused.asked).toContain('iam:GetRolePolicy');

    await letReadAllRoles();
    const together = await read(true);
    expect(together.roles).toEqual(oneByOne.roles);
    expect(together.asked).toContain('iam:GetAccountAuthorizationDetails');
    expect(together.asked).not.toContain('iam:GetRolePolicy');
    // AWS's own policies are not among what an account has.
    expect(
      together.asked.filter(action => action === 'iam:GetPolicy'),
    ).toHaveLength(1);
  });
});
