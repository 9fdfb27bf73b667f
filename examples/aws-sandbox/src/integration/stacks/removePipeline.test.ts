import {
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import {
  readDeployedPipeline,
  removePipeline,
  type RemovePipelineOptions,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf } from '../../__testUtils__/clientsOf';
import type { Sandbox } from '../../Sandbox';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  REGION,
  renderOrders,
  STAGING,
  startOrdersSandbox,
  TOOLS,
} from '../__testUtils__/ordersPipeline';

describe('removePipeline in the sandbox', () => {
  let sandbox: Sandbox;
  let pipelineArn: string;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    const orders = await renderOrders('orders', {
      deployRole: {
        statements: [{ Effect: 'Allow', Action: 'sns:*', Resource: '*' }],
      },
    });
    pipelineArn = orders.pipelineArn;
    await deployOrders(sandbox, orders);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  /** With nothing at hand but the pipeline's ARN. */
  const remove = async (options: Partial<RemovePipelineOptions> = {}) => {
    const clients = portalClients(sandbox);
    const { rendered } = await readDeployedPipeline({ clients, pipelineArn });
    return removePipeline({
      manifest: rendered.manifest,
      templates: rendered.files,
      clients,
      pace,
      ...options,
    });
  };

  const stackNames = async (account: string) => {
    const { cloudFormation } = clientsOf(sandbox, { account });
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({}));
    return Stacks!
      .map(({ StackName }) => StackName)
      .filter(name => name!.startsWith('orders'));
  };

  /** As a run of the pipeline would make it. */
  const deployApplication = () =>
    clientsOf(sandbox, { account: DEV }).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'orders',
        TemplateBody: 'Resources: { Topic: { Type: AWS::SNS::Topic } }',
        RoleARN: `arn:aws:iam::${DEV}:role/orders-pipeline-deploy`,
      }),
    );

  const forbidDeletion = () =>
    sandbox.guard(DEV, {
      serviceControl: [
        {
          name: 'keep-stacks',
          document: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Action: 'cloudformation:DeleteStack',
                Resource: '*',
              },
            ],
          },
        },
      ],
    });

  it.each([TOOLS, DEV])(
    'deletes nothing while a stack of account %s is protected, and says what to do',
    async account => {
      const StackName =
        account === TOOLS ? 'orders-foundation' : 'orders-target';
      const protect = (EnableTerminationProtection: boolean) =>
        clientsOf(sandbox, { account }).cloudFormation.send(
          new UpdateTerminationProtectionCommand({
            StackName,
            EnableTerminationProtection,
          }),
        );
      await protect(true);
      await expect(remove()).rejects.toThrow(
        `Take the termination protection away, with credentials of the account, and run again:\n- stack ${StackName} in account ${account}, eu-west-1: aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${StackName} --region eu-west-1`,
      );
      expect(await stackNames(TOOLS)).toEqual(
        expect.arrayContaining(['orders-foundation', 'orders-pipeline']),
      );
      await protect(false);
      await expect(remove()).resolves.toMatchObject({ kept: [] });
    },
  );

  it('keeps an application that is protected, and says what to do', async () => {
    await deployApplication();
    await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'orders',
        EnableTerminationProtection: true,
      }),
    );
    const { kept } = await remove({ deleteApplicationStacks: true });
    expect(kept[0]).toMatchObject({
      stackName: 'orders',
      reason: expect.stringContaining(
        'update-termination-protection --no-enable-termination-protection --stack-name orders',
      ),
    });
  });

  it('leaves nothing in any account', async () => {
    const { kept, remains, stacks } = await remove();
    expect(kept).toEqual([]);
    expect(stacks.map(({ stackName }) => stackName)).toEqual([
      'orders-pipeline',
      'orders-target',
      'orders-target',
      'orders-foundation',
    ]);
    expect(remains).toEqual([
      `Key alias/orders-artifacts of account ${TOOLS} is deleted after its waiting period of 30 days, unless its stack kept it`,
    ]);
    for (const account of [TOOLS, DEV, STAGING]) {
      await expect(stackNames(account)).resolves.toEqual([]);
    }
  });

  it('only tells in a dry run', async () => {
    await expect(remove({ dryRun: true })).resolves.toMatchObject({
      dryRun: true,
      stacks: Array(4).fill({ outcome: 'deleted' }),
    });
    await expect(stackNames(TOOLS)).resolves.toHaveLength(2);
  });

  it('leaves what the pipeline deployed, and the roles that it needs', async () => {
    await deployApplication();
    const { kept } = await remove();
    expect(kept).toEqual([
      expect.objectContaining({
        account: DEV,
        stackName: 'orders',
        reason: 'the pipeline deployed it, and nobody asked to delete it',
      }),
      expect.objectContaining({ account: DEV, stackName: 'orders-target' }),
    ]);
    expect((await stackNames(DEV)).sort()).toEqual(['orders', 'orders-target']);
    await expect(stackNames(STAGING)).resolves.toEqual([]);
  });

  it('says how to delete what the portal may not', async () => {
    await deployApplication();
    forbidDeletion();
    const { kept } = await remove({ deleteApplicationStacks: true });
    expect(kept[0].reason).toMatch(
      /^it could not be deleted: .* Delete it with aws cloudformation delete-stack --stack-name orders --region eu-west-1, then run again$/,
    );
    expect((await stackNames(DEV)).sort()).toEqual(['orders', 'orders-target']);
  });

  it('deletes what the pipeline deployed when somebody asks', async () => {
    await deployApplication();
    const { kept } = await remove({ deleteApplicationStacks: true });
    expect(kept).toEqual([]);
    await expect(stackNames(DEV)).resolves.toEqual([]);
  });

  it('keeps the foundation while its bucket holds artifacts', async () => {
    const bucket = `orders-${TOOLS}-${REGION}`;
    await clientsOf(sandbox).s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: 'a', Body: 'artifact' }),
    );
    const { kept } = await remove();
    expect(kept).toEqual([
      {
        account: TOOLS,
        region: REGION,
        stackName: 'orders-foundation',
        reason: `bucket ${bucket} holds artifacts, and nobody asked to delete them`,
      },
    ]);
    await expect(stackNames(TOOLS)).resolves.toEqual(['orders-foundation']);
  });

  it('empties the bucket when somebody asks', async () => {
    const { s3 } = clientsOf(sandbox);
    for (const Body of ['artifact', 'newer']) {
      await s3.send(
        new PutObjectCommand({
          Bucket: `orders-${TOOLS}-${REGION}`,
          Key: 'a',
          Body,
        }),
      );
    }
    const { kept } = await remove({ emptyBuckets: true });
    expect(kept).toEqual([]);
    await expect(stackNames(TOOLS)).resolves.toEqual([]);
  });
});
