import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DescribeChangeSetCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DescribeStacksCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import {
  clientsInRole,
  clientsOf,
  policyOf,
  REGION,
  STAGING,
  TOOLS,
} from '../__testUtils__/clientsOf';
import { makeRole } from '../__testUtils__/makeRole';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const document = (...statements: object[]) =>
  JSON.parse(policyOf(...statements));

const trust = document({
  Principal: { AWS: TOOLS },
  Action: 'sts:AssumeRole',
});

const readObjects = document({ Action: 's3:GetObject', Resource: '*' });

const keyPolicy = document(
  {
    Principal: { AWS: `arn:aws:iam::${TOOLS}:root` },
    Action: 'kms:*',
    Resource: '*',
  },
  {
    Sid: 'Staging',
    Principal: { AWS: `arn:aws:iam::${STAGING}:root` },
    Action: 'kms:Decrypt',
    Resource: '*',
  },
);

const template = JSON.stringify({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'drifter',
        MaxSessionDuration: 7200,
        AssumeRolePolicyDocument: trust,
        Policies: [{ PolicyName: 'read', PolicyDocument: readObjects }],
      },
    },
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: keyPolicy } },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'drifting',
        PublicAccessBlockConfiguration: { BlockPublicPolicy: true },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
      },
    },
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: document({
          Principal: { AWS: STAGING },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::drifting/*',
        }),
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
});

describe('a stack that others touched', () => {
  let sandbox: Sandbox;

  const stack = () =>
    sandbox.world.account(TOOLS).region(REGION).cloudFormation.find('drift')!;

  beforeEach(async () => {
    sandbox = await startSandbox();
    await clientsOf(sandbox).cloudFormation.send(
      new CreateStackCommand({
        StackName: 'drift',
        TemplateBody: template,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
    await stack().settled;
  });

  afterEach(async () => {
    await sandbox.stop();
  });

  const keyId = () => stack().resources.get('Key')!.physicalId!;

  const detect = async (
    { cloudFormation } = clientsOf(sandbox),
    StackName = 'drift',
  ) => {
    const { StackDriftDetectionId } = await cloudFormation.send(
      new DetectStackDriftCommand({ StackName }),
    );
    for (;;) {
      const detection = await cloudFormation.send(
        new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
      );
      if (detection.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
        return detection;
      }
    }
  };

  const drifts = async () => {
    const { StackResourceDrifts } = await clientsOf(
      sandbox,
    ).cloudFormation.send(
      new DescribeStackResourceDriftsCommand({
        StackName: 'drift',
        StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
      }),
    );
    return StackResourceDrifts!.map(
      ({ LogicalResourceId, StackResourceDriftStatus, PropertyDifferences }) =>
        [
          LogicalResourceId,
          StackResourceDriftStatus,
          ...PropertyDifferences!.map(
            ({ DifferenceType, PropertyPath }) =>
              `${DifferenceType} ${PropertyPath}`,
          ),
        ].join(' '),
    );
  };

  const touch = async () => {
    const { iam, kms, s3 } = clientsOf(sandbox);
    await iam.send(
      new UpdateAssumeRolePolicyCommand({
        RoleName: 'drifter',
        PolicyDocument: policyOf({
          Principal: { AWS: STAGING },
          Action: 'sts:AssumeRole',
        }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'drifter',
        PolicyName: 'read',
        PolicyDocument: policyOf({ Action: 's3:*', Resource: '*' }),
      }),
    );
    await kms.send(
      new PutKeyPolicyCommand({
        KeyId: keyId(),
        Policy: JSON.stringify({
          ...keyPolicy,
          Statement: [keyPolicy.Statement[0]],
        }),
      }),
    );
    await s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: 'drifting',
        PublicAccessBlockConfiguration: { BlockPublicPolicy: false },
      }),
    );
    await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'drifting' }));
  };

  const change = async (more: object = {}) => {
    const { cloudFormation } = clientsOf(sandbox);
    const reference = { StackName: 'drift', ChangeSetName: 'repair' };
    await cloudFormation.send(
      new CreateChangeSetCommand({
        ...reference,
        UsePreviousTemplate: true,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        DeploymentMode: 'REVERT_DRIFT',
        ...more,
      }),
    );
    await stack().changeSets.get('repair')!.examined;
    return cloudFormation.send(new DescribeChangeSetCommand(reference));
  };

  const execute = async () => {
    await clientsOf(sandbox).cloudFormation.send(
      new ExecuteChangeSetCommand({
        StackName: 'drift',
        ChangeSetName: 'repair',
      }),
    );
    await stack().settled;
  };

  it('is in sync as long as nobody did', async () => {
    expect(await detect()).toMatchObject({
      DetectionStatus: 'DETECTION_COMPLETE',
      StackDriftStatus: 'IN_SYNC',
      DriftedStackResourceCount: 0,
    });
    expect(await drifts()).toEqual([]);
  });

  it('is said to have drifted, place by place', async () => {
    await touch();
    expect(await detect()).toMatchObject({
      DetectionStatus: 'DETECTION_COMPLETE',
      StackDriftStatus: 'DRIFTED',
      DriftedStackResourceCount: 4,
    });
    expect(await drifts()).toEqual([
      'Role MODIFIED NOT_EQUAL /AssumeRolePolicyDocument/Statement/0/Principal/AWS NOT_EQUAL /Policies/0/PolicyDocument/Statement/0/Action',
      'Key MODIFIED REMOVE /KeyPolicy/Statement/1',
      'Bucket MODIFIED NOT_EQUAL /PublicAccessBlockConfiguration/BlockPublicPolicy',
      'BucketPolicy DELETED',
    ]);
    const { Stacks } = await clientsOf(sandbox).cloudFormation.send(
      new DescribeStacksCommand({ StackName: 'drift' }),
    );
    expect(Stacks![0].DriftInformation!.StackDriftStatus).toBe('DRIFTED');
  });

  it('is as it was after a change set that reverts the drift', async () => {
    await touch();
    const described = await change();
    expect(described).toMatchObject({
      Status: 'CREATE_COMPLETE',
      DeploymentMode: 'REVERT_DRIFT',
      StackDriftStatus: 'DRIFTED',
    });
    expect(
      described
        .Changes!.map(
          ({ ResourceChange: each }) =>
            `${each!.Action} ${each!.LogicalResourceId} ${
              each!.ResourceDriftStatus
            }`,
        )
        .sort(),
    ).toEqual([
      'Add BucketPolicy DELETED',
      'Modify Bucket MODIFIED',
      'Modify Key MODIFIED',
      'Modify Role MODIFIED',
    ]);
    await execute();
    expect(stack().status).toBe('UPDATE_COMPLETE');

    const { iam, kms, s3 } = clientsOf(sandbox);
    const RoleName = 'drifter';
    const { Role: role } = await iam.send(new GetRoleCommand({ RoleName }));
    expect(decodeURIComponent(role!.AssumeRolePolicyDocument!)).toContain(
      TOOLS,
    );
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName }),
    );
    expect(PolicyNames).toContain('read');
    const { Policy: key } = await kms.send(
      new GetKeyPolicyCommand({ KeyId: keyId() }),
    );
    expect(JSON.parse(key!)).toEqual(keyPolicy);
    const { Policy: bucket } = await s3.send(
      new GetBucketPolicyCommand({ Bucket: 'drifting' }),
    );
    expect(bucket).toContain(STAGING);
    expect((await detect()).StackDriftStatus).toBe('IN_SYNC');
  });

  it('gets back a role and an inline policy that were deleted', async () => {
    const { iam } = clientsOf(sandbox);
    const RoleName = 'drifter';
    await iam.send(
      new DeleteRolePolicyCommand({ RoleName, PolicyName: 'read' }),
    );
    await change();
    await execute();
    await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'read' }));

    await iam.send(
      new DeleteRolePolicyCommand({ RoleName, PolicyName: 'read' }),
    );
    await iam.send(new DeleteRoleCommand({ RoleName }));
    await detect();
    expect(await drifts()).toEqual(['Role DELETED']);
    await change();
    await execute();
    expect(stack().status).toBe('UPDATE_COMPLETE');
    await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName: 'read' }));
  });

  it('has nothing to revert when it is in sync', async () => {
    expect(await change()).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("didn't contain changes"),
    });
  });

  it('keeps its drift under an ordinary change set', async () => {
    await touch();
    expect(await change({ DeploymentMode: undefined })).toMatchObject({
      Status: 'FAILED',
      StatusReason: expect.stringContaining("didn't contain changes"),
    });
  });

  it('does not count what its template does not name', async () => {
    const { iam } = clientsOf(sandbox);
    await iam.send(
      new PutRolePolicyCommand({
        RoleName: 'drifter',
        PolicyName: 'by-hand',
        PolicyDocument: policyOf({ Action: 's3:*', Resource: '*' }),
      }),
    );
    await iam.send(
      new AttachRolePolicyCommand({
        RoleName: 'drifter',
        PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
      }),
    );
    await detect();
    expect(await drifts()).toEqual([]);
  });

  it('is not compared with what the caller may not read', async () => {
    await makeRole(sandbox, {
      account: TOOLS,
      name: 'half-blind',
      trusts: { AWS: TOOLS },
      statements: [
        { Action: ['cloudformation:*', 's3:*', 'kms:*'], Resource: '*' },
      ],
    });
    const clients = await clientsInRole(sandbox, {
      by: TOOLS,
      roleArn: `arn:aws:iam::${TOOLS}:role/half-blind`,
    });
    expect(await detect(clients)).toMatchObject({
      DetectionStatus: 'DETECTION_FAILED',
      DetectionStatusReason: expect.stringMatching(
        /^Failed to detect drift on resource \[Role\]: .*iam:GetRole/,
      ),
    });
  });
});
