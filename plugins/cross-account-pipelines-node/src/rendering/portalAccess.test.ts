import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkPolicy,
  estateFromTemplates,
  evaluateAccess,
  type RoleState,
} from 'backstage-plugin-cross-account-pipelines-core';
import { pipelineNames } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { validateTemplate } from '../validation/validateTemplate';

const file = 'portal-access.yaml';
const text = readFileSync(
  join(__dirname, '../../../../templates/portal-access', file),
  'utf8',
);

const account = '012345678901';
const other = '222222222222';
const region = 'eu-west-1';
const portalArn = 'arn:aws:iam::999999999999:role/platform/backstage';
const boundary = `arn:aws:iam::${account}:policy/pipeline-boundary`;
const names = pipelineNames({ name: 'orders', account, region });
const bucket = names.artifactBucket(region);

interface AccessParameters {
  ExternalId?: string;
  AccountUse?: 'pipeline' | 'target';
  PipelineNames?: string;
  PipelineRolePath?: string;
  PipelineRoleNamePrefix?: string;
  PermissionsBoundaryArns?: string;
  AttachablePolicyArns?: string;
  ApplicationNames?: string;
  DestinationBucketNames?: string;
  ApplicationStackNames?: string;
  ReadsOrganization?: 'true';
}

function resolve(parameters: AccessParameters = {}) {
  const { estate, problems, warnings } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: [
        {
          phase: 'target',
          account,
          region,
          stackName: 'portal-access',
          template: file,
          parameters: { PortalPrincipalArn: portalArn, ...parameters },
        },
      ],
    },
    templates: { [file]: text },
  });
  const role = (name: string): RoleState =>
    estate.accounts[account].roles[`arn:aws:iam::${account}:role/${name}`];
  return {
    problems: [...problems, ...warnings],
    entry: role('backstage-portal'),
    reader: role('backstage-reader'),
    deployer: role('backstage-deployer'),
  };
}

type Context = Record<string, string | string[]>;

/** CloudFormation calls with the credentials of whoever deploys the stack. */
const viaStack: Context = { 'aws:CalledVia': ['cloudformation.amazonaws.com'] };

const leaveToIam = {
  name: 'key policy',
  document: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  },
};

function decide(
  role: RoleState,
  action: string,
  resource: string,
  context: Context = {},
) {
  return evaluateAccess({
    request: {
      principal: role.arn,
      action,
      resource,
      resourceAccount: account,
      context: { 'aws:ResourceAccount': account, ...context },
    },
    identityPolicies: role.policies,
    // Pipelines' keys leave their own account to IAM, as most keys do.
    resourcePolicy: action.startsWith('kms:') ? leaveToIam : undefined,
  }).decision;
}

function mayAssume(
  caller: { arn: string; policies?: RoleState['policies'] },
  role: RoleState,
  context: Context = {},
) {
  return ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'].map(
    action =>
      evaluateAccess({
        request: {
          principal: caller.arn,
          action,
          resource: role.arn,
          resourceAccount: account,
          context: {
            'aws:PrincipalArn': caller.arn,
            'aws:PrincipalAccount': caller.arn.split(':')[4],
            ...context,
          },
        },
        identityPolicies: caller.policies ?? [
          {
            name: 'everything',
            document: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
            },
          },
        ],
        resourcePolicy: { name: 'trust', document: role.trustPolicy },
      }).decision,
  );
}

const yes = ['Allowed', 'Allowed', 'Allowed'];
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const regional = (service: string, resource: string) =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const stack = (name: string) =>
  regional('cloudformation', `stack/${name}/0a1b2c3d`);
const key = regional('kms', 'key/0a1b2c3d');
const application = (name: string) =>
  regional('codedeploy', `application:${name}`);
const group = (name: string) =>
  regional('codedeploy', `deploymentgroup:${name}/blue`);
/** As CloudFormation names what a template gives no name. */
const rule = (stackName: string) =>
  regional('events', `rule/${stackName}-EventRule-A1B2C3`);
