import {
  CloudFormationClient,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CodePipelineClient,
  ListPipelinesCommand,
} from '@aws-sdk/client-codepipeline';
import {
  CreateBucketCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { REGION, TOOLS } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';
import { type Fault, FaultProxy, type PassingCall } from './FaultProxy';

describe('FaultProxy', () => {
  let sandbox: Sandbox;
  let proxy: FaultProxy;
  let faults: Array<Fault | undefined>;
  let seen: PassingCall[];

  beforeEach(async () => {
    sandbox = await startSandbox();
    faults = [];
    seen = [];
    proxy = await FaultProxy.start({
      target: sandbox.url,
      decide: call => {
        seen.push(call);
        return faults.shift();
      },
    });
  });

  afterEach(async () => {
    await proxy.stop();
    await sandbox.stop();
  });

  const settings = (maxAttempts = 1) => ({
    region: REGION,
    endpoint: proxy.url,
    credentials: sandbox.administrator(TOOLS),
    forcePathStyle: true,
    maxAttempts,
    requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
  });

  const describeStacks = (maxAttempts?: number) =>
    new CloudFormationClient(settings(maxAttempts)).send(
      new DescribeStacksCommand({}),
    );

  const makeBucket = () =>
    new S3Client(settings()).send(
      new CreateBucketCommand({
        Bucket: 'made-through-the-proxy',
        CreateBucketConfiguration: {
          LocationConstraint: REGION as 'eu-west-1',
        },
      }),
    );

  it('passes calls of every protocol as they are, and names them', async () => {
    await describeStacks();
    await new CodePipelineClient(settings()).send(new ListPipelinesCommand({}));
    await new S3Client(settings()).send(new ListBucketsCommand({}));
    expect(seen).toEqual([
      expect.objectContaining({
        index: 0,
        service: 'cloudformation',
        action: 'DescribeStacks',
      }),
      expect.objectContaining({
        index: 1,
        service: 'codepipeline',
        action: 'ListPipelines',
      }),
      expect.objectContaining({ index: 2, service: 's3', action: 'GET /' }),
    ]);
    const { accessKeyId } = settings().credentials;
    expect(seen.map(call => call.accessKeyId)).toEqual([
      accessKeyId,
      accessKeyId,
      accessKeyId,
    ]);
  });

  it.each([
    ['throttle', /Rate exceeded/],
    ['cut', /./],
    ['lose', /ECONNRESET|socket hang up/],
    ['hang', /timed out|timeout/i],
  ] as const)(
    'can %s, and a call that is repeated passes',
    async (fault, says) => {
      faults = [fault];
      await expect(describeStacks()).rejects.toThrow(says);
      faults = [fault];
      await expect(describeStacks(3)).resolves.toMatchObject({});
    },
  );

  it('carries out what it loses the answer of', async () => {
    faults = ['lose'];
    await expect(makeBucket()).rejects.toThrow();
    expect([...sandbox.world.buckets.keys()]).toContain(
      'made-through-the-proxy',
    );
  });

  it('does not carry out what it lets hang', async () => {
    faults = ['hang'];
    await expect(makeBucket()).rejects.toThrow();
    expect([...sandbox.world.buckets.keys()]).not.toContain(
      'made-through-the-proxy',
    );
  });
});
