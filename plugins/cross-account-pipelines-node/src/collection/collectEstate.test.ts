import { setupServer } from 'msw/node';
import type { PipelineDefinition } from 'backstage-plugin-cross-account-pipelines-core';
import {
  FakeAws,
  type FakeAnswer,
  type FakeCall,
} from './__testUtils__/FakeAws';
import { collectEstate, type CollectEstateOptions } from './collectEstate';

const tools = '111111111111';
const dev = '012345678901';
const region = 'eu-west-1';
const pipelineArn = `arn:aws:codepipeline:${region}:${tools}:orders`;
const keyArn = `arn:aws:kms:${region}:${tools}:key/1234`;
const serviceRole = `arn:aws:iam::${tools}:role/orders-service`;
const buildRole = `arn:aws:iam::${tools}:role/orders-build`;
const actionRole = `arn:aws:iam::${dev}:role/pipelines/orders-action`;
const deployRole = `arn:aws:iam::${dev}:role/orders-deploy`;
const projectArn = `arn:aws:codebuild:${region}:${tools}:project/orders`;
const trust = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Ünïcode & <more>', Effect: 'Allow' }],
};

const definition: PipelineDefinition = {
  name: 'orders',
  roleArn: serviceRole,
  artifactStore: {
    type: 'S3',
    location: 'orders-artifacts',
    encryptionKey: { id: keyArn, type: 'KMS' },
  },
  stages: [
    {
      name: 'Build',
      actions: [
        {
          name: 'Build',
          actionTypeId: {
            category: 'Build',
            owner: 'AWS',
            provider: 'CodeBuild',
            version: '1',
          },
          configuration: { ProjectName: 'orders' },
          inputArtifacts: [{ name: 'source' }],
          outputArtifacts: [{ name: 'built' }],
        },
      ],
    },
    {
      name: 'Dev',
      actions: [
        {
          name: 'Deploy',
          actionTypeId: {
            category: 'Deploy',
            owner: 'AWS',
            provider: 'CloudFormation',
            version: '1',
          },
          configuration: {
            ActionMode: 'CREATE_UPDATE',
            StackName: 'orders',
            RoleArn: deployRole,
          },
          inputArtifacts: [{ name: 'built' }],
          roleArn: actionRole,
        },
      ],
    },
  ],
};

