import {
  CreateStackCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ListPipelinesCommand } from '@aws-sdk/client-codepipeline';
import {
  GetRoleCommand,
  ListGroupsCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { clientsOf, TOOLS } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

describe('the front', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it('does not know the keys of others', async () => {
    const { sts, kms, s3 } = clientsOf(sandbox, {
      credentials: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' },
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
    await expect(kms.send(new ListKeysCommand({}))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
    });
  });

  it('does not believe a wrong secret', async () => {
    const { accessKeyId } = sandbox.administrator(TOOLS);
    const { sts, codePipeline, s3 } = clientsOf(sandbox, {
      credentials: { accessKeyId, secretAccessKey: 'guessed' },
    });
    await expect(
      sts.send(new GetCallerIdentityCommand({})),
    ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
    await expect(
      codePipeline.send(new ListPipelinesCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
    });
  });

  it('does not take a body that was changed on the way', async () => {
    const { s3 } = clientsOf(sandbox);
    s3.middlewareStack.add(
      next => args => {
        (args.request as { body: unknown }).body = 'other';
        return next(args);
      },
      { step: 'deserialize', priority: 'low' },
    );
    await expect(
      s3.send(
        new PutObjectCommand({ Bucket: 'any', Key: 'any', Body: 'given' }),
      ),
    ).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  it('throttles a service as often as it is told to', async () => {
    const { cloudFormation, iam, s3 } = clientsOf(sandbox);
    sandbox.throttle('cloudformation', 1);
    sandbox.throttle('s3', 1);
    await expect(
      cloudFormation.send(new ListStacksCommand({})),
    ).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SlowDown',
    });
    await expect(iam.send(new ListRolesCommand({}))).resolves.toBeDefined();
    await expect(
      cloudFormation.send(new ListStacksCommand({})),
    ).resolves.toBeDefined();
  });

  it('answers an account in a Region only as often as it may ask', async () => {
    const first = await startSandbox({ targets: ['700000000001'] });
    try {
      first.limitRates({ 'cloudformation:ListStacks': 2 });
      const ask = async (own: object = {}) => {
        const { cloudFormation } = clientsOf(first, own);
        return cloudFormation.send(new ListStacksCommand({})).then(
          () => 'answered',
          ({ name }) => name,
        );
      };
      const answers = [await ask(), await ask(), await ask()];
      expect(answers).toEqual(['answered', 'answered', 'Throttling']);
      await expect(ask({ region: 'us-east-1' })).resolves.toBe('answered');
      await expect(ask({ account: '700000000001' })).resolves.toBe('answered');
      expect(first.world.rates.refused).toBe(1);
      expect(first.world.rates.answered).toEqual({
        'cloudformation:ListStacks': 4,
      });
    } finally {
      await first.stop();
    }
  });

  it('names what a request leaves out', async () => {
    const { cloudFormation, iam } = clientsOf(sandbox);
    await expect(
      cloudFormation.send(new CreateStackCommand({} as any)),
    ).rejects.toMatchObject({
      name: 'ValidationError',
      message:
        "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null",
    });
    await expect(
      iam.send(new GetRoleCommand({ RoleName: undefined })),
    ).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('has the Regions that AWS has', async () => {
    const { sts } = clientsOf(sandbox, { region: 'eu-nowhere-9' });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow(
      'The sandbox has no Region eu-nowhere-9',
    );
  });

  it('says which service or operation it does not have', async () => {
    const unsigned = await fetch(sandbox.url, { method: 'POST' });
    expect(unsigned.status).toBe(400);
    expect(await unsigned.text()).toContain('missing Authentication Token');

    const elsewhere = await fetch(sandbox.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/teleport/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(
          64,
        )}`,
      },
    });
    expect(await elsewhere.text()).toContain('has no service teleport');

    await expect(
      clientsOf(sandbox).iam.send(new ListGroupsCommand({})),
    ).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  it('takes no body beyond a limit', async () => {
    const { s3 } = clientsOf(sandbox);
    await expect(
      s3.send(
        new PutObjectCommand({
          Bucket: 'any',
          Key: 'any',
          Body: Buffer.alloc(21_000_000),
        }),
      ),
    ).rejects.toMatchObject({ name: 'EntityTooLarge' });
  });
});
