import { resolveManifest, type StackManifest } from '../../template';
import { listDeployments } from './listDeployments';

function deploymentOf(
  resource: unknown,
  beside: { resources?: object; existing?: StackManifest['existing'] } = {},
) {
  const manifest: StackManifest = {
    version: 1,
    existing: beside.existing,
    stacks: [
      {
        account: '111111111111',
        region: 'eu-west-1',
        stackName: 'orders',
        phase: 'target',
        template: 'template.json',
        parameters: {},
      },
    ],
  };
  const { stacks } = resolveManifest({
    manifest,
    templates: {
      'template.json': JSON.stringify({
        Resources: { Thing: resource, ...beside.resources },
      }),
    },
  });
  return listDeployments(manifest, stacks)[0];
}

function actionsFor(resource: object) {
  return deploymentOf(resource)
    .create.map(({ action }) => action)
    .filter(action => !action.startsWith('cloudformation:'));
}

describe('listDeployments', () => {
  it.each([
    [
      'AWS::Events::Rule',
      { Targets: [null, 'x', { RoleArn: 'arn:aws:iam::111111111111:role/r' }] },
      ['events:PutRule', 'events:PutTargets', 'iam:PassRole'],
    ],
    [
      'AWS::CodePipeline::Pipeline',
      { Stages: [null, { Actions: [null, { Configuration: 'x' }] }] },
      ['codepipeline:CreatePipeline', 'codepipeline:GetPipeline'],
    ],
    ['AWS::S3::Bucket', { Tags: [null, 'x'] }, ['s3:CreateBucket']],
    ['__proto__', {}, []],
    ['constructor', {}, []],
    ['hasOwnProperty', {}, []],
  ])('reads what it can of a malformed %s', (type, properties, actions) => {
    expect(actionsFor({ Type: type, Properties: properties })).toEqual(actions);
  });

  it.each([
    [
      'AWS::IAM::Role',
      { RoleName: 'deployer' },
      [{ type: 'role', id: 'arn:aws:iam::111111111111:role/deployer' }],
    ],
    [
      'AWS::S3::Bucket',
      { BucketName: 'artifacts' },
      [{ type: 'bucket', id: 'artifacts' }],
    ],
    [
      'AWS::CodePipeline::Pipeline',
      { Name: 'parcels' },
      [
        {
          type: 'pipeline',
          id: 'arn:aws:codepipeline:eu-west-1:111111111111:parcels',
        },
      ],
    ],
    [
      'AWS::KMS::Alias',
      { AliasName: 'alias/parcels', TargetKeyId: 'k' },
      [
        {
          type: 'key alias',
          id: 'arn:aws:kms:eu-west-1:111111111111:alias/parcels',
        },
      ],
    ],
    ['AWS::CodePipeline::Pipeline', {}, []],
    ['AWS::S3::Bucket', {}, []],
    ['AWS::SNS::Topic', { TopicName: 'parcels' }, []],
  ])('lists the name of %s %j', (type, properties, names) => {
    expect(deploymentOf({ Type: type, Properties: properties }).names).toEqual(
      names,
    );
  });

  it.each([
    [
      'the same template makes',
      {
        resources: {
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: { RoleName: 'instances', Path: '/teams/' },
          },
        },
      },
      'role/teams/instances',
    ],
    [
      'is there already',
      {
        existing: [
          {
            arn: 'arn:aws:iam::111111111111:role/teams/instances',
            account: '111111111111',
          },
        ],
      },
      'role/teams/instances',
    ],
    [
      'is there already in another account',
      {
        existing: [
          {
            arn: 'arn:aws:iam::222222222222:role/teams/instances',
            account: '222222222222',
          },
        ],
      },
      'role/instances',
    ],
  ])('puts a policy into a role that %s by its path', (_, beside, role) => {
    const { create, change } = deploymentOf(
      {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'p', Roles: ['instances'] },
      },
      beside,
    );
    for (const [calls, action] of [
      [create, 'iam:PutRolePolicy'],
      [change, 'iam:DeleteRolePolicy'],
    ] as const) {
      expect(
        calls
          .filter(call => call.action === action)
          .map(({ resource }) => resource),
      ).toEqual([`arn:aws:iam::111111111111:${role}`]);
    }
  });

  it.each([undefined, 'account-regional'])(
    'makes a bucket, its name in the namespace %s',
    BucketNamespace => {
      const { create } = deploymentOf({
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'b-111111111111-eu-west-1-an',
          BucketNamespace,
          LoggingConfiguration: { DestinationBucketName: 'logs' },
        },
      });
      const named = create.map(({ action, context = {} }) => [
        action,
        context['s3:x-amz-bucket-namespace'],
      ]);
      expect(named).toContainEqual(['s3:CreateBucket', BucketNamespace]);
      expect(named).toContainEqual(['s3:PutBucketLogging', undefined]);
    },
  );

  it.each(['builds', 'arn:aws:iam::111111111111:role/teams/builds'])(
    'passes a build its role, given as %s',
    ServiceRole => {
      const { create } = deploymentOf(
        { Type: 'AWS::CodeBuild::Project', Properties: { ServiceRole } },
        {
          existing: [
            {
              arn: 'arn:aws:iam::111111111111:role/teams/builds',
              account: '111111111111',
            },
          ],
        },
      );
      expect(create).toContainEqual(
        expect.objectContaining({
          action: 'iam:PassRole',
          resource: 'arn:aws:iam::111111111111:role/teams/builds',
        }),
      );
    },
  );

  it.each([
    [
      {},
      {
        administrationRoleArn:
          'arn:aws:iam::111111111111:role/AWSCloudFormationStackSetAdministrationRole',
        executionRoleArn:
          'arn:aws:iam::012345678901:role/AWSCloudFormationStackSetExecutionRole',
      },
    ],
    [
      {
        AdministrationRoleARN: 'arn:aws:iam::111111111111:role/teams/enter',
        ExecutionRoleName: 'work',
      },
      {
        administrationRoleArn: 'arn:aws:iam::111111111111:role/teams/enter',
        executionRoleArn: 'arn:aws:iam::012345678901:role/work',
      },
    ],
    [{ PermissionModel: 'SERVICE_MANAGED' }, undefined],
  ])('knows with which roles a StackSet enters accounts: %j', (own, roles) => {
    const { enters } = deploymentOf({
      Type: 'AWS::CloudFormation::StackSet',
      Properties: {
        StackSetName: 's',
        TemplateBody: '{"Resources": {}}',
        StackInstancesGroup: [
          {
            DeploymentTargets: { Accounts: ['012345678901'] },
            Regions: ['us-east-1'],
          },
        ],
        ...own,
      },
    });
    expect(enters).toEqual(
      roles && [{ account: '012345678901', region: 'us-east-1', ...roles }],
    );
  });
});
