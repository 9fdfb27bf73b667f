import {
  AttachRolePolicyCommand,
  ListEntitiesForPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EncryptCommand,
  DecryptCommand,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import {
  clientsInRole,
  clientsOf,
  DEV,
  policyOf,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

describe('the sandbox', () => {
  let sandbox: Sandbox;
  let roleArn: string;

  beforeAll(async () => {
    sandbox = await startSandbox();
    roleArn = await makeRole(sandbox, {
      account: DEV,
      name: 'reader',
      trusts: { AWS: DEV },
      statements: [
        { Action: 's3:GetObject', Resource: 'arn:aws:s3:::mine/*' },
        {
          Effect: 'Deny',
          Action: 's3:*',
          Resource: 'arn:aws:s3:::mine/secret',
        },
      ],
    });
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  it('simulates what a role may do', async () => {
    const { iam } = clientsOf(sandbox, { account: DEV });
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: roleArn,
        ActionNames: ['s3:GetObject'],
        ResourceArns: [
          'arn:aws:s3:::mine/a',
          'arn:aws:s3:::mine/secret',
          'arn:aws:s3:::other/a',
        ],
      }),
    );
    expect(EvaluationResults!.map(({ EvalDecision }) => EvalDecision)).toEqual([
      'allowed',
      'explicitDeny',
      'implicitDeny',
    ]);
  });

  it('says whom a managed policy is attached to', async () => {
    const { iam } = clientsOf(sandbox, { account: DEV });
    const PolicyArn = 'arn:aws:iam::aws:policy/PowerUserAccess';
    await iam.send(
      new AttachRolePolicyCommand({ RoleName: 'reader', PolicyArn }),
    );
    const { PolicyRoles } = await iam.send(
      new ListEntitiesForPolicyCommand({ PolicyArn }),
    );
    expect(PolicyRoles!.map(({ RoleName }) => RoleName)).toEqual(['reader']);
  });

  it('lets those decrypt to whom a grant was given, until it is revoked', async () => {
    const { kms } = clientsOf(sandbox);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata!.Arn!;
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: Buffer.from('x') }),
    );
    const reader = await clientsInRole(sandbox, { by: DEV, roleArn });
    const decrypt = () =>
      reader.kms.send(new DecryptCommand({ KeyId, CiphertextBlob }));
    await expect(decrypt()).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    const { GrantId } = await kms.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: roleArn,
        Operations: ['Decrypt'],
      }),
    );
    await decrypt();
    await expect(
      reader.kms.send(new DescribeKeyCommand({ KeyId })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId }));
    expect(Grants).toEqual([
      expect.objectContaining({
        GrantId,
        GranteePrincipal: roleArn,
        Operations: ['Decrypt'],
      }),
    ]);
    await kms.send(
      new PutKeyPolicyCommand({
        KeyId,
        Policy: policyOf(
          {
            Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
            Action: 'kms:*',
            Resource: '*',
          },
          {
            Effect: 'Deny',
            Principal: { AWS: roleArn },
            Action: 'kms:Decrypt',
            Resource: '*',
          },
        ),
      }),
    );
    await expect(decrypt()).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    await expect(
      kms.send(new RevokeGrantCommand({ KeyId, GrantId })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('answers late, or not at all, when it is told so', async () => {
    const ask = (abortSignal?: AbortSignal) =>
      clientsOf(sandbox).sts.send(new GetCallerIdentityCommand({}), {
        abortSignal,
      });
    sandbox.slowDown('sts', 100);
    const start = performance.now();
    await ask();
    expect(performance.now() - start).toBeGreaterThanOrEqual(90);
    sandbox.slowDown('sts', 0);
    sandbox.hang('sts', 1);
    await expect(ask(AbortSignal.timeout(200))).rejects.toThrow();
    await ask();
  });
});
