import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateAliasCommand, CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  checkRendered,
  lookUpEstate,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { hopsOf } from 'backstage-plugin-cross-account-pipelines-core';
import { componentTag } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import {
  deployOrders,
  DEV,
  portalClients,
  REGION,
  renderOrders,
  STAGING,
  startOrdersSandbox,
  TOOLS,
} from './__testUtils__/ordersPipeline';
import { putIdleSource } from '../seed/putIdleSource';

// The validating engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(300_000);

const RoleName = 'backstage-deployer';

/** Policies that the role has by itself, by name. */
async function inlinePolicies(sandbox: Sandbox, account: string) {
  const { iam } = clientsOf(sandbox, { account });
  const { PolicyNames } = await iam.send(
    new ListRolePoliciesCommand({ RoleName }),
  );
  return Promise.all(
    PolicyNames!.map(async PolicyName => {
      const { PolicyDocument } = await iam.send(
        new GetRolePolicyCommand({ RoleName, PolicyName }),
      );
      const document = JSON.parse(decodeURIComponent(PolicyDocument!));
      return { PolicyName, statements: document.Statement as any[] };
    }),
  );
}

async function putStatements(
  sandbox: Sandbox,
  account: string,
  PolicyName: string,
  Statement: object[],
) {
  await clientsOf(sandbox, { account }).iam.send(
    new PutRolePolicyCommand({
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  );
}

describe('what the deployer may do, before anything is created', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startOrdersSandbox();
    await putIdleSource(sandbox);
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const plan = async (rendered: RenderedPipeline) => {
    const clients = portalClients(sandbox);
    return checkRendered(rendered, {
      lookUp: (estate, arns) => lookUpEstate(estate, arns, { clients }),
    });
  };

  const deploy = (rendered: RenderedPipeline) =>
    deployOrders(sandbox, rendered);

  const deployerHops = async (rendered: RenderedPipeline) =>
    hopsOf((await plan(rendered)).report).filter(({ hop }) => hop === 'H12');

  const brokenHops = async (rendered: RenderedPipeline) =>
    hopsOf((await plan(rendered)).report).filter(
      // The sandbox has made the deployer a moment ago.
      ({ health }) => health === 'broken' || health === 'pending',
    );

  it('is enough with the roles of templates/portal-access', async () => {
    const rendered = await renderOrders();
    const hops = await deployerHops(rendered);
    expect(
      hops.map(({ sentence, health }) => [
        sentence.replace(/key \S+/, 'the key'),
        health,
      ]),
    ).toEqual(
      [
        'backstage-deployer may deploy orders-lock, orders-foundation, orders-pipeline in 111111111111',
        'backstage-deployer may deploy the key in 111111111111',
        'backstage-deployer may change and remove orders-foundation, orders-pipeline in 111111111111',
        'backstage-deployer may change and remove the key in 111111111111',
        'backstage-deployer may deploy orders-target in 012345678901',
        'backstage-deployer may change and remove orders-target in 012345678901',
        'backstage-deployer may deploy orders-target in 222222222222',
        'backstage-deployer may change and remove orders-target in 222222222222',
      ].map(sentence => [sentence, 'healthy']),
    );
    await deploy(rendered);
    // What it made is there now, and is no name that somebody else has.
    expect((await deployerHops(rendered)).map(({ health }) => health)).toEqual(
      Array(5).fill('healthy'),
    );
  });

  it('names the policy that it may not attach, in each account', async () => {
    const rendered = await renderOrders('orders', {
      deployRole: {
        managedPolicyArns: ['arn:aws:iam::aws:policy/PowerUserAccess'],
      },
    });
    const broken = await brokenHops(rendered);
    expect(broken.map(({ account }) => account)).toEqual([DEV, STAGING]);
    expect(broken[0]).toMatchObject({
      hop: 'H12',
      reason: expect.stringContaining(
        `The policies of backstage-deployer do not allow: iam:AttachRolePolicy on arn:aws:iam::${DEV}:role/orders-pipeline-deploy with iam:PolicyARN arn:aws:iam::aws:policy/PowerUserAccess. The template portal-access takes the policies that may be attached as AttachablePolicyArns.`,
      ),
      remedy: { document: { account: DEV } },
    });
    await expect(deploy(rendered)).rejects.toThrow('iam:AttachRolePolicy');
  });

  it('names the boundary that nobody made, once an account', async () => {
    const rendered = await renderOrders('orders', {
      permissionsBoundary:
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/pipelines',
    });
    const broken = await brokenHops(rendered);
    expect(broken.map(({ hop, account }) => [hop, account])).toEqual(
      [TOOLS, DEV, STAGING].map(account => ['H11', account]),
    );
    expect(broken[1].reason).toBe(
      `There is no policy arn:aws:iam::${DEV}:policy/pipelines: AWS refuses a role that names it. Create it in ${DEV} first, or name another.`,
    );
    await expect(deploy(rendered)).rejects.toThrow('pipelines');
  });

  it('names a role that something else has made', async () => {
    const rendered = await renderOrders();
    await clientsOf(sandbox, { account: DEV }).iam.send(
      new CreateRoleCommand({
        RoleName: 'orders-pipeline-action',
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'codepipeline.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    );
    expect(await brokenHops(rendered)).toMatchObject([
      {
        hop: 'H12',
        account: DEV,
        sentence: `The name of role orders-pipeline-action is free in ${DEV}`,
      },
    ]);
    await expect(deploy(rendered)).rejects.toThrow(
      'Something of that name exists already',
    );
  });

  it('names a key alias that something else has made', async () => {
    const rendered = await renderOrders();
    const { kms } = clientsOf(sandbox, { account: TOOLS });
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const [alias] = rendered.manifest.stacks.flatMap(
      ({ parameters }) => parameters?.KeyAlias ?? [],
    );
    await kms.send(
      new CreateAliasCommand({
        AliasName: String(alias),
        TargetKeyId: KeyMetadata!.KeyId,
      }),
    );
    expect(await brokenHops(rendered)).toMatchObject([
      {
        hop: 'H12',
        account: TOOLS,
        sentence: expect.stringContaining('The name of key alias'),
        reason: expect.stringContaining('CloudFormation would fail'),
      },
    ]);
    await expect(deploy(rendered)).rejects.toThrow(
      'Something of that name exists already',
    );
  });

  const bucketOf = ({ manifest }: RenderedPipeline) =>
    `${manifest.pipeline!.name}-${TOOLS}-${REGION}`;

  it('names a bucket that another account has', async () => {
    const rendered = await renderOrders();
    await clientsOf(sandbox, { account: DEV }).s3.send(
      new CreateBucketCommand({ Bucket: bucketOf(rendered) }),
    );
    expect(await brokenHops(rendered)).toMatchObject([
      {
        hop: 'H12',
        account: TOOLS,
        sentence: `The name of bucket ${bucketOf(
          rendered,
        )} is free in ${TOOLS}`,
        reason: expect.stringContaining(`Another account than ${TOOLS}`),
      },
    ]);
    await expect(deploy(rendered)).rejects.toThrow();
  });

  it('says with which permission it could be told whether a bucket is there', async () => {
    const rendered = await renderOrders();
    const { s3, iam } = clientsOf(sandbox, { account: TOOLS });
    await s3.send(new CreateBucketCommand({ Bucket: bucketOf(rendered) }));
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'backstage-reader',
        PolicyName: 'blind',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Deny',
            Action: 's3:GetBucketLocation',
            Resource: '*',
          },
        }),
      }),
    );
    const hops = await deployerHops(rendered);
    expect(hops.filter(({ health }) => health === 'unknown')).toMatchObject([
      {
        sentence: `The name of bucket ${bucketOf(
          rendered,
        )} is free in ${TOOLS}`,
        reason: expect.stringContaining(
          `with s3:GetBucketLocation on ${bucketOf(rendered)} it could be told`,
        ),
      },
    ]);
  });

  it('names a stack that is there for somebody else', async () => {
    const rendered = await renderOrders('orders', {
      tags: { [componentTag]: 'component:default/orders' },
    });
    const { stackName } = rendered.manifest.stacks.find(
      ({ account }) => account === DEV,
    )!;
    await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
      new CreateStackCommand({
        StackName: stackName,
        TemplateBody: JSON.stringify({
          Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
        }),
        Tags: [{ Key: componentTag, Value: 'component:default/other' }],
      }),
    );
    await sandbox.world
      .account(DEV)
      .region(REGION)
      .cloudFormation.find(stackName)!.settled;
    expect(await brokenHops(rendered)).toMatchObject([
      {
        hop: 'H12',
        account: DEV,
        sentence: `The name of stack ${stackName} is free in ${DEV}`,
        reason: expect.stringContaining('component:default/other'),
      },
    ]);
  });

  it('is foretold as AWS decides it, whichever statement is taken away', async () => {
    const rendered = await renderOrders();
    const outcomes: Array<[string, boolean, boolean]> = [];
    for (const account of [TOOLS, DEV]) {
      const policies = await inlinePolicies(sandbox, account);
      for (const { PolicyName, statements } of policies) {
        for (const left of statements.filter(
          ({ Effect }) => Effect === 'Allow',
        )) {
          await putStatements(
            sandbox,
            account,
            PolicyName,
            statements.map(each =>
              each === left
                ? { ...each, Action: 'sts:GetCallerIdentity', Resource: '*' }
                : each,
            ),
          );
          const isForetold = (await brokenHops(rendered)).length > 0;
          const fails = await deploy(rendered).then(
            () => false,
            () => true,
          );
          outcomes.push([`${account} ${left.Sid}`, isForetold, fails]);
          await sandbox.stop();
          sandbox = await startOrdersSandbox();
          await putIdleSource(sandbox);
        }
      }
    }
    const failing = outcomes.filter(([, , fails]) => fails);
    expect(failing.length).toBeGreaterThan(8);
    expect(
      outcomes.filter(([, isForetold, fails]) => isForetold !== fails),
    ).toEqual([]);
  });
});