const rolePolicy = iam('policy/orders-foundation-EnterTargetAccounts1-A1B2C3');
const connection = regional('codeconnections', 'connection/0a1b2c3d');
const targetRole = (
  purpose: Parameters<typeof names.targetRole>[0],
  where = region,
) => iam(`role/${names.targetRole(purpose, where)}`);
const passedTo = (service: string): Context => ({
  'iam:PassedToService': `${service}.amazonaws.com`,
});
const attaching = (policy: string): Context => ({
  ...viaStack,
  'iam:PolicyARN': policy,
});
const awsCodeDeployRole =
  'arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole';

type Row = [action: string, resource: string, context?: Context];

describe('portal-access', () => {
  it('is valid by itself, offline', async () => {
    expect(await validateTemplate({ file, text })).toEqual([]);
    // The engine takes seconds to start.
  }, 60_000);

  it.each<[string, AccessParameters]>([
    ['an account of pipelines', { AccountUse: 'pipeline' }],
    ['a target account', { AccountUse: 'target' }],
    [
      'everything at once',
      {
        ExternalId: 'only-us',
        PermissionsBoundaryArns: boundary,
        AttachablePolicyArns: boundary,
        DestinationBucketNames: 'www.example.com',
        ReadsOrganization: 'true',
      },
    ],
  ])('makes policies that IAM takes, for %s', (_, parameters) => {
    const { problems, ...roles } = resolve(parameters);
    expect(problems).toEqual([]);
    for (const role of Object.values(roles)) {
      const documents = role.policies.map(({ document }) => document);
      const sizes = (isManaged: boolean) =>
        role.policies
          .filter(({ arn }) => (arn !== undefined) === isManaged)
          .map(({ document }) => JSON.stringify(document).length);
      expect(checkPolicy(role.trustPolicy)).toEqual([]);
      expect(documents.flatMap(document => checkPolicy(document))).toEqual([]);
      // IAM/latest/UserGuide/reference_iam-quotas
      expect(JSON.stringify(role.trustPolicy).length).toBeLessThan(2_048);
      expect(sizes(false).reduce((sum, size) => sum + size, 0)) //
        .toBeLessThan(10_240);
      expect(Math.max(0, ...sizes(true))).toBeLessThan(6_144);
    }
  });
});

describe('who may assume the roles', () => {
  it('lets the portal in, and from there to the other two', () => {
    const { entry, reader, deployer } = resolve();
    expect(mayAssume({ arn: portalArn }, entry)).toEqual(yes);
    expect(mayAssume(entry, reader)).toEqual(yes);
    expect(mayAssume(entry, deployer)).toEqual(yes);
  });

  it.each([
    ['another role of its account', portalArn.replace('backstage', 'other')],
    ['a namesake elsewhere', portalArn.replace('999999999999', other)],
    ['a role of this account', iam('role/admin')],
  ])('keeps out %s, even an administrator', (_, arn) => {
    const { entry, reader, deployer } = resolve();
    for (const role of [entry, reader, deployer]) {
      expect(mayAssume({ arn }, role)).not.toContain('Allowed');
    }
  });

  it('lets nobody become a deployer who reads, or the portal directly', () => {
    const { reader, deployer } = resolve();
    expect(mayAssume(reader, deployer)).not.toContain('Allowed');
    expect(mayAssume({ arn: portalArn }, deployer)).not.toContain('Allowed');
  });

  it('asks for the external id on every hop', () => {
    const { entry, reader, deployer } = resolve({ ExternalId: 'only-us' });
    const hops: Array<[{ arn: string }, RoleState]> = [
      [{ arn: portalArn }, entry],
      [entry, reader],
      [entry, deployer],
    ];
    for (const [caller, role] of hops) {
      const [without] = mayAssume(caller, role);
      const [wrong] = mayAssume(caller, role, { 'sts:ExternalId': 'them' });
      expect([without, wrong]).toEqual([
        'ImplicitlyDenied',
        'ImplicitlyDenied',
      ]);
      expect(mayAssume(caller, role, { 'sts:ExternalId': 'only-us' })).toEqual(
        yes,
      );
    }
  });

  it('gives the role to enter with nothing else', () => {
    const { entry } = resolve();
    expect(decide(entry, 'sts:AssumeRole', iam('role/admin'))).toBe(
      'ImplicitlyDenied',
    );
    expect(decide(entry, 'iam:GetRole', entry.arn)).toBe('ImplicitlyDenied');
  });
});

