import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  CodePipelineClient,
  CreatePipelineCommand,
  GetPipelineCommand,
  type PipelineDeclaration,
} from '@aws-sdk/client-codepipeline';
import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { startSandbox, type Sandbox } from 'aws-sandbox';
import { makeSourceBucket } from './__testUtils__/makeSourceBucket';
import { startPortal, waitFor, type Portal } from './__testUtils__/startPortal';

jest.setTimeout(180_000);

const region = 'eu-west-1';
const tools = '111111111111';
const dev = '012345678901';
const prod = '333333333333';
const name = 'Orders-By-Hand';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:${name}`;
const component = 'component:default/orders';

const alice = 'user:default/alice';
const mallory = 'user:default/mallory';

const templates = resolve(__dirname, '../../../templates');

/** Alice is of the team that owns orders; Mallory is of none that owns anything. */
describe('a pipeline that nobody made with the portal', () => {
  let sandbox: Sandbox;
  let portal: Portal;

  const config = () => ({
    endpoint: sandbox.url,
    region,
    credentials: sandbox.administrator(tools),
  });

  const definition = async (): Promise<PipelineDeclaration> => {
    const { pipeline } = await new CodePipelineClient(config()).send(
      new GetPipelineCommand({ name }),
    );
    const { version: _, ...rest } = pipeline!;
    return rest as PipelineDeclaration;
  };

  async function makePipeline(): Promise<void> {
    const s3 = new S3Client({ ...config(), forcePathStyle: true });
    await makeSourceBucket(sandbox, { account: tools, region });
    await s3.send(new CreateBucketCommand({ Bucket: 'codepipeline-by-hand' }));
    const iam = new IAMClient(config());
    const document = (statement: object) =>
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', ...statement }],
      });
    const { Role } = await iam.send(
      new CreateRoleCommand({
        RoleName: 'by-hand',
        Path: '/service-role/',
        AssumeRolePolicyDocument: document({
          Principal: { Service: 'codepipeline.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'by-hand',
        PolicyName: 'by-hand',
        PolicyDocument: document({ Action: 's3:*', Resource: '*' }),
      }),
    );
    await new CodePipelineClient(config()).send(
      new CreatePipelineCommand({
        pipeline: {
          name,
          roleArn: Role!.Arn!,
          artifactStore: { type: 'S3', location: 'codepipeline-by-hand' },
          stages: [
            {
              name: 'Source',
              actions: [
                {
                  name: 'Source',
                  actionTypeId: {
                    category: 'Source',
                    owner: 'AWS',
                    provider: 'S3',
                    version: '1',
                  },
                  configuration: {
                    S3Bucket: 'orders-sources',
                    S3ObjectKey: 'orders.zip',
                  },
                  outputArtifacts: [{ name: 'App' }],
                },
              ],
            },
            {
              name: 'Review',
              actions: [
                {
                  name: 'Review',
                  actionTypeId: {
                    category: 'Approval',
                    owner: 'AWS',
                    provider: 'Manual',
                    version: '1',
                  },
                },
              ],
            },
          ],
        },
      }),
    );
  }

  /** What the platform team does. */
  async function letPortalAttach(): Promise<void> {
    const client = new CloudFormationClient(config());
    await client.send(
      new CreateStackCommand({
        StackName: 'attach-access',
        TemplateBody: await readFile(
          resolve(templates, 'portal-access/attach-access.yaml'),
          'utf8',
        ),
        Parameters: Object.entries({
          AttachablePipelineNames: 'Orders-*',
          AttachableRoleArns: `arn:aws:iam::${tools}:role/service-role/*`,
          AttachableBucketNames: 'codepipeline-*',
        }).map(([ParameterKey, ParameterValue]) => ({
          ParameterKey,
          ParameterValue,
        })),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    await waitUntilStackCreateComplete(
      { client, minDelay: 1, maxDelay: 1, maxWaitTime: 30 },
      { StackName: 'attach-access' },
    );
  }

  beforeAll(async () => {
    sandbox = await startSandbox();
    await makePipeline();
    await letPortalAttach();
    const account = (id: string, title: string, environment: string) => ({
      id,
      name: title,
      environment,
      regions: [region],
    });
    portal = await startPortal({
      sandbox,
      teams: { [alice]: ['group:default/orders-team'] },
      templates: [resolve(templates, 'attach-existing-pipeline/template.yaml')],
      config: {
        crossAccountPipelines: {
          readerRoleName: 'backstage-reader',
          deployerRoleName: 'backstage-deployer',
          accounts: [
            account(tools, 'tools', 'tools'),
            account(dev, 'dev', 'development'),
            account(prod, 'prod-eu', 'production'),
          ],
        },
      },
    });
    await waitFor(() =>
      portal
        .get('/catalog/entities/by-name/component/default/orders')
        .catch(() => undefined),
    );
  });

  afterAll(() => sandbox?.stop());

  const run = (
    what: 'register' | 'attach' | 'detach',
    user = alice,
    account = dev,
  ) =>
    portal.runTemplate(
      'attach-existing-pipeline',
      {
        component,
        pipelineArn,
        what,
        ...(what === 'attach' && {
          stages: [
            {
              name: 'Elsewhere',
              targets: [
                {
                  account,
                  region,
                  deploy: {
                    provider: 'CloudFormation',
                    stackName: 'orders',
                    templatePath: 'template.yaml',
                  },
                },
              ],
            },
          ],
        }),
      },
      { user },
    );

  it('is shown, attached and given back by those who may', async () => {
    const before = await definition();

    const registered = await run('register');
    expect(registered.log).toContain(`Registered ${pipelineArn}`);
    expect(registered.status).toBe('completed');
    expect(await definition()).toEqual(before);

    const stranger = await run('attach', mallory);
    expect(stranger.status).toBe('failed');
    const elsewhere = await run('attach', alice, prod);
    expect(elsewhere.log).toContain(
      `does not grant you cross-account-pipelines.account.deploy in ${prod}`,
    );
    expect(await definition()).toEqual(before);

    const attached = await run('attach');
    expect(attached.log).toContain('The pipeline is attached and ');
    expect(attached.log).toMatch(/^\+ +"name": "Elsewhere"/m);
    expect(attached.status).toBe('completed');
    const { stages, artifactStore } = await definition();
    expect(artifactStore!.encryptionKey!.id).toContain(`:${tools}:key/`);
    expect(
      stages!.at(-1)!.actions!.map(({ roleArn }) => roleArn!.split(':')[4]),
    ).toEqual([dev, dev]);

    const refused = await run('detach', mallory);
    expect(refused.log).toContain('cross-account-pipelines.pipeline.remove');
    expect(refused.status).toBe('failed');
    const detached = await run('detach');
    expect(detached.log).toContain('The pipeline is as it was');
    expect(detached.status).toBe('completed');
    expect(await definition()).toEqual(before);
  });
});
