import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateRoleCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, TagResourceCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import {
  clientsOf,
  DEV,
  policyOf,
  REGION,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const ROOT = { AWS: `arn:aws:iam::${TOOLS}:root` };
const BUCKET = 'arn:aws:s3:::refusing';

describe('a document that AWS refuses when it is written', () => {
  let sandbox: Sandbox;
  let clients: ReturnType<typeof clientsOf>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    clients = clientsOf(sandbox);
    await makeRole(sandbox, {
      account: TOOLS,
      name: 'role',
      trusts: ROOT,
      statements: [{ Action: 's3:GetObject', Resource: '*' }],
    });
    await clients.s3.send(
      new CreateBucketCommand({
        Bucket: 'refusing',
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it.each<[string, object, string]>([
    [
      'an action of another service',
      { Principal: ROOT, Action: 'kms:Decrypt', Resource: `${BUCKET}/*` },
      'Policy has invalid action',
    ],
    [
      'an object action on the bucket',
      { Principal: ROOT, Action: 's3:GetObject', Resource: BUCKET },
      'Action does not apply to any resource(s) in statement',
    ],
    [
      'a bucket action on objects',
      { Principal: ROOT, Action: 's3:ListBucket', Resource: `${BUCKET}/*` },
      'Action does not apply to any resource(s) in statement',
    ],
    [
      'a name in place of an ARN',
      { Principal: ROOT, Action: 's3:GetObject', Resource: 'refusing/*' },
      'Policy has invalid resource',
    ],
    [
      'another bucket',
      {
        Principal: ROOT,
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::another/*',
      },
      'Policy has invalid resource',
    ],
    [
      'no principal',
      { Action: 's3:GetObject', Resource: `${BUCKET}/*` },
      'Missing required field Principal',
    ],
    [
      'a service that does not exist',
      {
        Principal: { Service: 'codepipline.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `${BUCKET}/*`,
      },
      'Invalid principal in policy',
    ],
  ])('is a bucket policy with %s', async (_, statement, message) => {
    await expect(
      clients.s3.send(
        new PutBucketPolicyCommand({
          Bucket: 'refusing',
          Policy: policyOf(statement),
        }),
      ),
    ).rejects.toMatchObject({ name: 'MalformedPolicy', message });
  });

  const everyone = {
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `${BUCKET}/*`,
  };

  const putPolicy = (statement: object) =>
    clients.s3.send(
      new PutBucketPolicyCommand({
        Bucket: 'refusing',
        Policy: policyOf(statement),
      }),
    );

  it.each<[string, object]>([
    ['for everyone', everyone],
    [
      'for whoever has a name of a pattern',
      {
        ...everyone,
        Condition: {
          ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy-*' },
        },
      },
    ],
  ])('is under Block Public Access a policy %s', async (_, statement) => {
    await expect(putPolicy(statement)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('BlockPublicPolicy'),
    });
  });

  it.each([
    ['aws:PrincipalOrgID', 'o-sandbox0001'],
    ['aws:PrincipalAccount', DEV],
  ])('is none where a condition fixes %s', async (key, value) => {
    await expect(
      putPolicy({ ...everyone, Condition: { StringEquals: { [key]: value } } }),
    ).resolves.toBeDefined();
  });

  it('opens nothing to other accounts where public buckets are restricted', async () => {
    const { s3 } = clients;
    await s3.send(
      new PutObjectCommand({ Bucket: 'refusing', Key: 'a', Body: 'x' }),
    );
    const block = (RestrictPublicBuckets: boolean) =>
      s3.send(
        new PutPublicAccessBlockCommand({
          Bucket: 'refusing',
          PublicAccessBlockConfiguration: {
            BlockPublicPolicy: false,
            RestrictPublicBuckets,
          },
        }),
      );
    const read = () =>
      clientsOf(sandbox, { account: DEV }).s3.send(
        new GetObjectCommand({ Bucket: 'refusing', Key: 'a' }),
      );
    await block(false);
    await putPolicy(everyone);
    await read();
    await block(true);
    await expect(read()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each<[string, object, string]>([
    [
      'a resource',
      { Principal: ROOT, Action: 'sts:AssumeRole', Resource: '*' },
      'Has prohibited field Resource',
    ],
    [
      'an action that assumes no role',
      { Principal: ROOT, Action: 's3:GetObject' },
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [
      'a service that does not exist',
      {
        Principal: { Service: 'codepipline.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
      'Invalid principal in policy: "SERVICE":"codepipline.amazonaws.com"',
    ],
    [
      'no principal',
      { Action: 'sts:AssumeRole' },
      'Missing required field Principal',
    ],
  ])('is a trust policy with %s', async (_, statement, message) => {
    await expect(
      clients.iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'role',
          PolicyDocument: policyOf(statement),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it.each<[string, object, string]>([
    [
      'a principal',
      { Principal: ROOT, Action: 's3:GetObject', Resource: '*' },
      'Policy document should not specify a principal.',
    ],
    [
      'no resource',
      { Action: 's3:GetObject' },
      'Policy statement must contain resources.',
    ],
  ])('is a role policy with %s', async (_, statement, message) => {
    await expect(
      clients.iam.send(
        new PutRolePolicyCommand({
          RoleName: 'role',
          PolicyName: 'p',
          PolicyDocument: policyOf(statement),
        }),
      ),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it.each<[string, object, RegExp]>([
    ['no resource', { Principal: ROOT, Action: 'kms:*' }, /has no Resource/],
    [
      'a service that does not exist',
      {
        Principal: { Service: 'codepipline.amazonaws.com' },
        Action: 'kms:*',
        Resource: '*',
      },
      /invalid principals/,
    ],
    [
      'nobody who can change it again',
      { Principal: ROOT, Action: 'kms:Decrypt', Resource: '*' },
      /will not allow you to update the key policy in the future/,
    ],
  ])('is a key policy with %s', async (_, statement, message) => {
    await expect(
      clients.kms.send(new CreateKeyCommand({ Policy: policyOf(statement) })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a role',
      () =>
        clients.iam.send(
          new TagRoleCommand({
            RoleName: 'role',
            Tags: [{ Key: 'aws:team', Value: 'x' }],
          }),
        ),
      'InvalidInputException',
    ],
    [
      'a bucket',
      () =>
        clients.s3.send(
          new PutBucketTaggingCommand({
            Bucket: 'refusing',
            Tagging: { TagSet: [{ Key: 'AWS:team', Value: 'x' }] },
          }),
        ),
      'InvalidTag',
    ],
    [
      'a key',
      async () => {
        const { KeyMetadata } = await clients.kms.send(
          new CreateKeyCommand({}),
        );
        await clients.kms.send(
          new TagResourceCommand({
            KeyId: KeyMetadata!.KeyId,
            Tags: [{ TagKey: 'aws:team', TagValue: 'x' }],
          }),
        );
      },
      'TagException',
    ],
    [
      'a stack',
      () =>
        clients.cloudFormation.send(
          new CreateStackCommand({
            StackName: 'tagged',
            TemplateBody: JSON.stringify({
              Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
            }),
            Tags: [{ Key: 'aws:team', Value: 'x' }],
          }),
        ),
      'ValidationError',
    ],
  ])('is a tag of AWS on %s', async (_, write, name) => {
    await expect(write()).rejects.toMatchObject({ name });
  });

  it.each(['/aws-service-role/x/', '/aws-reserved/sso.amazonaws.com/'])(
    'is a role under the path %s',
    async Path => {
      await expect(
        clients.iam.send(
          new CreateRoleCommand({
            RoleName: 'reserved',
            Path,
            AssumeRolePolicyDocument: policyOf({
              Principal: ROOT,
              Action: 'sts:AssumeRole',
            }),
          }),
        ),
      ).rejects.toMatchObject({ name: 'InvalidInputException' });
    },
  );
});