/** Where everything is as it should be; what IAM names in pages of one. */
const answers: Record<string, (call: FakeCall) => FakeAnswer> = {
  'codepipeline:GetPipeline': () => ({ pipeline: definition }),
  'iam:GetRole': ({ account, input: { RoleName } }) => ({
    Role: {
      RoleName,
      RoleId: `AROA${RoleName}`,
      Arn:
        RoleName === 'orders-action'
          ? actionRole
          : `arn:aws:iam::${account}:role/${RoleName}`,
      CreateDate: '2026-01-01T00:00:00Z',
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      MaxSessionDuration: 3600,
      PermissionsBoundary:
        RoleName === 'orders-deploy'
          ? { PermissionsBoundaryArn: `arn:aws:iam::${dev}:policy/boundary` }
          : {},
      Tags: [{ Key: 'team', Value: 'orders' }],
    },
  }),
  'iam:ListRolePolicies': ({ input: { Marker } }) =>
    Marker
      ? { PolicyNames: ['second'], IsTruncated: false }
      : { PolicyNames: ['first'], IsTruncated: true, Marker: 'more' },
  'iam:GetRolePolicy': ({ input: { PolicyName } }) => ({
    PolicyName,
    PolicyDocument: encodeURIComponent(JSON.stringify({ Id: PolicyName })),
  }),
  'iam:ListAttachedRolePolicies': ({ input: { Marker } }) =>
    Marker
      ? { AttachedPolicies: [], IsTruncated: false }
      : {
          AttachedPolicies: [
            {
              PolicyName: 'ReadOnlyAccess',
              PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
            },
          ],
          IsTruncated: true,
          Marker: 'more',
        },
  'iam:GetPolicy': () => ({
    Policy: { DefaultVersionId: 'v3', UpdateDate: '2026-02-01T00:00:00Z' },
  }),
  'iam:GetPolicyVersion': ({ input: { PolicyArn, VersionId } }) => ({
    PolicyVersion: {
      Document: encodeURIComponent(
        JSON.stringify({ Id: PolicyArn, VersionId }),
      ),
    },
  }),
  'kms:DescribeKey': () => ({
    KeyMetadata: {
      KeyId: '1234',
      Arn: keyArn,
      KeyState: 'Enabled',
      KeyManager: 'CUSTOMER',
      CreationDate: 1767225600,
    },
  }),
  'kms:GetKeyPolicy': ({ input: { PolicyName } }) => ({
    Policy: JSON.stringify({ Id: PolicyName }),
  }),
  'kms:ListKeyPolicies': () => ({ PolicyNames: ['default', 'AWS_RAM'] }),
  'kms:GetKeyRotationStatus': () => ({ KeyRotationEnabled: true }),
  'kms:ListGrants': ({ input: { Marker } }) =>
    Marker
      ? {
          Grants: [
            {
              GranteeServicePrincipal: 'rds.amazonaws.com',
              Operations: ['Decrypt'],
              Constraints: { EncryptionContextEquals: { team: 'orders' } },
            },
          ],
          Truncated: false,
        }
      : {
          Grants: [{ GranteePrincipal: 'arn:a', Operations: ['Decrypt'] }],
          Truncated: true,
          NextMarker: 'more',
        },
  'kms:ListAliases': () => ({ Aliases: [{ AliasName: 'alias/orders' }] }),
  's3:GetBucketLocation': () => ({ LocationConstraint: region }),
  's3:GetBucketPolicy': () => ({ Policy: JSON.stringify({ Id: 'bucket' }) }),
  's3:GetBucketOwnershipControls': () => ({
    OwnershipControls: { Rule: { ObjectOwnership: 'BucketOwnerEnforced' } },
  }),
  's3:GetBucketPublicAccessBlock': () => ({
    PublicAccessBlockConfiguration: {
      BlockPublicPolicy: 'true',
      RestrictPublicBuckets: 'false',
    },
  }),
  's3:GetBucketEncryption': () => ({
    ServerSideEncryptionConfiguration: {
      Rule: {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: '1234',
        },
        BucketKeyEnabled: true,
      },
    },
  }),
  'codebuild:BatchGetProjects': () => ({
    projects: [
      { name: 'orders', serviceRole: buildRole, encryptionKey: keyArn },
    ],
  }),
  'cloudformation:DescribeStacks': ({ account }) => ({
    Stacks: [
      {
        StackId: `arn:aws:cloudformation:${region}:${account}:stack/orders/1`,
        StackName: 'orders',
        StackStatus: 'UPDATE_COMPLETE',
        RoleARN: deployRole,
        CreationTime: '2026-01-01T00:00:00Z',
      },
    ],
  }),
};

