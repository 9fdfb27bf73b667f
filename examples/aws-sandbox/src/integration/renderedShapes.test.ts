import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  assessPipeline,
  collectEstate,
  parsePipelineSpec,
  pipelineNames,
} from 'backstage-plugin-cross-account-pipelines-node';
import { clientsOf, DEV, REGION, TOOLS } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { deployPipeline } from '../seed/deployPipeline';
import { putSampleSources, sourceBucket } from '../seed/sampleSource';
import { startSandbox } from '../startSandbox';
import { pack } from '../zip';
import { portalClients } from './__testUtils__/ordersPipeline';

const OTHER_REGION = 'us-east-1';
const names = pipelineNames({ name: 'shape', account: TOOLS });

/**
 * Shapes as the suite renders them, deployed with the portal's own permissions,
 * run to the end and stopped.
 */
describe('a rendered pipeline that', () => {
  let sandbox: Sandbox;
  const environment = process.env;

  beforeEach(async () => {
    sandbox = await startSandbox();
    process.env = { ...environment, AWS_ENDPOINT_URL: sandbox.url };
    await putSampleSources({
      sandbox,
      account: TOOLS,
      region: REGION,
      services: ['shape'],
    });
  });

  afterEach(async () => {
    await sandbox.stop();
    process.env = environment;
  });

  const putSource = (files: Record<string, string>) =>
    clientsOf(sandbox).s3.send(
      new PutObjectCommand({
        Bucket: sourceBucket(TOOLS),
        Key: 'shape.zip',
        Body: pack(
          Object.fromEntries(
            Object.entries(files).map(([path, text]) => [
              path,
              Buffer.from(text),
            ]),
          ),
        ),
      }),
    );

  const deploy = async (
    targets: object[],
    more: Record<string, unknown> = {},
  ) => {
    await deployPipeline(
      parsePipelineSpec({
        name: 'shape',
        account: TOOLS,
        region: REGION,
        source: {
          provider: 'S3',
          bucket: sourceBucket(TOOLS),
          objectKey: 'shape.zip',
        },
        deployRole: {
          statements: [
            {
              Sid: 'SampleStack',
              Effect: 'Allow',
              Action: ['sns:*', 'ssm:*'],
              Resource: '*',
            },
          ],
        },
        stages: [{ name: 'Dev', targets }],
        ...more,
      }),
      portalClients(sandbox),
    );
    return sandbox.waitForRun('shape');
  };

  const runAgain = async () => {
    sandbox.startPipeline('shape');
    return sandbox.waitForRun('shape');
  };

  const errorOf = (run: { actions: Array<{ error?: string }> }) =>
    run.actions.flatMap(({ error }) => error ?? []).join('\n');

  const target = (provider: object, region = REGION) => ({
    account: DEV,
    region,
    deploy: provider,
  });

  const breakHop = (hop: 'key' | 'bucket' | 'trust') =>
    sandbox.breakHop({ pipeline: 'shape', account: DEV, hop });

  it('deploys by CodeDeploy has the instances read the revision', async () => {
    await putSource({ 'appspec.yml': 'version: 0.0' });
    await deploy([
      target({
        provider: 'CodeDeploy',
        application: 'app',
        deploymentGroup: 'group',
        create: { instanceTags: { service: 'app', colour: 'blue' } },
      }),
    ]);
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

    expect((await runAgain()).status).toBe('Succeeded');
    expect(
      [...ec2.instances.values()].map(({ tags, files }) => [
        tags.colour,
        Object.keys(files),
      ]),
    ).toEqual([
      ['blue', ['appspec.yml']],
      ['green', []],
    ]);

    const health = async () => {
      const pipelineArn = `arn:aws:codepipeline:${REGION}:${TOOLS}:shape`;
      const estate = await collectEstate({
        clients: portalClients(sandbox),
        pipelineArn,
      });
      // Later, when IAM has settled.
      const now = new Date(Date.now() + 120_000);
      return assessPipeline({ estate, pipelineArn, now })
        .links.flatMap(({ hops }) => hops)
        .filter(({ hop }) => hop === 'H10')
        .map(({ health: each }) => each);
    };
    expect(await health()).toEqual(['healthy', 'healthy']);

    breakHop('key');
    expect(await health()).toEqual(['healthy', 'broken']);
    expect(errorOf(await runAgain())).toContain('HEALTH_CONSTRAINTS');
    expect(codeDeploy.deployments.at(-1)!.instances[0].message).toContain(
      'is not authorized to perform: kms:Decrypt',
    );
  });

  it('tests in the target account runs the build there', async () => {
    await putSource({
      'buildspec.yml':
        'version: 0.2\nphases: { build: { commands: ["true"] } }',
    });
    const run = await deploy([target({ provider: 'CodeBuild' })]);
    expect(errorOf(run)).toBe('');
    expect(run.actions.at(-1)).toMatchObject({ account: DEV });

    breakHop('key');
    expect(errorOf(await runAgain())).toMatch(
      /^JobFailed: Build terminated with state: FAILED\. Phase: DOWNLOAD_SOURCE, Code: CLIENT_ERROR, Message: AccessDenied: User: .* is not authorized to perform: kms:Decrypt/,
    );
  });

  it.each(['BucketOwnerEnforced', 'ObjectWriter'] as const)(
    'deploys files leaves them to the owner of the bucket: %s',
    async ownership => {
      await putSource({ 'index.html': '<p>' });
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
      const run = await deploy([
        target({
          provider: 'S3',
          bucket: 'website-012345678901',
          create: isMade,
          ownership,
        }),
      ]);
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
      expect(errorOf(await runAgain())).toMatch(
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
    const run = await deploy([target(stack), target(stack, OTHER_REGION)], {
      build: {},
    });
    expect(errorOf(run)).toBe('');
    for (const region of [REGION, OTHER_REGION]) {
      const { cloudFormation } = sandbox.world.account(DEV).region(region);
      expect(cloudFormation.find('shape')).toMatchObject({
        status: 'CREATE_COMPLETE',
        roleArn: expect.stringContaining(`:role/${names.deployRole}`),
      });
    }
    breakHop('key');
    expect(errorOf(await runAgain())).toContain('kms:Decrypt');
  });

  it('waits for events starts when its source is written', async () => {
    await deploy(
      [
        target({
          provider: 'CloudFormation',
          stackName: 'shape',
          templatePath: 'template.yaml',
        }),
      ],
      {
        source: {
          provider: 'S3',
          bucket: sourceBucket(TOOLS),
          objectKey: 'shape.zip',
          detectChanges: 'events',
        },
      },
    );
    const { pipelines } = sandbox.world
      .account(TOOLS)
      .region(REGION).codePipeline;
    const { executions } = pipelines.get('shape')!;
    await putSource({ 'template.yaml': 'x' });
    expect(pipelines.get('shape')!.executions).toHaveLength(
      executions.length + 1,
    );
    await sandbox.waitForRun('shape');
  });
});
