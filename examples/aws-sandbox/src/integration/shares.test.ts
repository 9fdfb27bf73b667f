import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import { CreateGrantCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  assessPipeline,
  hopsOf,
  type HopVerdict,
} from 'backstage-plugin-cross-account-pipelines-core';
import { collectEstate } from 'backstage-plugin-cross-account-pipelines-node';
import {
  clientsOf,
  DEV,
  policyOf,
  REGION,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { actionType, PipelineParts } from '../__testUtils__/PipelineParts';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { portalClients } from './__testUtils__/ordersPipeline';

describe('what AWS RAM and grants let another account use', () => {
  let sandbox: Sandbox;
  let parts: PipelineParts;

  beforeEach(async () => {
    sandbox = await startReachableSandbox();
    parts = await PipelineParts.make(sandbox);
    await parts.allow({
      account: TOOLS,
      name: 'service',
      statements: [
        {
          Action: [
            's3:*',
            'kms:*',
            'sts:AssumeRole',
            'codeconnections:UseConnection',
            'codestar-connections:UseConnection',
          ],
          Resource: '*',
        },
      ],
    });
    await parts.putSource({ 'file.txt': 'x' });
  });

  afterEach(() => sandbox.stop());

  const deploy = async (
    account: string,
    StackName: string,
    Resources: object,
  ) => {
    await clientsOf(sandbox, { account }).cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify({ Resources }),
      }),
    );
    const stack = sandbox.world
      .account(account)
      .region(REGION)
      .cloudFormation.find(StackName)!;
    await stack.settled;
    expect(stack.status).toBe('CREATE_COMPLETE');
  };

  const share = (
    account: string,
    ResourceArns: string[],
    Principals: string[],
  ) =>
    deploy(account, 'share', {
      Share: {
        Type: 'AWS::RAM::ResourceShare',
        Properties: { Name: 'share', ResourceArns, Principals },
      },
    });

  const verdicts = async (hop: string): Promise<HopVerdict[]> => {
    const pipelineArn = `arn:aws:codepipeline:${REGION}:${TOOLS}:shape`;
    const estate = await collectEstate({
      clients: portalClients(sandbox),
      pipelineArn,
    });
    const report = assessPipeline({
      estate,
      pipelineArn,
      now: new Date(Date.now() + 3_600_000),
    });
    return hopsOf(report).filter(({ id }) => id.includes(hop));
  };

  const deployAction = (roleArn: string) => ({
    actionTypeId: actionType('Deploy', 'CloudFormation'),
    roleArn,
    configuration: { ActionMode: 'DELETE_ONLY', StackName: 'nothing' },
  });

  const succeeded = (run: { status?: string }) => run.status === 'Succeeded';

  it('a connection', async () => {
    await deploy(DEV, 'connection', {
      Connection: {
        Type: 'AWS::CodeConnections::Connection',
        Properties: { ConnectionName: 'shared', ProviderType: 'GitHub' },
      },
    });
    const { connections } = sandbox.world
      .account(DEV)
      .region(REGION).codeConnections;
    const [connection] = [...connections.values()];
    connection.status = 'AVAILABLE';
    sandbox.world
      .account(DEV)
      .region(REGION)
      .codeConnections.push('example/app', 'main', {
        id: 'abc123',
        message: 'First',
        files: { 'file.txt': Buffer.from('x') },
      });
    const roleArn = await parts.makeRole({
      name: 'action',
      statements: [{ Action: '*', Resource: '*' }],
    });
    const alone = await parts.run(deployAction(roleArn), {
      actionTypeId: actionType('Source', 'CodeStarSourceConnection'),
      configuration: {
        ConnectionArn: connection.arn,
        FullRepositoryId: 'example/app',
        BranchName: 'main',
      },
    });
    expect(succeeded(alone)).toBe(false);
    expect(await verdicts('H8:connection')).toMatchObject([
      {
        health: 'broken',
        reason: expect.stringContaining('AWS RAM does not share it'),
      },
    ]);

    await share(DEV, [connection.arn], [TOOLS]);
    expect(succeeded(await parts.runAgain())).toBe(true);
    expect((await verdicts('onnection')).map(({ health }) => health)).toEqual(
      (await verdicts('onnection')).map(() => 'healthy'),
    );
  });

  it('no connection of an account that there is not', async () => {
    const ConnectionArn = `arn:aws:codeconnections:${REGION}:999999999990:connection/none`;
    await expect(
      clientsOf(sandbox).codeConnections.send(
        new GetConnectionCommand({ ConnectionArn }),
      ),
    ).rejects.toThrow(
      `is not authorized to perform: codeconnections:GetConnection on resource: ${ConnectionArn}`,
    );
    const run = await parts.run(
      {
        actionTypeId: actionType('Deploy', 'S3'),
        configuration: { BucketName: 'destination', Extract: 'true' },
      },
      {
        actionTypeId: actionType('Source', 'CodeStarSourceConnection'),
        configuration: {
          ConnectionArn,
          FullRepositoryId: 'example/app',
          BranchName: 'main',
        },
      },
    );
    expect(run).toMatchObject({
      status: 'Failed',
      actions: [
        {
          action: 'Source',
          error: expect.stringContaining(
            `PermissionError: Unable to use Connection: ${ConnectionArn}`,
          ),
        },
      ],
    });
  });

  it.each<[string, (key: string, roleArn: string) => Promise<unknown>]>([
    ['a key by RAM', key => share(TOOLS, [key], [DEV])],
    [
      'a key by a grant',
      (KeyId, GranteePrincipal) =>
        clientsOf(sandbox).kms.send(
          new CreateGrantCommand({
            KeyId,
            GranteePrincipal,
            Operations: ['Decrypt', 'DescribeKey'],
          }),
        ),
    ],
  ])('%s', async (_, open) => {
    const roleArn = await parts.makeRole({
      name: 'action',
      statements: [
        { Action: ['s3:*', 'kms:*', 'cloudformation:*'], Resource: '*' },
      ],
    });
    const KeyId = parts.stores[REGION].encryptionKey!.id;
    await clientsOf(sandbox).kms.send(
      new PutKeyPolicyCommand({
        KeyId,
        Policy: policyOf({
          Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
          Action: 'kms:*',
          Resource: '*',
        }),
      }),
    );
    const reads = {
      actionTypeId: actionType('Deploy', 'S3'),
      roleArn,
      configuration: { BucketName: 'destination', Extract: 'true' },
    };
    await clientsOf(sandbox, { account: DEV }).s3.send(
      new CreateBucketCommand({
        Bucket: 'destination',
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    expect(succeeded(await parts.run(reads))).toBe(false);
    expect(await verdicts('H6:action')).toMatchObject([{ health: 'broken' }]);
    await open(KeyId!, roleArn);
    expect(succeeded(await parts.runAgain())).toBe(true);
    expect(await verdicts('H6:action')).toMatchObject([{ health: 'healthy' }]);
  });
});
