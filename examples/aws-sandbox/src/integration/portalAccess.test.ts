import { randomUUID } from 'node:crypto';
import {
  CreateStackCommand,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  CreateUserCommand,
  DetachRolePolicyCommand,
  GetPolicyVersionCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import {
  type AwsAccountClients,
  type AwsClients,
  collectEstate,
  deleteManifest,
  listThings,
  planManifest,
  type RenderedPipeline,
} from 'backstage-plugin-cross-account-pipelines-node';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ListedThingKind,
  pipelineNames,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { clientsOf } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { deployPipeline } from '../seed/deployPipeline';
import { sourceBucket } from '../seed/sampleSource';
import {
  deployOrders,
  DEV,
  pace,
  portalClients,
  REGION,
  renderOrders,
  TOOLS,
  startOrdersSandbox,
} from './__testUtils__/ordersPipeline';

/**
 * The sandbox decides every call by the policies that templates/portal-access
 * made in its accounts.
 */
describe('the portal with the roles of templates/portal-access', () => {
  let sandbox: Sandbox;
  let clients: AwsClients;
  let orders: RenderedPipeline;

  const deploy = (options: { dryRun?: boolean } = {}) =>
    deployOrders(sandbox, orders, {
      clients,
      onBehalfOf: 'user:default/guest',
      ...options,
    });

  beforeAll(async () => {
    sandbox = await startOrdersSandbox();
    clients = portalClients(sandbox);
    orders = await renderOrders();
    await deploy();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const collect = () =>
    collectEstate({ clients, pipelineArn: orders.pipelineArn });

  const decisions = (role: string) =>
    sandbox.world.trail.events.filter(({ principal }) =>
      principal.includes(`:assumed-role/${role}/`),
    );

  const refusals = () =>
    sandbox.world.trail.events.filter(
      ({ principal, allowed }) =>
        /:assumed-role\/backstage-/.test(principal) && !allowed,
    );

  /** What a role's policies in some accounts allow, its managed ones too. */
  async function allowedActions(accounts: string[], RoleName: string) {
    const documents = await Promise.all(
      accounts.map(async account => {
        const { iam } = clientsOf(sandbox, { account });
        const [{ PolicyNames }, { AttachedPolicies }] = await Promise.all([
          iam.send(new ListRolePoliciesCommand({ RoleName })),
          iam.send(new ListAttachedRolePoliciesCommand({ RoleName })),
        ]);
        return Promise.all([
          ...PolicyNames!.map(async PolicyName => {
            const { PolicyDocument } = await iam.send(
              new GetRolePolicyCommand({ RoleName, PolicyName }),
            );
            return PolicyDocument!;
          }),
          ...AttachedPolicies!.map(async ({ PolicyArn }) => {
            const { PolicyVersion } = await iam.send(
              new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }),
            );
            return PolicyVersion!.Document!;
          }),
        ]);
      }),
    );
    return documents
      .flat()
      .flatMap(text => JSON.parse(decodeURIComponent(text)).Statement)
      .flatMap(({ Action }: { Action: string | string[] }) => Action);
  }

  /** A stack of one resource; returns what the resource goes by. */
  async function make(account: string, Type: string, Properties: object) {
    const StackName = `made-${randomUUID()}`;
    await clientsOf(sandbox, { account }).cloudFormation.send(
      new CreateStackCommand({
        StackName,
        TemplateBody: JSON.stringify({
          Resources: { It: { Type, Properties } },
        }),
      }),
    );
    const { cloudFormation } = sandbox.world.account(account).region(REGION);
    const stack = cloudFormation.find(StackName)!;
    await stack.settled;
    return stack.resources.get('It')!.physicalId!;
  }

  /** From a connection to instances. */
  async function deployToInstances(name: string, connectionArn: string) {
    return deployPipeline(
      parsePipelineSpec({
        name,
        account: TOOLS,
        region: REGION,
        source: {
          provider: 'CodeConnections',
          connectionArn,
          repository: 'shop/app',
          branch: 'main',
        },
        stages: [
          {
            name: 'Dev',
            targets: [
              {
                account: DEV,
                region: REGION,
                deploy: {
                  provider: 'CodeDeploy',
                  application: name,
                  deploymentGroup: 'group',
                  create: { instanceTags: { service: name } },
                },
              },
            ],
          },
        ],
      }),
      clients,
    );
  }

  it.each([
    ['codeconnections', 'AWS::CodeConnections::Connection'],
    ['codestar-connections', 'AWS::CodeStarConnections::Connection'],
  ])(
    'reads the connection and the instances of a pipeline: %s',
    async (prefix, type) => {
      const connectionArn = await make(TOOLS, type, {
        ConnectionName: prefix,
        ProviderType: 'GitHub',
      });
      expect(connectionArn).toContain(`:${prefix}:`);
      const pipelineArn = await deployToInstances(prefix, connectionArn);
      const { instanceProfiles } = sandbox.world.account(DEV).iam;
      await make(DEV, 'AWS::EC2::Instance', {
        IamInstanceProfile: [...instanceProfiles.keys()].find(each =>
          each.startsWith(prefix),
        ),
        Tags: [{ Key: 'service', Value: prefix }],
      });
      const { accounts } = await collectEstate({ clients, pipelineArn });
      expect(accounts[TOOLS].connections).toEqual({
        [connectionArn]: { arn: connectionArn, status: 'PENDING' },
      });
      expect(Object.values(accounts[DEV].deploymentGroups!)).toMatchObject([
        { instanceRoleArns: [expect.stringContaining(`:role/${prefix}-`)] },
      ]);
      expect(refusals()).toEqual([]);
    },
  );

  it('reads all that the health check and a plan ask for, and could read no more', async () => {
    const { iam } = clientsOf(sandbox, { account: DEV });
    const attached = {
      RoleName: pipelineNames({ name: 'orders', account: TOOLS }).deployRole,
      PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    };
    await iam.send(new AttachRolePolicyCommand(attached));
    const { accounts } = await collect();
    await iam.send(new DetachRolePolicyCommand(attached));
    const plans = await planManifest({
      manifest: orders.manifest,
      templates: orders.files,
      clients,
      purpose: 'read',
    });
    expect(plans.map(({ outcome }) => outcome)).toEqual(
      Array(4).fill('unchanged'),
    );
    // What is not read shows in the estate in part only; the trail has it all.
    expect(refusals()).toEqual([]);
    expect(Object.keys(accounts)).toContain(DEV);
    const asked = decisions('backstage-reader').map(({ action }) => action);
    const allowed = await allowedActions([TOOLS, DEV], 'backstage-reader');
    const unasked = new Set(allowed);
    asked.forEach(action => unasked.delete(action));
    // The sandbox has no Auto Scaling groups to read, runs and tags are read by
    // the backend plugin beside all this, as is what forms offer, and the
    // pipeline names nothing of all these.
    expect([...unasked].sort()).toEqual([
      'appconfig:GetApplication',
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:DescribeLaunchConfigurations',
      'cloudformation:GetResource',
      'codecommit:GetRepository',
      'codecommit:ListRepositories',
      'codeconnections:ListConnections',
      'codeconnections:ListTagsForResource',
      'codepipeline:GetPipelineState',
      'codepipeline:ListPipelineExecutions',
      'codepipeline:ListPipelines',
      'codepipeline:ListTagsForResource',
      'codestar-connections:ListConnections',
      'ec2:DescribeLaunchTemplateVersions',
      'ecr:DescribeRepositories',
      'ecs:DescribeServices',
      'ecs:ListClusters',
      'eks:DescribeAccessEntry',
      'eks:DescribeCluster',
      'eks:ListAssociatedAccessPolicies',
      'eks:ListClusters',
      'elasticbeanstalk:DescribeEnvironments',
      'lambda:GetFunctionConfiguration',
      'lambda:ListFunctions',
      'ram:ListResources',
      's3:ListAllMyBuckets',
      'servicecatalog:DescribeProductAsAdmin',
      'sns:GetTopicAttributes',
      'states:DescribeStateMachine',
      'tag:GetResources',
    ]);
  });

  it('lists what forms offer, by name', async () => {
    const made: Array<[ListedThingKind, string, object, string]> = [
      ['bucket', 'AWS::S3::Bucket', { BucketName: 'listed-b' }, 'listed-b'],
      [
        'codecommit-repository',
        'AWS::CodeCommit::Repository',
        { RepositoryName: 'listed' },
        'listed',
      ],
      [
        'ecr-repository',
        'AWS::ECR::Repository',
        { RepositoryName: 'listed/web' },
        'listed/web',
      ],
      [
        'function',
        'AWS::Lambda::Function',
        { FunctionName: 'listed' },
        'listed',
      ],
      ['ecs-cluster', 'AWS::ECS::Cluster', { ClusterName: 'listed' }, 'listed'],
      ['eks-cluster', 'AWS::EKS::Cluster', { Name: 'listed' }, 'listed'],
    ];
    for (const [kind, type, properties, value] of made) {
      await make(DEV, type, properties);
      const place = { clients, account: DEV, kind };
      const here = await listThings({ ...place, region: REGION });
      expect(here).toContainEqual(expect.objectContaining({ value }));
      const elsewhere = await listThings({ ...place, region: 'us-east-1' });
      expect(elsewhere.map(each => each.value)).not.toContain(value);
    }
    const arn = await make(TOOLS, 'AWS::CodeConnections::Connection', {
      ConnectionName: 'listed',
      ProviderType: 'GitLab',
    });
    await expect(
      listThings({
        clients,
        account: TOOLS,
        region: REGION,
        kind: 'connection',
      }),
    ).resolves.toContainEqual({
      value: arn,
      title: 'listed',
      detail: 'GitLab · PENDING',
    });
    expect(refusals()).toEqual([]);
  });

  it('deploys, looks again, changes and takes down what it made', async () => {
    await deploy({ dryRun: true });
    const [foundation] = orders.manifest.stacks;
    orders = {
      ...orders,
      files: {
        ...orders.files,
        [foundation.template]: orders.files[foundation.template].replace(
          'ExpirationInDays: 90',
          'ExpirationInDays: 60',
        ),
      },
    };
    const { stacks } = await deploy();
    expect(stacks[0].outcome).toBe('updated');
    await deleteManifest({
      manifest: orders.manifest,
      clients,
      pace,
    });
    expect(refusals()).toEqual([]);
    expect(decisions('backstage-deployer').length).toBeGreaterThan(100);
  });

  it.each<
    [string, 'read' | 'deploy', (found: AwsAccountClients) => Promise<unknown>]
  >([
    [
      'read what lies in a bucket',
      'read',
      ({ s3 }) =>
        s3.send(
          new GetObjectCommand({
            Bucket: sourceBucket(TOOLS),
            Key: 'orders.zip',
          }),
        ),
    ],
    [
      'read what lies in a bucket when it deploys',
      'deploy',
      ({ s3 }) =>
        s3.send(
          new GetObjectCommand({
            Bucket: sourceBucket(TOOLS),
            Key: 'orders.zip',
          }),
        ),
    ],
    [
      'make a user',
      'deploy',
      ({ iam }) => iam.send(new CreateUserCommand({ UserName: 'x' })),
    ],
    [
      'delete the stack of its own roles',
      'deploy',
      ({ cloudFormation }) =>
        cloudFormation.send(
          new DeleteStackCommand({ StackName: 'portal-access' }),
        ),
    ],
  ])('cannot %s', async (_, purpose, ask) => {
    const found = await clients.forAccount({
      account: TOOLS,
      region: REGION,
      purpose,
    });
    await expect(ask(found)).rejects.toMatchObject({
      name: expect.stringMatching(/AccessDenied/),
    });
  });
});
