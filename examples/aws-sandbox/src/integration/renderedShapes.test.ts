import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { UntagRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand } from '@aws-sdk/client-s3';
import { clientsOf, DEV, REGION, TOOLS } from '../__testUtils__/clientsOf';
import { startReachableSandbox } from '../__testUtils__/startReachableSandbox';
import type { Sandbox } from '../Sandbox';
import { sourceBucket } from '../seed/sampleSource';
import {
  errorOf,
  RenderedShape,
  targetIn,
} from './__testUtils__/RenderedShape';

const OTHER_REGION = 'us-east-1';

/**
 * Shapes as the suite renders them, deployed with the portal's own permissions,
 * run to the end and stopped.
 */
describe('a rendered pipeline that', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startReachableSandbox({ runsAnyCommands: true });
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const deploy = async (
    options: Parameters<typeof RenderedShape.deploy>[1],
  ) => {
    const shape = await RenderedShape.deploy(sandbox, options);
    return { shape, run: await shape.lastRun() };
  };

  const breakHop = (hop: 'key' | 'bucket' | 'trust') =>
    sandbox.breakHop({ pipeline: 'shape', account: DEV, hop });

  it('deploys by CodeDeploy has the instances read the revision', async () => {
    const { shape } = await deploy({
      files: { 'appspec.yml': 'version: 0.0' },
      targets: [
        targetIn(REGION, {
          provider: 'CodeDeploy',
          application: 'app',
          deploymentGroup: 'group',
          create: { instanceTags: { service: 'app', colour: 'blue' } },
        }),
      ],
    });
    const { cloudFormation, ec2, codeDeploy } = sandbox.world
      .account(DEV)
      .region(REGION);
    const profile = [
      ...sandbox.world.account(DEV).iam.instanceProfiles.keys(),
    ][0];
    const machine = (colour: string) => ({
      Type: 'AWS::EC2::Instance',
      Properties: {
        IamInstanceProfile: profile,
        Tags: [
          { Key: 'service', Value: 'app' },
          { Key: 'colour', Value: colour },
        ],
      },
    });
    await clientsOf(sandbox, { account: DEV }).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'machines',
        TemplateBody: JSON.stringify({
          Resources: { Blue: machine('blue'), Green: machine('green') },
        }),
      }),
    );
    await cloudFormation.find('machines')!.settled;

    expect((await shape.run()).status).toBe('Succeeded');
    expect(
      [...ec2.instances.values()].map(({ tags, files }) => [
        tags.colour,
        Object.keys(files),
      ]),
    ).toEqual([
      ['blue', ['appspec.yml']],
      ['green', []],
    ]);

    const health = async () =>
      (await shape.report()).links
        .flatMap(({ hops }) => hops)
        .filter(({ hop }) => hop === 'H10')
        .map(({ health: each }) => each);
    expect(await health()).toEqual(['healthy', 'healthy']);

    breakHop('key');
    expect(await health()).toEqual(['healthy', 'broken']);
    expect(errorOf(await shape.run())).toContain('HEALTH_CONSTRAINTS');
    expect(codeDeploy.deployments.at(-1)!.instances[0].message).toContain(
      'is not authorized to perform: kms:Decrypt',
    );
  });

  it('tests in the target account runs the build there', async () => {
    const { shape, run } = await deploy({
      files: {
        'buildspec.yml':
          'version: 0.2\nphases: { build: { commands: ["true"] } }',
      },
      targets: [targetIn(REGION, { provider: 'CodeBuild' })],
    });
    expect(errorOf(run)).toBe('');
    expect(run.actions.at(-1)).toMatchObject({ account: DEV });

    breakHop('key');
    expect(errorOf(await shape.run())).toMatch(
      /^JobFailed: Build terminated with state: FAILED\. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: AccessDenied: User: .* is not authorized to perform: kms:Decrypt/,
    );
  });

  it.each(['BucketOwnerEnforced', 'ObjectWriter'] as const)(
    'deploys files leaves them to the owner of the bucket: %s',
    async ownership => {
      const isMade = ownership === 'BucketOwnerEnforced';
      const { s3 } = clientsOf(sandbox, { account: DEV });
      if (!isMade) {
        await s3.send(
          new CreateBucketCommand({
            Bucket: 'website-012345678901',
            CreateBucketConfiguration: { LocationConstraint: REGION },
            ObjectOwnership: ownership,
          }),
        );
      }
      const { shape, run } = await deploy({
        files: { 'index.html': '<p>' },
        targets: [
          targetIn(REGION, {
            provider: 'S3',
            bucket: 'website-012345678901',
            create: isMade,
            ownership,
          }),
        ],
      });
      expect(errorOf(run)).toBe('');
      await expect(
        s3.send(
          new GetObjectCommand({
            Bucket: 'website-012345678901',
            Key: 'index.html',
          }),
        ),
      ).resolves.toBeDefined();

      breakHop('bucket');
      expect(errorOf(await shape.run())).toMatch(
        /^PermissionError: The service role or action role doesn’t have the permissions required to access the Amazon S3 bucket named shape-111111111111-eu-west-1\./,
      );
    },
  );

  it('deploys into two Regions has a store in each', async () => {
    const stack = {
      provider: 'CloudFormation',
      stackName: 'shape',
      templatePath: 'template.yaml',
    };
    const { shape, run } = await deploy({
      targets: [targetIn(REGION, stack), targetIn(OTHER_REGION, stack)],
      spec: { build: {} },
    });
    expect(errorOf(run)).toBe('');
    for (const region of [REGION, OTHER_REGION]) {
      const { cloudFormation } = sandbox.world.account(DEV).region(region);
      expect(cloudFormation.find('shape')).toMatchObject({
        status: 'CREATE_COMPLETE',
        roleArn: expect.stringContaining(
          `:role/${RenderedShape.names.deployRole}`,
        ),
      });
    }
    breakHop('key');
    expect(errorOf(await shape.run())).toContain('kms:Decrypt');
  });

  it('waits for events starts when its source is written', async () => {
    const { shape } = await deploy({
      targets: [
        targetIn(REGION, {
          provider: 'CloudFormation',
          stackName: 'shape',
          templatePath: 'template.yaml',
        }),
      ],
      spec: {
        source: {
          provider: 'S3',
          bucket: sourceBucket(TOOLS),
          objectKey: 'shape.zip',
          detectChanges: 'events',
        },
      },
    });
    const { pipelines } = sandbox.world
      .account(TOOLS)
      .region(REGION).codePipeline;
    const { executions } = pipelines.get('shape')!;
    await shape.putSource({ 'template.yaml': 'x' });
    expect(pipelines.get('shape')!.executions).toHaveLength(
      executions.length + 1,
    );
    await shape.lastRun();
  });

  it('is trusted by its tags, has names of its own account and logs who used its buckets', async () => {
    const { shape, run } = await deploy({
      files: { 'index.html': 'Hello' },
      targets: [
        targetIn(REGION, {
          provider: 'S3',
          bucket: `pages-${DEV}-${REGION}-an`,
          create: true,
        }),
      ],
      spec: {
        bucketNamespace: 'account-regional',
        accessLogs: {},
        principalTags: { purpose: 'release' },
      },
    });
    expect(errorOf(run)).toBe('');
    const artifacts = `shape-${TOOLS}-${REGION}-an`;
    const bucket = (name: string) => sandbox.world.buckets.get(name)!;
    const logsOf = (name: string, owner: string) =>
      [...bucket(`shape-logs-${owner}-${REGION}-an`).objects.entries()]
        .filter(([key]) => key.startsWith(`${name}/`))
        .map(([, [{ body }]]) => body.toString());
    // What the pipeline wrote itself, and what the action read of it.
    const logs = logsOf(artifacts, TOOLS).join('');
    expect(logs).toMatch(
      /shape-pipeline-service\/\S+ REST\.PUT\.OBJECT shape\//,
    );
    expect(logs).toMatch(
      /shape-pipeline-action\/\S+ REST\.GET\.OBJECT shape\//,
    );
    expect(logsOf(`pages-${DEV}-${REGION}-an`, DEV).join('')).toContain(
      'REST.PUT.OBJECT index.html',
    );
    const { links, findings } = await shape.report();
    expect(links.map(({ health }) => health)).toEqual(['healthy']);
    expect(findings).toEqual([]);

    // A role of the same name is not enough.
    await clientsOf(sandbox).iam.send(
      new UntagRoleCommand({
        RoleName: RenderedShape.names.serviceRole,
        TagKeys: ['purpose'],
      }),
    );
    expect(errorOf(await shape.run())).toContain(
      'is not authorized to perform AssumeRole on role',
    );
    const [{ hops }] = (await shape.report()).links;
    expect(
      hops.filter(({ hop }) => hop === 'H1').map(({ health }) => health),
    ).toEqual(['broken']);
  });
});
