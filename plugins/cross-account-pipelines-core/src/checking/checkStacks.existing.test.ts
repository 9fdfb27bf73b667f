import { readStackManifest } from '../template';
import { assessPipeline } from '../assessment';
import { hopsOf } from '../report';
import { estateFromTemplates } from '../estate';

const [tools, target] = ['111111111111', '222222222222'];
const deployer = `arn:aws:iam::${target}:role/deployer`;
const bucket = 'arn:aws:s3:::parcels-artifacts';
const key = `arn:aws:kms:eu-west-1:${tools}:key/1234`;
const allow = (Action: string | string[], Resource: string, rest = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...rest }],
});
const forTarget = { Principal: { AWS: `arn:aws:iam::${target}:root` } };

const pipeline = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: service
      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Principal: {Service: codepipeline.amazonaws.com}, Action: 'sts:AssumeRole'}]}
      Policies: [{PolicyName: all, PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}}]
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Name: parcels
      RoleArn: !GetAtt Role.Arn
      ArtifactStore: {Type: S3, Location: parcels-artifacts, EncryptionKey: {Type: KMS, Id: '${key}'}}
      Stages:
        - Name: Source
          Actions: [{Name: Source, ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: '1'}, Configuration: {S3Bucket: sources, S3ObjectKey: a.zip}, OutputArtifacts: [{Name: App}]}]
        - Name: Deploy
          Actions: [{Name: Deploy, RoleArn: '${deployer}', ActionTypeId: {Category: Deploy, Owner: AWS, Provider: S3, Version: '1'}, Configuration: {BucketName: site, Extract: 'true'}, InputArtifacts: [{Name: App}]}]
`;

const files: Record<string, string> = {
  'empty.json': '',
  'none.txt': 'none',
  'pipeline.yaml': pipeline,
  'policies/deployer.json': JSON.stringify(
    allow(['s3:*', 'kms:Decrypt', 'kms:DescribeKey'], '*'),
  ),
};

/** Healths of the hops of the target, by kind. */
async function judge(existing: object[]) {
  const { manifest, templates } = await readStackManifest({
    value: {
      version: 1,
      stacks: [
        {
          account: tools,
          region: 'eu-west-1',
          stackName: 'pipeline',
          template: 'pipeline.yaml',
        },
      ],
      existing,
    },
    readTemplate: async path => {
      if (!Object.hasOwn(files, path)) {
        throw new Error(`${path} does not exist`);
      }
      return files[path];
    },
  });
  const { estate } = estateFromTemplates({ manifest, templates });
  const report = assessPipeline({
    estate,
    pipelineArn: `arn:aws:codepipeline:eu-west-1:${tools}:parcels`,
  });
  return Object.fromEntries(
    hopsOf(report)
      .filter(({ id }) => id.startsWith(target))
      .map(({ hop, health }) => [hop, health]),
  );
}

const ownKey = (...more: object[]) => ({
  Version: '2012-10-17',
  Statement: [
    ...allow('kms:*', '*', {
      Principal: { AWS: `arn:aws:iam::${tools}:root` },
    }).Statement,
    ...more,
  ],
});

const said = {
  role: {
    arn: deployer,
    account: target,
    trustPolicy: allow('sts:AssumeRole', '*', {
      Principal: { AWS: `arn:aws:iam::${tools}:root` },
    }),
    policies: ['policies/deployer.json'],
  },
  bucket: {
    arn: bucket,
    account: tools,
    policy: allow('s3:*', `${bucket}/*`, forTarget),
  },
  key: {
    arn: key,
    account: tools,
    policy: ownKey(...allow('kms:*', '*', forTarget).Statement),
  },
};
delete (said.role.trustPolicy.Statement[0] as { Resource?: string }).Resource;

describe('what is there already', () => {
  it('knows what a manifest says, in itself or in a file', async () => {
    expect(await judge([said.role, said.bucket, said.key])).toMatchObject({
      // The trust is wide.
      H1: 'warning',
      H5: expect.stringMatching(/healthy|warning/),
      H6: 'healthy',
    });
  });

  it('leaves open what it does not say', async () => {
    const bare = Object.values(said).map(({ arn, account }) => ({
      arn,
      account,
    }));
    expect(await judge(bare)).toMatchObject({
      H1: 'unknown',
      H5: 'unknown',
      H6: 'unknown',
    });
  });

  it.each([
    ['H5', [said.role, { ...said.bucket, policy: 'none' }, said.key]],
    ['H5', [{ ...said.role, policies: 'none' }, said.bucket, said.key]],
    [
      'H6',
      [
        said.role,
        said.bucket,
        {
          ...said.key,
          policy: ownKey(),
        },
      ],
    ],
  ])('finds %s broken by what it says', async (hop, existing) => {
    expect((await judge(existing))[hop]).toBe('broken');
  });

  it.each([
    [
      { ...said.bucket, policy: 'missing.json' },
      /existing|missing.json cannot be read/,
    ],
    [
      { ...said.bucket, policy: 'empty.json' },
      /empty.json cannot be read: it holds no policy/,
    ],
    [
      { ...said.role, policies: ['none.txt'] },
      /none.txt cannot be read: it holds no policy/,
    ],
    [{ ...said.bucket, policy: '../etc/passwd' }, /must be/],
    [{ ...said.role, policies: 'all' }, /list of policies/],
  ])('refuses %j', async (resource, problem) => {
    await expect(judge([resource])).rejects.toThrow(problem);
  });
});