describe('collectEstate', () => {
  const server = setupServer();
  let aws: FakeAws;
  let overrides: (call: FakeCall) => FakeAnswer | undefined;

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    overrides = () => undefined;
    aws = new FakeAws(call => overrides(call) ?? answers[call.operation](call));
    server.resetHandlers(...aws.handlers);
  });

  const collect = (options: Partial<CollectEstateOptions> = {}) =>
    collectEstate({
      clients: aws,
      pipelineArn,
      now: new Date('2026-03-01T00:00:00Z'),
      ...options,
    });

  it('reads what the links name, and what that names in turn', async () => {
    const estate = await collect();
    expect(estate).toMatchObject({
      origin: 'observed',
      readAt: '2026-03-01T00:00:00.000Z',
    });
    const home = estate.accounts[tools];
    expect(home.pipelines).toEqual({
      [pipelineArn]: { arn: pipelineArn, region, definition },
    });
    expect(Object.keys(home.roles).sort()).toEqual([buildRole, serviceRole]);
    expect(home.projects).toEqual({
      [projectArn]: {
        arn: projectArn,
        name: 'orders',
        serviceRole: buildRole,
        encryptionKey: keyArn,
      },
    });
    expect(home.keys).toEqual({
      [keyArn]: {
        arn: keyArn,
        state: 'Enabled',
        manager: 'CUSTOMER',
        policy: { Id: 'default' },
        sharingPolicy: { Id: 'AWS_RAM' },
        rotationEnabled: true,
        grants: [
          { grantee: 'arn:a', operations: ['Decrypt'] },
          {
            grantee: 'rds.amazonaws.com',
            operations: ['Decrypt'],
            encryptionContext: { equals: true, values: { team: 'orders' } },
          },
        ],
        aliases: ['alias/orders'],
        changedAt: '2026-01-01T00:00:00.000Z',
      },
    });
    expect(home.buckets).toEqual({
      'orders-artifacts': {
        name: 'orders-artifacts',
        region,
        policy: { Id: 'bucket' },
        ownership: 'BucketOwnerEnforced',
        encryption: { algorithm: 'aws:kms', keyArn, bucketKey: true },
        publicAccessBlock: {
          blockPublicPolicy: true,
          restrictPublicBuckets: false,
        },
      },
    });
    const reached = estate.accounts[dev];
    expect(Object.keys(reached.roles).sort()).toEqual([deployRole, actionRole]);
    expect(Object.values(reached.stacks!)).toEqual([
      {
        arn: `arn:aws:cloudformation:${region}:${dev}:stack/orders/1`,
        name: 'orders',
        region,
        status: 'UPDATE_COMPLETE',
        roleArn: deployRole,
      },
    ]);
    expect(
      [home, reached].flatMap(each => [...each.missing, ...each.unread]),
    ).toEqual([]);
  });

  it('reads a role whole: decoded documents, every page, boundary, age', async () => {
    const estate = await collect();
    const boundary = `arn:aws:iam::${dev}:policy/boundary`;
    const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    expect(estate.accounts[dev].roles[deployRole]).toEqual({
      arn: deployRole,
      uniqueId: 'AROAorders-deploy',
      changedAt: '2026-02-01T00:00:00.000Z',
      trustPolicy: trust,
      policies: [
        { name: 'first', document: { Id: 'first' } },
        { name: 'second', document: { Id: 'second' } },
        {
          name: 'ReadOnlyAccess',
          arn: readOnly,
          document: { Id: readOnly, VersionId: 'v3' },
        },
      ],
      permissionsBoundary: {
        name: 'boundary',
        arn: boundary,
        document: { Id: boundary, VersionId: 'v3' },
      },
      tags: { team: 'orders' },
      maxSessionDuration: 3600,
    });
  });

  it('asks for nothing twice, and in each account with its own credentials', async () => {
    await collect();
    const asked = aws.calls.map(({ operation, account, input }) =>
      JSON.stringify([operation, account, input]),
    );
    const managed = /GetPolicy(Version)?"/;
    const own = asked.filter(call => !managed.test(call));
    expect(own).toEqual([...new Set(own)]);
    const homeServices = /^(kms|s3|codebuild|codepipeline):/;
    const homeCalls = aws.calls.filter(({ operation }) =>
      homeServices.test(operation),
    );
    expect(new Set(homeCalls.map(({ account }) => account))).toEqual(
      new Set([tools]),
    );
  });

  it('lists what does not exist as missing', async () => {
    overrides = ({ operation, input }) => {
      if (operation === 'iam:GetRole' && input.RoleName === 'orders-service') {
        return 'NoSuchEntity';
      }
      return {
        'kms:DescribeKey': 'NotFoundException',
        's3:GetBucketLocation': 'NoSuchBucket',
        'codebuild:BatchGetProjects': { projectsNotFound: ['orders'] },
      }[operation];
    };
    const { accounts } = await collect();
    expect(accounts[tools].missing.sort()).toEqual(
      [projectArn, serviceRole, keyArn, 'orders-artifacts'].sort(),
    );
    expect(accounts[tools].unread).toEqual([]);
  });

  it('takes a role with another path for missing', async () => {
    overrides = ({ operation, input }) =>
      operation === 'iam:GetRole' && input.RoleName === 'orders-action'
        ? { Role: { Arn: `arn:aws:iam::${dev}:role/orders-action` } }
        : undefined;
    const { accounts } = await collect();
    expect(accounts[dev].missing).toEqual([actionRole]);
  });

  it('takes a stack that was not deployed yet for no loss', async () => {
    overrides = ({ operation }) =>
      operation === 'cloudformation:DescribeStacks'
        ? 'ValidationError'
        : undefined;
    const estate = await collect();
    expect(estate.accounts[dev].stacks).toBeUndefined();
  });

  it('says what it could not read, and why', async () => {
    overrides = ({ operation, input }) => {
      if (operation === 'iam:GetRole' && input.RoleName === 'orders-deploy') {
        return 'AccessDenied';
      }
      return operation === 'kms:DescribeKey'
        ? 'AccessDeniedException'
        : undefined;
    };
    const { accounts } = await collect();
    expect(accounts[dev].unread).toEqual([
      {
        id: deployRole,
        reason: expect.stringMatching(
          /^iam:GetRole was denied in account 012345678901, eu-west-1; caused by AccessDenied/,
        ),
      },
    ]);
    expect(accounts[tools].unread).toEqual([
      {
        id: keyArn,
        reason: expect.stringMatching(/^kms:DescribeKey was denied/),
      },
    ]);
  });

  it('keeps what it read of something of which it could not read all', async () => {
    const denied = new Set([
      'iam:GetRolePolicy',
      'iam:ListAttachedRolePolicies',
      'iam:GetPolicy',
      'kms:GetKeyPolicy',
      'kms:ListGrants',
      'kms:ListKeyPolicies',
      'kms:ListAliases',
      'kms:GetKeyRotationStatus',
      's3:GetBucketPolicy',
      's3:GetBucketEncryption',
    ]);
    overrides = ({ operation }) =>
      denied.has(operation) ? 'AccessDenied' : undefined;
    const { accounts } = await collect();
    const { policies, permissionsBoundary } = accounts[dev].roles[deployRole];
    expect(policies).toEqual([
      {
        name: 'first',
        unreadable: expect.stringMatching(/^iam:GetRolePolicy was denied/),
      },
      { name: 'second', unreadable: expect.any(String) },
      { name: 'managed policies', unreadable: expect.any(String) },
    ]);
    expect(permissionsBoundary).toEqual({
      name: 'boundary',
      arn: `arn:aws:iam::${dev}:policy/boundary`,
      unreadable: expect.stringMatching(/^iam:GetPolicy was denied/),
    });
    expect(accounts[tools].keys[keyArn]).toMatchObject({
      state: 'Enabled',
      policyUnreadable: expect.stringMatching(/^kms:GetKeyPolicy was denied/),
      grantsUnreadable: expect.stringMatching(/^kms:ListGrants was denied/),
      sharingPolicyUnreadable: expect.stringMatching(
        /^kms:ListKeyPolicies was denied/,
      ),
      aliasesUnreadable: expect.stringMatching(/^kms:ListAliases was denied/),
    });
    expect(accounts[tools].buckets['orders-artifacts']).toMatchObject({
      policyUnreadable: expect.stringMatching(/^s3:GetBucketPolicy was denied/),
      ownership: 'BucketOwnerEnforced',
      encryption: undefined,
    });
  });

  describe('of a source in a bucket', () => {
    const source = {
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
          configuration: { S3Bucket: 'sources', S3ObjectKey: 'team/web.zip' },
          outputArtifacts: [{ name: 'source' }],
        },
      ],
    };
    const stored = 'arn:aws:s3:::sources/team/web.zip';
    const collectWith = async (answered: Record<string, FakeAnswer>) => {
      overrides = ({ operation }) =>
        ({
          'codepipeline:GetPipeline': {
            pipeline: { ...definition, stages: [source, ...definition.stages] },
          },
          's3:GetBucketVersioning': {
            VersioningConfiguration: { Status: 'Enabled' },
          },
          's3:ListObjectsV2': {
            ListBucketResult: { Contents: { Key: 'team/web.zip' } },
          },
          ...answered,
        }[operation]);
      return (await collect()).accounts[tools];
    };

    it('finds the object and whether the bucket keeps versions', async () => {
      const { present, buckets, missing } = await collectWith({});
      expect(present).toContain(stored);
      expect(missing).toEqual([]);
      expect(buckets.sources).toMatchObject({ versioned: true });
      expect(buckets['orders-artifacts'].versioned).toBeUndefined();
      expect(
        aws.calls.find(({ operation }) => operation === 's3:ListObjectsV2'),
      ).toMatchObject({
        account: tools,
        input: { Bucket: 'sources', prefix: 'team/web.zip', 'max-keys': '1' },
      });
    });

    it.each<[string, FakeAnswer]>([
      ['nothing', { ListBucketResult: {} }],
      [
        'another object',
        { ListBucketResult: { Contents: { Key: 'team/web.zip.bak' } } },
      ],
    ])('finds %s under the name', async (_, listing) => {
      const { missing, present } = await collectWith({
        's3:ListObjectsV2': listing,
      });
      expect(missing).toEqual([stored]);
      expect(present).toBeUndefined();
    });

    it('says what it may not read', async () => {
      const { unread, buckets } = await collectWith({
        's3:GetBucketVersioning': 'AccessDenied',
        's3:ListObjectsV2': 'AccessDenied',
      });
      expect(unread).toEqual([
        { id: stored, reason: expect.stringMatching(/^s3:ListBucket /) },
      ]);
      expect(buckets.sources.versioningUnreadable).toMatch(
        /^s3:GetBucketVersioning /,
      );
    });

    it('does not look into a bucket that is not there', async () => {
      const { missing } = await collectWith({
        's3:GetBucketLocation': 'NoSuchBucket',
      });
      expect(missing).toContain('sources');
      expect(aws.calls.map(({ operation }) => operation)).not.toContain(
        's3:ListObjectsV2',
      );
    });
  });

  it('tells a bucket without a policy from one that cannot be read', async () => {
    overrides = ({ operation }) =>
      ({
        's3:GetBucketPolicy': 'NoSuchBucketPolicy',
        's3:GetBucketOwnershipControls': 'OwnershipControlsNotFoundError',
        's3:GetBucketEncryption':
          'ServerSideEncryptionConfigurationNotFoundError',
        's3:GetBucketPublicAccessBlock': 'NoSuchPublicAccessBlockConfiguration',
      }[operation]);
    const { accounts } = await collect();
    expect(accounts[tools].buckets['orders-artifacts']).toEqual({
      name: 'orders-artifacts',
      region,
      ownership: 'ObjectWriter',
      encryption: undefined,
      publicAccessBlock: {
        blockPublicPolicy: false,
        restrictPublicBuckets: false,
      },
    });
  });

  it('reads a bucket in the Region that it is in', async () => {
    overrides = ({ operation }) =>
      operation === 's3:GetBucketLocation'
        ? { LocationConstraint: 'us-west-2' }
        : undefined;
    const { accounts } = await collect();
    expect(accounts[tools].buckets['orders-artifacts'].region).toBe(
      'us-west-2',
    );
    expect(
      aws.calls.find(({ operation }) => operation === 's3:GetBucketPolicy')
        ?.region,
    ).toBe('us-west-2');
  });

  it('says once that an account cannot be read, and reads the others', async () => {
    aws.closed.add(dev);
    const { accounts } = await collect();
    expect(accounts[dev].unread).toEqual([
      {
        id: dev,
        reason: `No credentials are configured for account ${dev}`,
        isWhole: true,
      },
    ]);
    expect(Object.keys(accounts[tools].roles)).toHaveLength(2);
  });

  it('throws when there is no such pipeline', async () => {
    overrides = ({ operation }) =>
      operation === 'codepipeline:GetPipeline'
        ? 'PipelineNotFoundException'
        : undefined;
    await expect(collect()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringMatching(
        /^codepipeline:GetPipeline found nothing in account 111111111111, eu-west-1/,
      ),
    });
    await expect(collect({ pipelineArn: 'orders' })).rejects.toThrow(
      "'orders' is not the ARN of a pipeline",
    );
  });

  it('stops when the signal is aborted', async () => {
    const abort = new AbortController();
    overrides = ({ operation }) => {
      if (operation === 'iam:ListRolePolicies') {
        abort.abort(new Error('enough'));
      }
      return undefined;
    };
    await expect(collect({ signal: abort.signal })).rejects.toThrow('enough');
  });
});