describe('the reader', () => {
  it.each<Row>([
    ['codepipeline:GetPipeline', regional('codepipeline', 'orders')],
    ['iam:GetRole', iam('role/somebody/elses')],
    ['iam:GetRolePolicy', iam('role/elses')],
    ['iam:ListAttachedRolePolicies', iam('role/elses')],
    ['iam:ListRolePolicies', iam('role/elses')],
    ['iam:GetPolicy', iam('policy/elses')],
    ['iam:GetPolicyVersion', 'arn:aws:iam::aws:policy/PowerUserAccess'],
    ['kms:DescribeKey', key],
    ['kms:GetKeyPolicy', key],
    ['kms:GetKeyRotationStatus', key],
    ['kms:ListGrants', key],
    ['kms:ListKeyPolicies', key],
    ['kms:ListAliases', '*'],
    ['s3:GetBucketLocation', 'arn:aws:s3:::elses'],
    ['s3:GetBucketOwnershipControls', 'arn:aws:s3:::elses'],
    ['s3:GetBucketPolicy', 'arn:aws:s3:::elses'],
    ['s3:GetBucketVersioning', 'arn:aws:s3:::elses'],
    ['s3:GetEncryptionConfiguration', 'arn:aws:s3:::elses'],
    ['s3:ListBucket', 'arn:aws:s3:::elses', { 's3:max-keys': '1' }],
    ['codebuild:BatchGetProjects', regional('codebuild', 'project/elses')],
    ['cloudformation:DescribeStacks', stack('elses')],
    ...['foundation', 'target', 'pipeline', 'pipeline-2'].map(
      (part): Row => ['cloudformation:GetTemplate', stack(`orders-${part}`)],
    ),
    ['codedeploy:GetDeploymentGroup', group('elses')],
    ...['codeconnections', 'codestar-connections'].map(
      (service): Row => [
        `${service}:GetConnection`,
        regional(service, 'connection/0a1b2c3d'),
      ],
    ),
    // Another account may share one by AWS RAM.
    ['codeconnections:GetConnection', connection.replace(account, other)],
    ['codeconnections:ListTagsForResource', connection],
    ['ram:ListResources', '*'],
    ['tag:GetResources', '*'],
  ])('may %s on %s', (...row) => {
    expect(decide(resolve().reader, ...row)).toBe('Allowed');
  });

  it.each<Row>([
    ['s3:GetObject', `arn:aws:s3:::${bucket}/orders.zip`],
    ['s3:ListBucket', `arn:aws:s3:::${bucket}`],
    ['s3:ListBucket', `arn:aws:s3:::${bucket}`, { 's3:max-keys': '2' }],
    [
      's3:GetBucketPolicy',
      'arn:aws:s3:::elses',
      { 'aws:ResourceAccount': other },
    ],
    ['kms:Decrypt', key],
    ['kms:GetKeyPolicy', key.replace(account, other)],
    ['secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:x')],
    ['ssm:GetParameter', regional('ssm', 'parameter/x')],
    ['codebuild:StartBuild', regional('codebuild', 'project/orders-build')],
    ['cloudformation:GetTemplate', stack('elses')],
    ['iam:ListUsers', '*'],
    ['codedeploy:CreateDeployment', group('orders')],
    ['codeconnections:UseConnection', connection],
    ['ram:CreateResourceShare', '*'],
    ['tag:TagResources', '*'],
    ['organizations:DescribePolicy', '*'],
    ['iam:PassRole', iam('role/orders-pipeline-service')],
    ['sts:AssumeRole', iam('role/backstage-deployer')],
  ])('may not %s on %s', (...row) => {
    expect(decide(resolve().reader, ...row)).toBe('ImplicitlyDenied');
  });

  it.each<[string, 'pipeline' | 'target', Row[]]>([
    [
      'pipelines and connections where no pipelines are',
      'target',
      [
        ['codepipeline:GetPipeline', regional('codepipeline', 'orders')],
        ['tag:GetResources', '*'],
        ['codeconnections:GetConnection', connection],
      ],
    ],
    [
      'deployment groups where nothing is deployed to',
      'pipeline',
      [['codedeploy:GetDeploymentGroup', group('orders')]],
    ],
  ])('reads no %s', (_, AccountUse, rows) => {
    for (const row of rows) {
      expect(decide(resolve({ AccountUse }).reader, ...row)).toBe(
        'ImplicitlyDenied',
      );
    }
  });

  it('reads the organization in the account that is named for it', () => {
    const { reader } = resolve({ ReadsOrganization: 'true' });
    for (const action of [
      'DescribeOrganization',
      'DescribePolicy',
      'ListOrganizationalUnitsForParent',
      'ListParents',
      'ListPoliciesForTarget',
      'ListRoots',
      'ListTagsForResource',
    ]) {
      expect(decide(reader, `organizations:${action}`, '*')).toBe('Allowed');
    }
    expect(decide(reader, 'organizations:AttachPolicy', '*')).toBe(
      'ImplicitlyDenied',
    );
  });
});

