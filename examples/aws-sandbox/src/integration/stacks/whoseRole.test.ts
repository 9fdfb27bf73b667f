import {
  CreateRoleCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { DeployManifestOptions } from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import {
  deployOrders,
  DEV,
  renderOrders,
  stageIn,
  startOrdersSandbox,
} from '../__testUtils__/ordersPipeline';

const roleName = 'payments-admin';
const path = '/cross-account-pipelines/';
const roleArn = `arn:aws:iam::${DEV}:role${path}${roleName}`;

const policy = {
  PolicyName: 'More',
  PolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }],
  },
};

/** What gives a policy to a role that is there, of each type that can. */
const attachments = {
  'AWS::IAM::Policy': { ...policy, Roles: [roleName] },
  'AWS::IAM::RolePolicy': { ...policy, RoleName: roleName },
  'AWS::IAM::ManagedPolicy': {
    PolicyDocument: policy.PolicyDocument,
    Roles: [roleName],
  },
};

describe('a role that is there already', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await clientsOf(sandbox, { account: DEV }).iam.send(
      new CreateRoleCommand({
        RoleName: roleName,
        Path: path,
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
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  /** With a resource more in the stack of the target account. */
  const deploy = async (
    resource: object,
    options: Partial<DeployManifestOptions> = {},
  ) => {
    const orders = await renderOrders('orders', {
      stages: [stageIn(DEV, 'Dev')],
    });
    const { template } = orders.manifest.stacks.find(
      ({ phase }) => phase === 'target',
    )!;
    return deployOrders(
      sandbox,
      {
        ...orders,
        files: {
          ...orders.files,
          [template]: orders.files[template].replace(
            /^Resources:\n/m,
            `Resources:\n  More: ${JSON.stringify(resource)}\n`,
          ),
        },
      },
      options,
    );
  };

  const writes = () =>
    sandbox.world.trail.events.filter(({ action }) =>
      /CreateChangeSet|ExecuteChangeSet/.test(action),
    );

  it.each(Object.entries(attachments))(
    'gets no policy by %s',
    async (Type, Properties) => {
      const resource = { Type, Properties };
      await expect(deploy(resource)).rejects.toThrow(
        `crossAccountPipelines.existingRoles:\n- ${roleName}, by More of stack orders-target in account ${DEV}`,
      );
      // Of another path.
      const others = [`arn:aws:iam::${DEV}:role/${roleName}`];
      await expect(deploy(resource, { existingRoles: others })).rejects.toThrow(
        `${roleArn}, by More`,
      );
      expect(writes()).toEqual([]);
    },
  );

  it('gets one when the platform team allows it', async () => {
    const { iam } = clientsOf(sandbox, { account: DEV });
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'backstage-deployer',
        PolicyName: 'GivePolicies',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'iam:*RolePolicy', Resource: roleArn },
          ],
        }),
      }),
    );
    await deploy(
      { Type: 'AWS::IAM::Policy', Properties: attachments['AWS::IAM::Policy'] },
      { existingRoles: [`arn:aws:iam::*:role${path}*`] },
    );
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: roleName }),
    );
    expect(PolicyNames).toEqual(['More']);
  });

  it('gets none by a name that is known only once it is deployed', async () => {
    await expect(
      deploy(
        {
          Type: 'AWS::IAM::Policy',
          Properties: { ...policy, Roles: { 'Fn::ImportValue': 'AnyRoles' } },
        },
        { existingRoles: ['*'] },
      ),
    ).rejects.toThrow(
      'a role whose name is known only once it is deployed, by More of',
    );
    expect(writes()).toEqual([]);
  });

  it('gets none where it cannot be looked up', async () => {
    await expect(
      deploy(
        {
          Type: 'AWS::IAM::RolePolicy',
          Properties: { ...policy, RoleName: 'nobody' },
        },
        { existingRoles: ['*'] },
      ),
    ).rejects.toThrow(/nobody, by More .* could not be looked up: /);
    expect(writes()).toEqual([]);
  });
});
