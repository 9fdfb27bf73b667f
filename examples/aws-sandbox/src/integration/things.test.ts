import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CodeCommitClient,
  GetBranchCommand,
  GetRepositoryCommand,
} from '@aws-sdk/client-codecommit';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
} from '@aws-sdk/client-ecs';
import {
  DescribeAccessEntryCommand,
  DescribeClusterCommand,
  EKSClient,
  ListAssociatedAccessPoliciesCommand,
} from '@aws-sdk/client-eks';
import {
  GetAliasCommand,
  GetFunctionCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  clientsInRole,
  clientsOf,
  REGION,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const ADMIN_POLICY =
  'arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy';
const WORKER = `arn:aws:iam::${TOOLS}:role/worker`;

const resources = {
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: { FunctionName: 'smoke', Runtime: 'nodejs24.x' },
  },
  Images: {
    Type: 'AWS::ECR::Repository',
    Properties: { RepositoryName: 'orders' },
  },
  Code: {
    Type: 'AWS::CodeCommit::Repository',
    Properties: { RepositoryName: 'orders' },
  },
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'apps' } },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: { Cluster: 'apps', ServiceName: 'web' },
  },
  Kubernetes: { Type: 'AWS::EKS::Cluster', Properties: { Name: 'k8s' } },
  Entry: {
    Type: 'AWS::EKS::AccessEntry',
    Properties: {
      ClusterName: 'k8s',
      PrincipalArn: WORKER,
      AccessPolicies: [
        { PolicyArn: ADMIN_POLICY, AccessScope: { Type: 'cluster' } },
      ],
    },
  },
};

describe('what pipelines work on', () => {
  let sandbox: Sandbox;
  let config: ConstructorParameters<typeof ECRClient>[0] & object;

  beforeAll(async () => {
    sandbox = await startSandbox();
    config = {
      region: REGION,
      endpoint: sandbox.url,
      credentials: sandbox.administrator(TOOLS),
      maxAttempts: 1,
    };
    await clientsOf(sandbox).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'things',
        TemplateBody: JSON.stringify({ Resources: resources }),
      }),
    );
    const stack = sandbox.world
      .account(TOOLS)
      .region(REGION)
      .cloudFormation.find('things')!;
    await stack.settled;
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it('can be found where it is', async () => {
    const lambda = new LambdaClient(config);
    await expect(
      lambda.send(
        new GetFunctionCommand({
          FunctionName: `arn:aws:lambda:${REGION}:${TOOLS}:function:smoke`,
        }),
      ),
    ).resolves.toMatchObject({
      Configuration: { FunctionName: 'smoke', Runtime: 'nodejs24.x' },
    });
    await expect(
      new ECRClient(config).send(
        new DescribeRepositoriesCommand({ repositoryNames: ['orders'] }),
      ),
    ).resolves.toMatchObject({
      repositories: [
        {
          repositoryUri: `${TOOLS}.dkr.ecr.${REGION}.amazonaws.com/orders`,
          createdAt: expect.any(Date),
        },
      ],
    });
    const codeCommit = new CodeCommitClient(config);
    await codeCommit.send(
      new GetRepositoryCommand({ repositoryName: 'orders' }),
    );
    await codeCommit.send(
      new GetBranchCommand({ repositoryName: 'orders', branchName: 'main' }),
    );
    const ecs = new ECSClient(config);
    await expect(
      ecs.send(new DescribeClustersCommand({ clusters: ['apps'] })),
    ).resolves.toMatchObject({ clusters: [{ status: 'ACTIVE' }] });
    await expect(
      ecs.send(
        new DescribeServicesCommand({
          cluster: 'apps',
          services: ['web', 'x'],
        }),
      ),
    ).resolves.toMatchObject({
      services: [{ serviceName: 'web' }],
      failures: [{ reason: 'MISSING' }],
    });
    const eks = new EKSClient(config);
    await expect(
      eks.send(new DescribeClusterCommand({ name: 'k8s' })),
    ).resolves.toMatchObject({ cluster: { status: 'ACTIVE' } });
    const entry = { clusterName: 'k8s', principalArn: WORKER };
    await expect(
      eks.send(new DescribeAccessEntryCommand(entry)),
    ).resolves.toMatchObject({ accessEntry: entry });
    await expect(
      eks.send(new ListAssociatedAccessPoliciesCommand(entry)),
    ).resolves.toMatchObject({
      associatedAccessPolicies: [
        { policyArn: ADMIN_POLICY, accessScope: { type: 'cluster' } },
      ],
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'function',
      () =>
        new LambdaClient(config).send(
          new GetFunctionCommand({ FunctionName: 'none' }),
        ),
      'ResourceNotFoundException',
    ],
    [
      'alias',
      () =>
        new LambdaClient(config).send(
          new GetAliasCommand({ FunctionName: 'smoke', Name: 'live' }),
        ),
      'ResourceNotFoundException',
    ],
    [
      'image repository',
      () =>
        new ECRClient(config).send(
          new DescribeRepositoriesCommand({ repositoryNames: ['none'] }),
        ),
      'RepositoryNotFoundException',
    ],
    [
      'repository',
      () =>
        new CodeCommitClient(config).send(
          new GetRepositoryCommand({ repositoryName: 'none' }),
        ),
      'RepositoryDoesNotExistException',
    ],
    [
      'branch',
      () =>
        new CodeCommitClient(config).send(
          new GetBranchCommand({
            repositoryName: 'orders',
            branchName: 'none',
          }),
        ),
      'BranchDoesNotExistException',
    ],
    [
      'cluster of a service',
      () =>
        new ECSClient(config).send(
          new DescribeServicesCommand({ cluster: 'none', services: ['web'] }),
        ),
      'ClusterNotFoundException',
    ],
    [
      'Kubernetes cluster',
      () =>
        new EKSClient(config).send(
          new DescribeClusterCommand({ name: 'none' }),
        ),
      'ResourceNotFoundException',
    ],
    [
      'access entry',
      () =>
        new EKSClient(config).send(
          new DescribeAccessEntryCommand({
            clusterName: 'k8s',
            principalArn: `${WORKER}-2`,
          }),
        ),
      'ResourceNotFoundException',
    ],
  ])('is said to be missing: %s', async (_, read, name) => {
    await expect(read()).rejects.toMatchObject({ name });
  });

  it('is shown only to those who may see it', async () => {
    await makeRole(sandbox, {
      account: TOOLS,
      name: 'nosy',
      trusts: { AWS: TOOLS },
      statements: [{ Action: 'sns:*', Resource: '*' }],
    });
    const { sts } = await clientsInRole(sandbox, {
      by: TOOLS,
      roleArn: `arn:aws:iam::${TOOLS}:role/nosy`,
    });
    const mine = { ...config, credentials: sts.config.credentials };
    for (const read of [
      () =>
        new LambdaClient(mine).send(
          new GetFunctionCommand({ FunctionName: 'smoke' }),
        ),
      () => new ECRClient(mine).send(new DescribeRepositoriesCommand({})),
      () =>
        new EKSClient(mine).send(new DescribeClusterCommand({ name: 'k8s' })),
    ]) {
      await expect(read()).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('is not authorized to perform'),
      });
    }
  });
});