describe('the deployer', () => {
  const s3Key: Context = {
    'kms:ViaService': `s3.${region}.amazonaws.com`,
    'kms:ResourceAliases': [names.keyAlias],
  };

  it.each<Row>([
    ...[
      names.foundationStack,
      names.targetStack,
      names.pipelineStack,
      `${names.pipelineStack}-2`,
    ].flatMap(name =>
      [
        'CreateChangeSet',
        'DeleteChangeSet',
        'DeleteStack',
        'DescribeChangeSet',
        'DescribeStackEvents',
        'DescribeStacks',
        'ExecuteChangeSet',
        'GetTemplate',
        'ListStackResources',
      ].map((action): Row => [`cloudformation:${action}`, stack(name)]),
    ),
    [
      'cloudformation:DescribeEvents',
      regional('cloudformation', 'changeSet/backstage-0a1b/2c3d'),
    ],
    ...[
      names.serviceRole,
      names.buildRole,
      names.actionRole,
      names.deployRole,
    ].flatMap(name =>
      [
        'CreateRole',
        'DeleteRole',
        'PutRolePolicy',
        'TagRole',
        'UpdateAssumeRolePolicy',
      ].map((action): Row => [`iam:${action}`, iam(`role/${name}`), viaStack]),
    ),
    [
      'iam:PassRole',
      iam(`role/${names.serviceRole}`),
      { 'iam:PassedToService': 'codepipeline.amazonaws.com' },
    ],
    [
      'iam:PassRole',
      iam(`role/${names.buildRole}`),
      { 'iam:PassedToService': 'codebuild.amazonaws.com' },
    ],
    ['kms:CreateKey', '*', viaStack],
    ['kms:PutKeyPolicy', key, viaStack],
    ['kms:CreateAlias', key, viaStack],
    ['kms:CreateAlias', regional('kms', names.keyAlias), viaStack],
    ['s3:CreateBucket', `arn:aws:s3:::${bucket}`, viaStack],
    [
      's3:PutBucketPolicy',
      `arn:aws:s3:::orders-logs-${account}-${region}`,
      viaStack,
    ],
    ['s3:PutBucketLogging', `arn:aws:s3:::${bucket}`, viaStack],
    ['s3:PutBucketPolicy', `arn:aws:s3:::${bucket}`, viaStack],
    [
      'codebuild:CreateProject',
      regional('codebuild', `project/${names.buildProject}`),
      viaStack,
    ],
    [
      'codepipeline:CreatePipeline',
      regional('codepipeline', 'orders'),
      viaStack,
    ],
    [
      'codepipeline:CreatePipeline',
      regional('codepipeline', 'orders-2'),
      viaStack,
    ],
    // What starts pipelines, here and from a repository elsewhere.
    ...[names.pipelineStack, names.targetStack].flatMap(name =>
      ['PutRule', 'PutTargets', 'RemoveTargets', 'DeleteRule'].map(
        (action): Row => [`events:${action}`, rule(name), viaStack],
      ),
    ),
    ['iam:PassRole', iam(`role/${names.eventRole}`), passedTo('events')],
    ['iam:PassRole', targetRole('event'), passedTo('events')],
    ['events:PutPermission', '*', viaStack],
    ['events:RemovePermission', '*', viaStack],
    [
      'events:DescribeEventBus',
      regional('events', 'event-bus/default'),
      viaStack,
    ],
    [
      'codeconnections:PassConnection',
      connection,
      {
        ...viaStack,
        'codeconnections:PassedToService': 'codepipeline.amazonaws.com',
      },
    ],
    [
      'codestar-connections:PassConnection',
      regional('codestar-connections', 'connection/0a1b2c3d'),
      viaStack,
    ],
    // A service role that enters many accounts.
    ['iam:CreatePolicy', rolePolicy, viaStack],
    ['iam:CreatePolicyVersion', rolePolicy, viaStack],
    ['iam:DeletePolicy', rolePolicy, viaStack],
    [
      'iam:AttachRolePolicy',
      iam(`role/${names.serviceRole}`),
      attaching(rolePolicy),
    ],
    ['codepipeline:StartPipelineExecution', regional('codepipeline', 'orders')],
    [
      'codepipeline:PutApprovalResult',
      regional('codepipeline', 'orders/Prod/Ok'),
    ],
    // What is deployed to, in the home Region and in another one.
    ...['CreateApplication', 'DeleteApplication'].map(
      (action): Row => [`codedeploy:${action}`, application('app'), viaStack],
    ),
    ...['Create', 'Update', 'Delete'].map(
      (verb): Row => [
        `codedeploy:${verb}DeploymentGroup`,
        group('app'),
        viaStack,
      ],
    ),
    ...[region, 'us-east-1'].flatMap((where): Row[] => [
      ['iam:PassRole', targetRole('codedeploy', where), passedTo('codedeploy')],
      ['iam:PassRole', targetRole('instance', where), passedTo('ec2')],
      ['iam:PassRole', targetRole('test', where), passedTo('codebuild')],
      [
        'iam:AttachRolePolicy',
        targetRole('codedeploy', where),
        attaching(awsCodeDeployRole),
      ],
      [
        'iam:AddRoleToInstanceProfile',
        targetRole('instance', where).replace(':role/', ':instance-profile/'),
        viaStack,
      ],
    ]),
    ...['orders-test', 'orders-test-2'].map(
      (name): Row => [
        'codebuild:CreateProject',
        regional('codebuild', `project/${name}`),
        viaStack,
      ],
    ),
    ...['CreateBucket', 'PutBucketPolicy', 'PutBucketOwnershipControls'].map(
      (action): Row => [
        `s3:${action}`,
        `arn:aws:s3:::website-${account}`,
        viaStack,
      ],
    ),
    // A template that is too large for a request.
    ['s3:GetEncryptionConfiguration', `arn:aws:s3:::${bucket}`],
    ['s3:PutObject', `arn:aws:s3:::${bucket}/cloudformation-templates/0a1b`],
    ['kms:GenerateDataKey', key, s3Key],
  ])('may %s on %s', (...row) => {
    expect(decide(resolve().deployer, ...row)).toBe('Allowed');
  });

  it.each<Row>([
    ['cloudformation:CreateChangeSet', stack('billing')],
    ['cloudformation:DeleteStack', stack('portal-access')],
    [
      'cloudformation:DeleteStack',
      stack('orders-target').replace(account, other),
    ],
    [
      'cloudformation:CreateChangeSet',
      stack('orders-foundation'),
      { 'cloudformation:ImportResourceTypes': 'AWS::KMS::Key' },
    ],
    ['iam:CreateUser', iam('user/x'), viaStack],
    ['iam:CreateAccessKey', iam('user/x'), viaStack],
    ['iam:CreatePolicyVersion', boundary, viaStack],
    ['iam:CreateRole', iam('role/admin'), viaStack],
    ['iam:PutRolePolicy', iam('role/backstage-deployer'), viaStack],
    ['iam:PutRolePolicy', iam(`role/${names.deployRole}`)],
    [
      'iam:AttachRolePolicy',
      iam(`role/${names.deployRole}`),
      {
        ...viaStack,
        'iam:PolicyARN': 'arn:aws:iam::aws:policy/PowerUserAccess',
      },
    ],
    [
      'iam:PassRole',
      iam(`role/${names.serviceRole}`),
      { 'iam:PassedToService': 'ec2.amazonaws.com' },
    ],
    [
      'iam:PassRole',
      iam(`role/${names.deployRole}`),
      { 'iam:PassedToService': 'cloudformation.amazonaws.com' },
    ],
    ['kms:CreateKey', '*'],
    ['kms:PutKeyPolicy', key],
    ['kms:ScheduleKeyDeletion', key],
    ['kms:DeleteAlias', regional('kms', 'alias/billing'), viaStack],
    [
      'kms:Decrypt',
      key,
      { ...s3Key, 'kms:ResourceAliases': ['alias/billing'] },
    ],
    ['kms:Decrypt', key, { 'kms:ResourceAliases': [names.keyAlias] }],
    ['s3:PutBucketPolicy', 'arn:aws:s3:::billing', viaStack],
    ['s3:GetObject', `arn:aws:s3:::${bucket}/orders/source.zip`],
    ['codebuild:StartBuild', regional('codebuild', 'project/orders-build')],
    ['codebuild:CreateProject', regional('codebuild', 'project/x'), viaStack],
    ['codepipeline:PutJobSuccessResult', regional('codepipeline', 'orders')],
    ['secretsmanager:GetSecretValue', regional('secretsmanager', 'secret:x')],
    ['ec2:RunInstances', '*', viaStack],
    ['events:PutRule', rule(names.pipelineStack)],
    ['events:PutRule', regional('events', 'rule/nightly'), viaStack],
    ['events:PutPermission', '*'],
    ['events:DescribeEventBus', regional('events', 'event-bus/x'), viaStack],
    ['iam:PassRole', targetRole('event'), passedTo('lambda')],
    ['iam:PassRole', targetRole('deploy'), passedTo('events')],
    ['codeconnections:PassConnection', connection],
    [
      'codeconnections:PassConnection',
      connection,
      {
        ...viaStack,
        'codeconnections:PassedToService': 'codeguru-reviewer.amazonaws.com',
      },
    ],
    ['codeconnections:UseConnection', connection, viaStack],
    ['iam:CreatePolicyVersion', rolePolicy],
    [
      'iam:CreatePolicyVersion',
      iam('policy/portal-access-ManageTargets-A1B2C3'),
      viaStack,
    ],
    [
      'iam:AttachRolePolicy',
      iam(`role/${names.serviceRole}`),
      attaching('arn:aws:iam::aws:policy/AdministratorAccess'),
    ],
    [
      'iam:AttachRolePolicy',
      iam(`role/${names.serviceRole}`),
      attaching(iam('policy/elses')),
    ],
    ['iam:AttachRolePolicy', targetRole('deploy'), attaching(rolePolicy)],
    ['codedeploy:CreateApplication', application('app')],
    ['codedeploy:CreateDeployment', group('app'), viaStack],
    ['iam:PassRole', targetRole('codedeploy'), passedTo('ec2')],
    ['iam:PassRole', iam('role/admin'), passedTo('ec2')],
    ['iam:PassRole', targetRole('instance'), passedTo('lambda')],
    ['iam:PassRole', targetRole('test'), passedTo('lambda')],
    [
      'iam:AttachRolePolicy',
      targetRole('codedeploy'),
      attaching('arn:aws:iam::aws:policy/AdministratorAccess'),
    ],
    [
      'iam:AttachRolePolicy',
      targetRole('codedeploy'),
      {
        'iam:PolicyARN': awsCodeDeployRole,
      },
    ],
    [
      'iam:AddRoleToInstanceProfile',
      iam('instance-profile/web-servers'),
      viaStack,
    ],
    ['s3:CreateBucket', `arn:aws:s3:::website-${account}`],
    ['s3:PutObject', `arn:aws:s3:::website-${account}/index.html`, viaStack],
    ['sts:AssumeRole', iam(`role/${names.deployRole}`)],
  ])('may not %s on %s (%j)', (...row) => {
    expect(decide(resolve().deployer, ...row)).toBe('ImplicitlyDenied');
  });

  it.each([
    `cdk-hnb659fds-assets-${account}-${region}`,
    `config-bucket-${account}`,
  ])('keeps off %s, named like buckets of pipelines', name => {
    expect(
      decide(
        resolve().deployer,
        's3:PutBucketPolicy',
        `arn:aws:s3:::${name}`,
        viaStack,
      ),
    ).toBe('ExplicitlyDenied');
  });

  it('deletes what pipelines deployed where the platform team said so', () => {
    const answer = (
      action: string,
      name: string,
      parameters: AccessParameters = {},
    ) =>
      decide(
        resolve(parameters).deployer,
        `cloudformation:${action}`,
        `arn:aws:cloudformation:${region}:${account}:stack/${name}/*`,
      );
    const ApplicationStackNames = 'orders,shop-*';
    for (const deployed of ['orders', 'shop-web']) {
      const asked = (own: AccessParameters) =>
        answer('DeleteStack', deployed, own);
      expect(asked({})).toBe('ImplicitlyDenied');
      expect(asked({ ApplicationStackNames })).toBe('Allowed');
      expect(asked({ ApplicationStackNames, AccountUse: 'pipeline' })).toBe(
        'ImplicitlyDenied',
      );
      expect(answer('UpdateStack', deployed, { ApplicationStackNames })).toBe(
        'ImplicitlyDenied',
      );
    }
    expect(answer('DeleteStack', 'orders-2', { ApplicationStackNames })).toBe(
      'ImplicitlyDenied',
    );
  });

  it('makes the applications and buckets that the platform team chose', () => {
    const { deployer } = resolve({
      PipelineNames: 'shop-*',
      ApplicationNames: 'shop-*',
      DestinationBucketNames: '*.shop.example',
    });
    const make = (action: string, resource: string) =>
      decide(deployer, action, resource, viaStack);
    for (const name of [`shop-site-${account}`, 'www.shop.example']) {
      expect(make('s3:CreateBucket', `arn:aws:s3:::${name}`)).toBe('Allowed');
    }
    expect(make('s3:CreateBucket', `arn:aws:s3:::site-${account}`)).toBe(
      'ImplicitlyDenied',
    );
    for (const [name, decision] of [
      ['shop-app', 'Allowed'],
      ['app', 'ImplicitlyDenied'],
    ]) {
      expect(make('codedeploy:CreateApplication', application(name))).toBe(
        decision,
      );
      expect(make('codedeploy:CreateDeploymentGroup', group(name))).toBe(
        decision,
      );
    }
    // CloudFormation keeps the beginning of a stack's name that is too long.
    expect(make('events:PutRule', rule('shop-orders-pipel'))).toBe('Allowed');
    expect(make('events:PutRule', rule('orders-pipeline'))).toBe(
      'ImplicitlyDenied',
    );
  });

  it.each<[string, Row[], 'pipeline' | 'target']>([
    [
      'a target account has no pipelines',
      [
        ['cloudformation:CreateChangeSet', stack(names.foundationStack)],
        ['s3:CreateBucket', `arn:aws:s3:::${bucket}`, viaStack],
        ['kms:CreateKey', '*', viaStack],
        ['iam:CreatePolicy', rolePolicy, viaStack],
      ],
      'target',
    ],
    [
      'an account of pipelines is no target',
      [
        ['cloudformation:CreateChangeSet', stack(names.targetStack)],
        ['codedeploy:CreateApplication', application('app'), viaStack],
        ['s3:CreateBucket', `arn:aws:s3:::website-${account}`, viaStack],
      ],
      'pipeline',
    ],
  ])('%s', (_, rows, AccountUse) => {
    for (const row of rows) {
      expect(decide(resolve().deployer, ...row)).toBe('Allowed');
      expect(decide(resolve({ AccountUse }).deployer, ...row)).toBe(
        'ImplicitlyDenied',
      );
    }
  });

  it('is held to the names and the path that the platform team chose', () => {
    const { deployer } = resolve({
      PipelineNames: 'shop-*',
      PipelineRolePath: '/pipelines/',
      PipelineRoleNamePrefix: 'ci-',
    });
    const create = (role: string) =>
      decide(deployer, 'iam:CreateRole', iam(`role${role}`), viaStack);
    const mine = pipelineNames({ name: 'shop-orders', account }).deployRole;
    expect(create(`/pipelines/ci-${mine}`)).toBe('Allowed');
    expect(create(`/pipelines/ci-${mine}-us-east-1`)).toBe('Allowed');
    expect(create(`/pipelines/${mine}`)).toBe('ImplicitlyDenied');
    expect(create(`/ci-${mine}`)).toBe('ImplicitlyDenied');
    expect(create(`/pipelines/ci-${names.deployRole}`)).toBe(
      'ImplicitlyDenied',
    );
    // A name that is too long keeps its beginning and its ending.
    const long = pipelineNames({ name: `shop-${'x'.repeat(80)}`, account });
    expect(create(`/pipelines/ci-${long.deployRole}`)).toBe('Allowed');
  });

  it('makes no role without the boundary, and takes none away', () => {
    const { deployer } = resolve({
      PermissionsBoundaryArns: `${boundary},${boundary}-deploy`,
    });
    const role = iam(`role/${names.deployRole}`);
    const bounded = (action: string, arn?: string) =>
      decide(deployer, action, role, {
        ...viaStack,
        ...(arn && { 'iam:PermissionsBoundary': arn }),
      });
    for (const action of [
      'iam:CreateRole',
      'iam:PutRolePermissionsBoundary',
      'iam:PutRolePolicy',
    ]) {
      expect(bounded(action, boundary)).toBe('Allowed');
      expect(bounded(action, `${boundary}-deploy`)).toBe('Allowed');
      expect(bounded(action, `${boundary}-none`)).toBe('ExplicitlyDenied');
      expect(bounded(action)).toBe('ExplicitlyDenied');
    }
    expect(bounded('iam:DeleteRolePermissionsBoundary', boundary)).toBe(
      'ExplicitlyDenied',
    );
  });

  it('attaches the policies that the platform team chose, to deploy roles', () => {
    const chosen = 'arn:aws:iam::aws:policy/AWSLambda_FullAccess';
    const { deployer } = resolve({ AttachablePolicyArns: chosen });
    const attach = (role: string, policy: string) =>
      decide(deployer, 'iam:AttachRolePolicy', iam(`role/${role}`), {
        ...viaStack,
        'iam:PolicyARN': policy,
      });
    expect(attach(names.deployRole, chosen)).toBe('Allowed');
    expect(attach(names.serviceRole, chosen)).toBe('ImplicitlyDenied');
    expect(
      attach(names.deployRole, 'arn:aws:iam::aws:policy/AdministratorAccess'),
    ).toBe('ImplicitlyDenied');
  });
});
