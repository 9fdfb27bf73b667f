import { networkInterfaces } from 'node:os';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateKeyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import type { Sandbox } from './Sandbox';
import { startSandbox } from './startSandbox';

const TOOLS = '111111111111';

describe('startSandbox', () => {
  let sandbox: Sandbox;
  const region = 'eu-west-1';

  beforeAll(async () => {
    sandbox = await startSandbox();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const config = (account = TOOLS) => ({
    region,
    endpoint: sandbox.url,
    credentials: sandbox.administrator(account),
  });

  it('tells the portal who it is', async () => {
    const sts = new STSClient({
      region,
      endpoint: sandbox.url,
      credentials: sandbox.portal,
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: '999999999999',
      Arn: 'arn:aws:iam::999999999999:user/backstage',
    });
    const { Credentials: keys } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: 'arn:aws:iam::012345678901:role/backstage-portal',
        RoleSessionName: 'test',
      }),
    );
    const there = new STSClient({
      region,
      endpoint: sandbox.url,
      credentials: {
        accessKeyId: keys!.AccessKeyId!,
        secretAccessKey: keys!.SecretAccessKey!,
        sessionToken: keys!.SessionToken!,
      },
    });
    await expect(
      there.send(new GetCallerIdentityCommand({})),
    ).resolves.toMatchObject({
      Account: '012345678901',
      Arn: 'arn:aws:sts::012345678901:assumed-role/backstage-portal/test',
    });
  });

  it('answers nobody who comes over the network', async () => {
    const addresses = Object.values(networkInterfaces())
      .flatMap(each => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of addresses) {
      const url = `http://${address}:${new URL(sandbox.url).port}/`;
      await expect(fetch(url)).rejects.toMatchObject({
        cause: { code: 'ECONNREFUSED' },
      });
    }
    expect(new URL(sandbox.url).hostname).toBe('127.0.0.1');
  });

  it('speaks S3', async () => {
    const s3 = new S3Client(config());
    await s3.send(
      new CreateBucketCommand({
        Bucket: 'speaks-s3',
        CreateBucketConfiguration: { LocationConstraint: region },
      }),
    );
    await s3.send(
      new PutObjectCommand({
        Bucket: 'speaks-s3',
        Key: 'a folder/ä & ö.txt',
        Body: 'hello',
        Metadata: { colour: 'blue' },
      }),
    );
    const found = await s3.send(
      new GetObjectCommand({ Bucket: 'speaks-s3', Key: 'a folder/ä & ö.txt' }),
    );
    expect(found.Metadata).toEqual({ colour: 'blue' });
    await expect(found.Body!.transformToString()).resolves.toBe('hello');
    const listed = await s3.send(
      new ListObjectsV2Command({ Bucket: 'speaks-s3' }),
    );
    expect(listed.Contents!.map(({ Key }) => Key)).toEqual([
      'a folder/ä & ö.txt',
    ]);
    await expect(
      s3.send(new GetBucketLocationCommand({ Bucket: 'speaks-s3' })),
    ).resolves.toMatchObject({ LocationConstraint: region });
  });

  it('speaks JSON', async () => {
    const kms = new KMSClient(config());
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Description: 'x' }),
    );
    expect(KeyMetadata!.CreationDate).toBeInstanceOf(Date);
    await expect(
      kms.send(
        new PutKeyPolicyCommand({
          KeyId: KeyMetadata!.KeyId,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::222222222222:role/nobody' },
                Action: 'kms:*',
                Resource: '*',
              },
            ],
          }),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message:
        'Policy contains a statement with one or more invalid principals.',
    });
  });

  it('deploys a stack', async () => {
    const cloudFormation = new CloudFormationClient(config());
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: 'first',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        TemplateBody: `
Parameters:
  Name: { Type: String, Default: one }
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub '\${Name}-role'
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: { Service: codepipeline.amazonaws.com }
            Action: sts:AssumeRole
  Parameter:
    Type: AWS::SSM::Parameter
    Properties: { Type: String, Value: !GetAtt Role.Arn }
Outputs:
  RoleArn: { Value: !GetAtt Role.Arn }
`,
      }),
    );
    await waitUntilStackCreateComplete(
      {
        client: cloudFormation,
        maxWaitTime: 10,
        minDelay: 0.01,
        maxDelay: 0.05,
      } as any,
      { StackName: 'first' },
    );
    const { Stacks } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'first' }),
    );
    expect(Stacks![0].Outputs).toEqual([
      expect.objectContaining({
        OutputKey: 'RoleArn',
        OutputValue: `arn:aws:iam::${TOOLS}:role/one-role`,
      }),
    ]);
    await expect(
      new IAMClient(config()).send(
        new GetRoleCommand({ RoleName: 'one-role' }),
      ),
    ).resolves.toMatchObject({
      Role: { RoleId: expect.stringMatching(/^AROA/) },
    });
  });
});
