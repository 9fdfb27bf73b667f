import { randomUUID } from 'node:crypto';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import {
  clientsInRole,
  clientsOf,
  DEV,
  policyOf,
  REGION,
  STAGING,
  TOOLS,
} from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const accountRoot = (account: string) => `arn:aws:iam::${account}:root`;

describe('access across accounts', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await startSandbox();
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  /** A role that the other account's administrator may assume. */
  const makeRole = async (
    options: { account?: string; name?: string; trusts?: string } = {},
  ) => {
    const {
      account = DEV,
      name = 'reader',
      trusts = accountRoot(TOOLS),
    } = options;
    const { iam } = clientsOf(sandbox, { account });
    const { Role: role } = await iam.send(
      new CreateRoleCommand({
        RoleName: name,
        AssumeRolePolicyDocument: policyOf({
          Principal: { AWS: trusts },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    return role!.Arn!;
  };

  const grant = (name: string, ...statements: object[]) =>
    clientsOf(sandbox, { account: DEV }).iam.send(
      new PutRolePolicyCommand({
        RoleName: name,
        PolicyName: 'grant',
        PolicyDocument: policyOf(...statements),
      }),
    );

  const makeBucket = async (name = `bucket-${randomUUID()}`) => {
    const { s3 } = clientsOf(sandbox);
    await s3.send(
      new CreateBucketCommand({
        Bucket: name,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    return name;
  };

  const assume = (roleArn: string, more: object = {}) =>
    clientsOf(sandbox).sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: 'test',
        ...more,
      }),
    );

  describe('of roles', () => {
    it('needs the trust of the one and the permission of the other', async () => {
      const role = await makeRole();
      await expect(assume(role)).resolves.toMatchObject({
        AssumedRoleUser: {
          Arn: `arn:aws:sts::${DEV}:assumed-role/reader/test`,
        },
      });
      await clientsOf(sandbox, { account: DEV }).iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'reader',
          PolicyDocument: policyOf({
            Principal: { AWS: accountRoot(STAGING) },
            Action: 'sts:AssumeRole',
          }),
        }),
      );
      await expect(assume(role)).rejects.toMatchObject({
        name: 'AccessDenied',
        message: `User: arn:aws:iam::${TOOLS}:user/administrator is not authorized to perform: sts:AssumeRole on resource: ${role}`,
      });
    });

    it('cannot meet an external id that it does not know', async () => {
      const role = await makeRole();
      await clientsOf(sandbox, { account: DEV }).iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'reader',
          PolicyDocument: policyOf({
            Principal: { AWS: accountRoot(TOOLS) },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
          }),
        }),
      );
      await expect(assume(role)).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      await expect(
        assume(role, { ExternalId: 'secret' }),
      ).resolves.toBeDefined();
    });

    it('takes a role that is made again for a stranger', async () => {
      const first = await makeRole({
        account: TOOLS,
        name: 'caller',
        trusts: accountRoot(TOOLS),
      });
      const { iam: there } = clientsOf(sandbox, { account: DEV });
      await makeRole({ trusts: first });
      const { iam } = clientsOf(sandbox);
      const trustOf = async () => {
        const { Role: role } = await there.send(
          new GetRoleCommand({ RoleName: 'reader' }),
        );
        return JSON.parse(decodeURIComponent(role!.AssumeRolePolicyDocument!))
          .Statement[0].Principal.AWS;
      };
      expect(await trustOf()).toBe(first);

      await iam.send(new DeleteRoleCommand({ RoleName: 'caller' }));
      expect(await trustOf()).toMatch(/^AROA[A-Z0-9]{17}$/);
      await makeRole({
        account: TOOLS,
        name: 'caller',
        trusts: accountRoot(TOOLS),
      });
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: 'caller',
          PolicyName: 'assume',
          PolicyDocument: policyOf({ Action: 'sts:AssumeRole', Resource: '*' }),
        }),
      );
      expect(await trustOf()).toMatch(/^AROA/);
      const { sts } = await clientsInRole(sandbox, {
        by: TOOLS,
        roleArn: first,
      });
      await expect(
        sts.send(
          new AssumeRoleCommand({
            RoleArn: `arn:aws:iam::${DEV}:role/reader`,
            RoleSessionName: 'test',
          }),
        ),
      ).rejects.toMatchObject({ name: 'AccessDenied' });
    });

    it('ends a session with its role', async () => {
      const role = await makeRole();
      const { sts } = await clientsInRole(sandbox, {
        by: TOOLS,
        roleArn: role,
      });
      await sts.send(new GetCallerIdentityCommand({}));
      await clientsOf(sandbox, { account: DEV }).iam.send(
        new DeleteRoleCommand({ RoleName: 'reader' }),
      );
      await expect(
        sts.send(new GetCallerIdentityCommand({})),
      ).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    });

    it('settles a while after a change, when asked to', async () => {
      sandbox.setConsistencyDelay(200);
      const role = await makeRole();
      await expect(assume(role)).rejects.toMatchObject({
        name: 'AccessDenied',
      });
      const deadline = Date.now() + 5_000;
      let assumed;
      while (!assumed && Date.now() < deadline) {
        assumed = await assume(role).catch(() => undefined);
      }
      expect(assumed).toBeDefined();
    });
  });

  describe('policies that say more or less than they look like', () => {
    beforeEach(async () => {
      await makeRole();
    });

    const putRolePolicy = (PolicyDocument: string) =>
      clientsOf(sandbox, { account: DEV }).iam.send(
        new PutRolePolicyCommand({
          RoleName: 'reader',
          PolicyName: 'more',
          PolicyDocument,
        }),
      );

    /** Without a version: AWS takes it for the first. */
    const oldStyle = (...statements: object[]) => {
      const { Statement } = JSON.parse(policyOf(...statements));
      return JSON.stringify({ Statement });
    };

    it.each([
      ['IAM', (Policy: string) => putRolePolicy(Policy), { Resource: '*' }],
      [
        'KMS',
        async (Policy: string) =>
          clientsOf(sandbox).kms.send(new CreateKeyCommand({ Policy })),
        {
          Principal: { AWS: accountRoot(TOOLS) },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
      [
        'S3',
        async (Policy: string) =>
          clientsOf(sandbox).s3.send(
            new PutBucketPolicyCommand({ Bucket: await makeBucket(), Policy }),
          ),
        { Principal: { AWS: accountRoot(DEV) }, Resource: '*' },
      ],
    ] as const)(
      'are taken by %s, those that mean nothing are not',
      async (_, put, statement) => {
        const sound = { Action: 's3:GetObject', ...statement };
        await expect(put(oldStyle(sound))).resolves.toBeDefined();
        await expect(
          put(oldStyle({ ...sound, Action: [] })),
        ).rejects.toMatchObject({
          name: expect.stringMatching(/^MalformedPolicy/),
        });
      },
    );

    it('are refused by IAM when two statements have one Sid', async () => {
      const statement = { Sid: 'One', Action: 's3:*', Resource: '*' };
      await expect(
        putRolePolicy(policyOf(statement, statement)),
      ).rejects.toMatchObject({
        message: 'Statement IDs (SID) in a single policy must be unique.',
      });
    });
  });

  describe('policies that name nobody', () => {
    const nobody = `arn:aws:iam::${STAGING}:role/nobody`;
    const statement = { Principal: { AWS: nobody }, Resource: '*' };

    it('are refused by IAM', async () => {
      await expect(makeRole({ trusts: nobody })).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
        message: `Invalid principal in policy: "AWS":"${nobody}"`,
      });
    });

    it('are refused by KMS', async () => {
      const { kms } = clientsOf(sandbox);
      await expect(
        kms.send(
          new CreateKeyCommand({
            Policy: policyOf({ ...statement, Action: 'kms:*' }),
          }),
        ),
      ).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
        message:
          'Policy contains a statement with one or more invalid principals.',
      });
    });

    it('are refused by S3', async () => {
      const Bucket = await makeBucket();
      await expect(
        clientsOf(sandbox).s3.send(
          new PutBucketPolicyCommand({
            Bucket,
            Policy: policyOf({
              ...statement,
              Action: 's3:GetObject',
              Resource: `arn:aws:s3:::${Bucket}/*`,
            }),
          }),
        ),
      ).rejects.toMatchObject({
        name: 'MalformedPolicy',
        message: 'Invalid principal in policy',
      });
    });

    it('stay as they are when somebody goes, and cannot be written again', async () => {
      const role = await makeRole();
      const Bucket = await makeBucket();
      const { s3 } = clientsOf(sandbox);
      const read = async () =>
        (await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy!;
      await s3.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: policyOf({
            Principal: { AWS: role },
            Action: 's3:GetObject',
            Resource: `arn:aws:s3:::${Bucket}/*`,
          }),
        }),
      );
      expect(await read()).toContain(role);
      await clientsOf(sandbox, { account: DEV }).iam.send(
        new DeleteRoleCommand({ RoleName: 'reader' }),
      );
      const Policy = await read();
      expect(Policy).toMatch(/"AWS":"AROA[A-Z0-9]{17}"/);
      await expect(
        s3.send(new PutBucketPolicyCommand({ Bucket, Policy })),
      ).rejects.toMatchObject({ message: 'Invalid principal in policy' });
    });
  });

  describe('of an encrypted object', () => {
    const setUp = async (options: { encrypt?: boolean } = {}) => {
      const roleArn = await makeRole();
      const Bucket = await makeBucket();
      const { kms, s3 } = clientsOf(sandbox);
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const keyArn = KeyMetadata!.Arn!;
      await s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'artifact',
          Body: 'content',
          ...(options.encrypt !== false && {
            ServerSideEncryption: 'aws:kms' as const,
            SSEKMSKeyId: keyArn,
          }),
        }),
      );
      const open = (resource: 'bucket' | 'key') =>
        resource === 'bucket'
          ? s3.send(
              new PutBucketPolicyCommand({
                Bucket,
                Policy: policyOf({
                  Principal: { AWS: accountRoot(DEV) },
                  Action: 's3:GetObject',
                  Resource: `arn:aws:s3:::${Bucket}/*`,
                }),
              }),
            )
          : kms.send(
              new PutKeyPolicyCommand({
                KeyId: keyArn,
                Policy: policyOf(
                  {
                    Principal: { AWS: accountRoot(TOOLS) },
                    Action: 'kms:*',
                    Resource: '*',
                  },
                  {
                    Principal: { AWS: accountRoot(DEV) },
                    Action: 'kms:Decrypt',
                    Resource: '*',
                    Condition: {
                      StringEquals: {
                        'kms:ViaService': `s3.${REGION}.amazonaws.com`,
                        'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${Bucket}/artifact`,
                      },
                    },
                  },
                ),
              }),
            );
      const read = async () => {
        const { s3: there } = await clientsInRole(sandbox, {
          by: TOOLS,
          roleArn,
        });
        const { Body } = await there.send(
          new GetObjectCommand({ Bucket, Key: 'artifact' }),
        );
        return Body!.transformToString();
      };
      return { Bucket, keyArn, open, read };
    };

    it('needs both sides of the bucket and both sides of the key', async () => {
      const { keyArn, open, read } = await setUp();
      await expect(read()).rejects.toMatchObject({ message: 'Access Denied' });
      await grant('reader', { Action: 's3:GetObject', Resource: '*' });
      await expect(read()).rejects.toMatchObject({ message: 'Access Denied' });
      await open('bucket');
      await expect(read()).rejects.toThrow(
        /kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region, no resource-based policies/,
      );
      await open('key');
      await expect(read()).rejects.toThrow(
        /because no identity-based policy allows the kms:Decrypt action/,
      );
      await grant(
        'reader',
        { Action: 's3:GetObject', Resource: '*' },
        { Action: 'kms:Decrypt', Resource: keyArn },
      );
      await expect(read()).resolves.toBe('content');
    });

    it('does not open with a key that is disabled', async () => {
      const { Bucket, keyArn } = await setUp();
      const { kms, s3 } = clientsOf(sandbox);
      await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
      await expect(
        s3.send(new GetObjectCommand({ Bucket, Key: 'artifact' })),
      ).rejects.toMatchObject({
        name: 'KMS.DisabledException',
        message: `${keyArn} is disabled.`,
      });
    });

    it('never opens with the key that AWS manages', async () => {
      const { Bucket, open, read } = await setUp({ encrypt: false });
      await open('bucket');
      await grant(
        'reader',
        { Action: 's3:GetObject', Resource: '*' },
        { Action: 'kms:Decrypt', Resource: '*' },
      );
      await expect(read()).resolves.toBe('content');
      await clientsOf(sandbox).s3.send(
        new PutObjectCommand({
          Bucket,
          Key: 'artifact',
          Body: 'content',
          ServerSideEncryption: 'aws:kms',
        }),
      );
      await expect(read()).rejects.toThrow(/kms:Decrypt/);
    });
  });

  describe('of keys', () => {
    it('finds ids and aliases in the account that asks, ARNs anywhere', async () => {
      const { kms } = clientsOf(sandbox);
      const { KeyMetadata } = await kms.send(
        new CreateKeyCommand({
          Policy: policyOf({
            Principal: { AWS: [accountRoot(TOOLS), accountRoot(DEV)] },
            Action: 'kms:*',
            Resource: '*',
          }),
        }),
      );
      const { KeyId, Arn } = KeyMetadata!;
      await kms.send(
        new CreateAliasCommand({ AliasName: 'alias/mine', TargetKeyId: KeyId }),
      );
      const { kms: other } = clientsOf(sandbox, { account: DEV });
      const { kms: elsewhere } = clientsOf(sandbox, { region: 'us-east-1' });
      const describeKey = (client: typeof kms, id?: string) =>
        client.send(new DescribeKeyCommand({ KeyId: id }));

      await expect(describeKey(kms, KeyId)).resolves.toBeDefined();
      await expect(describeKey(kms, 'alias/mine')).resolves.toBeDefined();
      await expect(describeKey(other, Arn)).resolves.toBeDefined();
      await expect(describeKey(other, KeyId)).rejects.toMatchObject({
        name: 'NotFoundException',
      });
      await expect(describeKey(other, 'alias/mine')).rejects.toMatchObject({
        name: 'NotFoundException',
        message: `Alias arn:aws:kms:${REGION}:${DEV}:alias/mine is not found.`,
      });
      await expect(describeKey(elsewhere, Arn)).rejects.toMatchObject({
        name: 'NotFoundException',
        message: `Invalid arn ${REGION}`,
      });
    });

    it('lets nobody lock themselves out', async () => {
      const { kms } = clientsOf(sandbox);
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
      const { KeyId } = KeyMetadata!;
      await expect(
        kms.send(
          new PutKeyPolicyCommand({
            KeyId,
            Policy: policyOf({
              Principal: { AWS: accountRoot(DEV) },
              Action: 'kms:*',
              Resource: '*',
            }),
          }),
        ),
      ).rejects.toMatchObject({
        message:
          'The new key policy will not allow you to update the key policy in the future.',
      });
      const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
      expect(Policy).toContain(accountRoot(TOOLS));
    });
  });

  describe('of a bucket whose objects belong to who wrote them', () => {
    it('depends on the setting and on the ACL', async () => {
      const roleArn = await makeRole();
      const Bucket = await makeBucket();
      const { s3: owner } = clientsOf(sandbox);
      await owner.send(
        new PutBucketPolicyCommand({
          Bucket,
          Policy: policyOf({
            Principal: { AWS: accountRoot(DEV) },
            Action: ['s3:PutObject', 's3:PutObjectAcl'],
            Resource: `arn:aws:s3:::${Bucket}/*`,
          }),
        }),
      );
      await grant('reader', { Action: 's3:*', Resource: '*' });
      const { s3: writer } = await clientsInRole(sandbox, {
        by: TOOLS,
        roleArn,
      });
      const write = (ACL?: 'private' | 'bucket-owner-full-control') =>
        writer.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x', ACL }));
      const read = () => owner.send(new GetObjectCommand({ Bucket, Key: 'k' }));

      await expect(write('private')).rejects.toMatchObject({
        name: 'AccessControlListNotSupported',
        message: 'The bucket does not allow ACLs',
      });
      await write('bucket-owner-full-control');
      await expect(read()).resolves.toBeDefined();

      await owner.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
        }),
      );
      await write();
      await expect(read()).rejects.toMatchObject({ message: 'Access Denied' });
    });
  });

  it('takes away what an inline policy gave', async () => {
    const roleArn = await makeRole();
    const Bucket = await makeBucket();
    await grant('reader', { Action: 's3:*', Resource: '*' });
    await clientsOf(sandbox, { account: DEV }).iam.send(
      new DeleteRolePolicyCommand({ RoleName: 'reader', PolicyName: 'grant' }),
    );
    const { s3 } = await clientsInRole(sandbox, { by: TOOLS, roleArn });
    await expect(
      s3.send(new GetObjectCommand({ Bucket, Key: 'k' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
