import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import type { DeployManifestOptions } from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import {
  deployOrders,
  DEV,
  REGION,
  renderOrders,
  stageIn,
  startOrdersSandbox,
} from '../__testUtils__/ordersPipeline';

/** Of the stack that the pipeline deploys in every account. */
const stackName = 'orders-app';

describe('a stack that the pipeline would deploy', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const make = async (
    name: string,
    options: { tags?: Record<string, string>; roleArn?: string } = {},
  ) => {
    await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: 'Resources: { Topic: { Type: AWS::SNS::Topic } }',
        Tags: Object.entries(options.tags ?? {}).map(([Key, Value]) => ({
          Key,
          Value,
        })),
        RoleARN: options.roleArn,
      }),
    );
  };

  const deploy = async (
    options: Partial<DeployManifestOptions> & { stack?: string } = {},
  ) => {
    const { stack = stackName, ...others } = options;
    const orders = await renderOrders('orders', {
      tags: { 'backstage-component': 'component:default/orders' },
      stages: [stageIn(DEV, 'Dev', stack)],
    });
    return deployOrders(sandbox, orders, others);
  };

  const writes = () =>
    sandbox.world.trail.events.filter(({ action }) =>
      /CreateChangeSet|ExecuteChangeSet/.test(action),
    );

  it.each([
    [
      'another service by its tag',
      { tags: { 'backstage-component': 'component:default/payments' } },
      'belongs to component:default/payments, not to component:default/orders',
    ],
    ['nobody', {}, 'deployed by nobody that AWS remembers'],
  ])('is refused when it is of %s', async (_, options, reason) => {
    await make(stackName, options);
    await expect(deploy()).rejects.toThrow(
      `The pipeline may not deploy all of its stacks; nothing was changed. Choose another stack name:\n- stack ${stackName} in account ${DEV}, ${REGION}`,
    );
    await expect(deploy()).rejects.toThrow(reason);
    expect(writes()).toEqual([]);
  });

  it('is the service’s own by its tag', async () => {
    await make(stackName, {
      tags: { 'backstage-component': 'component:default/orders' },
    });
    await expect(deploy()).resolves.toMatchObject({ dryRun: false });
  });

  it('is taken over when somebody asks and the platform team allows it', async () => {
    await make(stackName);
    const stackRules = { reserved: [], adoptable: ['orders-*'] };
    await expect(deploy({ stackRules })).rejects.toThrow(
      'to take it over, name it among the stacks to adopt',
    );
    await deploy({ stackRules, adopt: [stackName] });
    // From then on the pipeline itself says so.
    await expect(deploy()).resolves.toMatchObject({ dryRun: false });
  });

  it.each(['CDKToolkit', 'cdktoolkit', 'portal-access', 'StackSet-x'])(
    'cannot be called %s',
    async stack => {
      await expect(deploy({ stack })).rejects.toThrow(`${stack} is reserved`);
      expect(writes()).toEqual([]);
    },
  );

  it('is not one that holds the pipeline’s own roles', async () => {
    const orders = await renderOrders();
    await expect(
      deploy({
        manifest: orders.manifest,
        templates: {
          ...orders.files,
          'pipeline.yaml': orders.files['pipeline.yaml'].replace(
            /StackName: .*/g,
            'StackName: orders-target',
          ),
        },
      }),
    ).rejects.toThrow("holds the pipeline's own roles");
  });

  it('has a name that the platform team lets the service have', async () => {
    const stackRules = {
      names: ['{component}', '{component}-*'],
      reserved: [],
      adoptable: [],
    };
    await expect(
      deploy({ stackRules, stack: 'payments-orders' }),
    ).rejects.toThrow(
      'payments-orders is not a name for a stack of orders; the platform team lets it be orders or orders-*',
    );
    await expect(deploy({ stackRules })).resolves.toMatchObject({
      dryRun: false,
    });
  });
});
