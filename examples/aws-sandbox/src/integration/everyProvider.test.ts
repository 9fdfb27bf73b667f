import {
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import {
  hopsOf,
  type PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type Hop,
  listLinks,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  clientsOf,
  DEV,
  policyOf,
  REGION,
  STAGING,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import { findPipeline } from '../control/findPipeline';
import type { Sandbox } from '../Sandbox';
import {
  errorOf,
  RenderedShape,
  targetIn,
} from './__testUtils__/RenderedShape';

const arn = (service: string, path: string, account = DEV) =>
  `arn:aws:${service}:${REGION}:${account}:${path}`;

const CONNECTION = arn(
  'codeconnections',
  'connection/0e4f1a2b-3c4d-5e6f-7a8b-9c0d1e2f3a4b',
  TOOLS,
);

interface ExistingThing {
  account?: string;
  type: string;
  name: string;
  properties?: Record<string, unknown>;
}

interface Shape {
  deploy: Record<string, unknown>;
  spec?: Record<string, unknown>;
  files?: Record<string, string>;
  /** What somebody else has made. */
  things?: ExistingThing[];
  before?: (sandbox: Sandbox) => Promise<unknown>;
  after?: (sandbox: Sandbox) => Promise<unknown>;
  /** What the run leaves behind on the first of the things. */
  leaves?: object;
}

const v2 = { type: 'V2', executionMode: 'QUEUED' };

const cloudFormation = {
  provider: 'CloudFormation',
  stackName: 'shape',
  templatePath: 'template.yaml',
};

const targets: Record<string, Shape> = {
  CloudFormation: { deploy: cloudFormation },
  S3: {
    deploy: {
      provider: 'S3',
      bucket: `website-${DEV}`,
      create: true,
      ownership: 'BucketOwnerEnforced',
    },
    files: { 'index.html': '<p>' },
  },
  CodeBuild: {
    deploy: { provider: 'CodeBuild' },
    files: {
      'buildspec.yml':
        'version: 0.2\nphases: { build: { commands: ["true"] } }',
    },
  },
  ECS: {
    deploy: {
      provider: 'ECS',
      cluster: 'apps',
      service: 'web',
      taskRoleArns: [`arn:aws:iam::${DEV}:role/tasks`],
    },
    files: { 'imagedefinitions.json': '[{"name":"web","imageUri":"web:2"}]' },
    things: [
      {
        type: 'AWS::ECS::Service',
        name: 'web',
        properties: { Cluster: 'apps' },
      },
      { type: 'AWS::ECS::Cluster', name: 'apps' },
    ],
    before: makeRoleFor('tasks', 'ecs-tasks.amazonaws.com'),
    leaves: { Images: [{ name: 'web', imageUri: 'web:2' }] },
  },
  Lambda: {
    deploy: { provider: 'Lambda', function: 'smoke' },
    things: [{ type: 'AWS::Lambda::Function', name: 'smoke' }],
    leaves: { Invocations: 1 },
  },
  LambdaDeploy: {
    deploy: { provider: 'LambdaDeploy', function: 'orders', alias: 'live' },
    spec: v2,
    things: [
      {
        type: 'AWS::Lambda::Function',
        name: 'orders',
        properties: { Aliases: ['live'] },
      },
    ],
    leaves: { Version: 1 },
  },
  EC2: {
    deploy: {
      provider: 'EC2',
      tagKey: 'service',
      tagValue: 'app',
      instanceRoleArn: `arn:aws:iam::${DEV}:role/shape-pipeline-machines`,
      targetDirectory: '/srv/app',
      postScript: 'start.sh',
    },
    spec: v2,
    files: { 'start.sh': 'true' },
    before: makeRoleFor('shape-pipeline-machines', 'ec2.amazonaws.com'),
  },
  EKS: {
    deploy: { provider: 'EKS', cluster: 'k8s', manifests: ['app.yaml'] },
    spec: v2,
    files: { 'app.yaml': 'kind: Deployment' },
    things: [{ type: 'AWS::EKS::Cluster', name: 'k8s' }],
    leaves: { Applied: ['app.yaml'] },
  },
  ElasticBeanstalk: {
    deploy: {
      provider: 'ElasticBeanstalk',
      application: 'shop',
      environment: 'shop-prod',
    },
    things: [{ type: 'AWS::ElasticBeanstalk::Environment', name: 'shop-prod' }],
    before: sandbox =>
      clientsOf(sandbox, { account: DEV }).s3.send(
        new CreateBucketCommand({
          Bucket: `elasticbeanstalk-${REGION}-${DEV}`,
          CreateBucketConfiguration: { LocationConstraint: REGION },
        }),
      ),
    leaves: { VersionLabel: expect.stringMatching(/^code-pipeline-/) },
  },
  AppConfig: {
    deploy: {
      provider: 'AppConfig',
      application: 'abc1234',
      environment: 'def5678',
      profile: 'ghi9012',
      path: 'flags.json',
    },
    files: { 'flags.json': '{}' },
    things: [{ type: 'AWS::AppConfig::Application', name: 'abc1234' }],
    leaves: { 'def5678/ghi9012': '{}' },
  },
  ServiceCatalog: {
    deploy: {
      provider: 'ServiceCatalog',
      productId: 'prod-abc123',
      templatePath: 'product.yaml',
      versionName: 'two',
    },
    files: { 'product.yaml': 'Resources: {}' },
    things: [
      {
        type: 'AWS::ServiceCatalog::CloudFormationProduct',
        name: 'prod-abc123',
      },
    ],
    leaves: { Versions: ['two'] },
  },
  ECRBuildAndPublish: {
    deploy: { provider: 'ECRBuildAndPublish', repository: 'images' },
    spec: v2,
    files: { Dockerfile: 'FROM scratch' },
    things: [{ type: 'AWS::ECR::Repository', name: 'images' }],
    leaves: { ImageTags: ['latest'] },
  },
  InspectorScan: {
    deploy: { provider: 'InspectorScan', repository: 'images' },
    spec: v2,
    things: [{ type: 'AWS::ECR::Repository', name: 'images' }],
  },
  Commands: {
    deploy: {
      provider: 'Commands',
      commands: ['true'],
      environment: { URL: { secret: 'shop/db' } },
    },
    spec: v2,
    things: [{ type: 'AWS::SecretsManager::Secret', name: 'shop/db' }],
  },
  CloudFormationStackSet: {
    deploy: {
      provider: 'CloudFormationStackSet',
      stackSetName: 'baseline',
      templatePath: 'template.yaml',
      regions: [REGION],
      accounts: [STAGING],
    },
    before: async sandbox => {
      await makeRole(sandbox, {
        account: DEV,
        name: 'AWSCloudFormationStackSetAdministrationRole',
        trusts: { Service: 'cloudformation.amazonaws.com' },
        statements: [
          {
            Action: 'sts:AssumeRole',
            Resource:
              'arn:aws:iam::*:role/AWSCloudFormationStackSetExecutionRole',
          },
        ],
      });
      await makeRole(sandbox, {
        account: STAGING,
        name: 'AWSCloudFormationStackSetExecutionRole',
        trusts: { AWS: `arn:aws:iam::${DEV}:root` },
        statements: [{ Action: '*', Resource: '*' }],
      });
    },
  },
};

const sources: Record<string, Shape> = {
  CodeCommit: {
    deploy: cloudFormation,
    spec: {
      source: {
        provider: 'CodeCommit',
        repository: 'orders',
        branch: 'main',
      },
    },
    things: [
      {
        account: TOOLS,
        type: 'AWS::CodeCommit::Repository',
        name: 'orders',
        properties: { Files: { 'template.yaml': sampleTemplate() } },
      },
    ],
  },
  ECR: {
    deploy: { provider: 'Lambda', function: 'smoke' },
    spec: { source: { provider: 'ECR', repository: 'images' } },
    things: [
      { account: TOOLS, type: 'AWS::ECR::Repository', name: 'images' },
      { type: 'AWS::Lambda::Function', name: 'smoke' },
    ],
  },
  CodeConnections: {
    deploy: cloudFormation,
    spec: {
      source: {
        provider: 'CodeConnections',
        connectionArn: CONNECTION,
        repository: 'shop/orders',
        branch: 'main',
      },
    },
    before: async sandbox => {
      const { codeConnections } = sandbox.world.account(TOOLS).region(REGION);
      codeConnections.connections.set(CONNECTION, {
        arn: CONNECTION,
        name: 'github',
        providerType: 'GitHub',
        status: 'AVAILABLE',
        tags: {},
      });
      codeConnections.push('shop/orders', 'main', {
        id: '0123456789abcdef0123456789abcdef01234567',
        message: 'Begin',
        files: { 'template.yaml': Buffer.from(sampleTemplate()) },
      });
    },
  },
};

function sampleTemplate(): string {
  return JSON.stringify({
    Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  });
}

function makeRoleFor(name: string, service: string) {
  return (sandbox: Sandbox) =>
    makeRole(sandbox, {
      account: DEV,
      name,
      trusts: { Service: service },
      statements: [{ Action: 's3:ListAllMyBuckets', Resource: '*' }],
    });
}

function thingsIn(sandbox: Sandbox, { account = DEV, type }: ExistingThing) {
  return sandbox.world.account(account).region(REGION).stores.things.of(type);
}

/** Takes one hop away, whatever it is, until it is mended. */
async function breakHop(
  sandbox: Sandbox,
  hop: Hop,
): Promise<(() => Promise<unknown>) | undefined> {
  if (hop.type === 'check') {
    return breakCheck(sandbox, hop);
  }
  const needed = hop.requests.filter(({ need }) => need === 'required');
  if (hop.optional || needed.length === 0) {
    return undefined;
  }
  const { principal, target } = hop;
  if (principal.type === 'role') {
    const [, , , , account, role] = principal.arn.split(':');
    const { iam } = clientsOf(sandbox, { account });
    const named = {
      RoleName: role.split('/').at(-1)!,
      PolicyName: 'Broken',
    };
    await iam.send(
      new PutRolePolicyCommand({
        ...named,
        PolicyDocument: policyOf({
          Effect: 'Deny',
          Action: needed.map(({ action }) => action),
          Resource: '*',
        }),
      }),
    );
    return () => iam.send(new DeleteRolePolicyCommand(named));
  }
  if (target.type !== 'role') {
    return undefined;
  }
  const [, , , , account, role] = target.arn.split(':');
  const { iam } = clientsOf(sandbox, { account });
  const RoleName = role.split('/').at(-1)!;
  const { Role: before } = await iam.send(new GetRoleCommand({ RoleName }));
  const setTrust = (PolicyDocument: string) =>
    iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
  await setTrust(
    policyOf({
      Principal: { Service: 'backup.amazonaws.com' },
      Action: 'sts:AssumeRole',
    }),
  );
  return () => setTrust(decodeURIComponent(before!.AssumeRolePolicyDocument!));
}

const sandboxTypes = [
  ...new Set(
    [...Object.values(targets), ...Object.values(sources)].flatMap(
      ({ things = [] }) => things.map(({ type }) => type),
    ),
  ),
];

async function breakCheck(
  sandbox: Sandbox,
  { check }: Hop & { type: 'check' },
) {
  const gone = (
    account: string,
    type: string,
    has: (name: string) => boolean,
  ) => {
    const things = thingsIn(sandbox, { account, type, name: '' });
    const found = [...things.values()].find(({ name }) => has(name));
    if (!found) {
      return undefined;
    }
    things.delete(found.name);
    return async () => things.set(found.name, found);
  };
  if (check.rule === 'exists') {
    const { id, account } = check.thing;
    const name = id.split(/[:/]/).at(-1)!;
    return sandboxTypes
      .map(type => gone(account, type, each => each === name))
      .find(Boolean);
  }
  if (check.rule === 'connection') {
    const { connections } = sandbox.world
      .account(TOOLS)
      .region(REGION).codeConnections;
    const connection = connections.get(check.connectionArn)!;
    connection.status = 'PENDING';
    return async () => {
      connection.status = 'AVAILABLE';
    };
  }
  if (check.rule === 'cluster-access') {
    return gone(DEV, 'AWS::EKS::AccessEntry', () => true);
  }
  return undefined;
}

/**
 * Each provider that a spec can name, but CodeDeploy, whose instances
 * brokenShapes.test.ts has. What works with a role that the definition does not
 * name, as builds do, is broken there, too.
 */
describe.each([...Object.entries(targets), ...Object.entries(sources)])(
  'a rendered pipeline with %s',
  (_, { deploy, spec, files, things = [], before, after, leaves }) => {
    let sandbox: Sandbox;
    let shape: RenderedShape;

    beforeAll(async () => {
      sandbox = await startReachableSandbox({ runsAnyCommands: true });
      await before?.(sandbox);
      for (const thing of things) {
        thingsIn(sandbox, thing).set(thing.name, {
          name: thing.name,
          arn: arn('thing', thing.name, thing.account),
          createdAt: new Date(),
          tags: {},
          properties: thing.properties ?? {},
        });
      }
      shape = await RenderedShape.deploy(sandbox, {
        files,
        targets: [targetIn(REGION, deploy)],
        spec,
        existingRoles: [`arn:aws:iam::${DEV}:role/shape-pipeline-machines`],
      });
      await shape.lastRun();
      await after?.(sandbox);
    });

    afterAll(async () => {
      await sandbox.stop();
    });

    it('runs to the end', async () => {
      expect(errorOf(await shape.lastRun())).toBe('');
      const worked = things.map(
        thing => thingsIn(sandbox, thing).get(thing.name)!.properties,
      );
      expect([worked[0]]).toMatchObject([leaves ?? worked[0]]);
    });

    it('is stopped by each of its hops', async () => {
      const { declaration } = findPipeline(
        sandbox.world,
        RenderedShape.pipelineName,
      );
      const needed = listLinks(declaration as PipelineDefinition, {
        pipelineArn: RenderedShape.pipelineArn,
      });
      const rows: string[] = [];
      for (const hop of hopsOf(needed)) {
        const mend = await breakHop(sandbox, hop);
        if (!mend) {
          continue;
        }
        const run = await shape.run();
        const report = await shape.report();
        await mend();
        const isNamed = hopsOf(report).some(
          ({ id, health }) => id === hop.id && health === 'broken',
        );
        rows.push(
          `${hop.kind} ${run.status}${isNamed ? '' : ' and not named'}: ${
            hop.sentence
          }`,
        );
      }
      expect(rows.filter(row => !/^\S+ Failed: /.test(row))).toEqual([]);
      expect(errorOf(await shape.run())).toBe('');
    });
  },
);
