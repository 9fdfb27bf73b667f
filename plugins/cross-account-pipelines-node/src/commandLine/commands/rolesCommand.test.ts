import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { runHere } from '../__testUtils__/runBin';

const account = '222222222222';
const folder = createMockDirectory();

const roles = (...args: string[]) =>
  runHere(['roles', ...args], { folder: folder.path });

const portalAccess = (...args: string[]) =>
  roles(
    'portal-access.yaml',
    '--account',
    account,
    '--parameter',
    'PortalPrincipalArn=arn:aws:iam::999999999999:role/backstage',
    ...args,
  );

beforeEach(async () => {
  folder.clear();
  await cp(
    resolve(
      __dirname,
      '../../../../../templates/portal-access/portal-access.yaml',
    ),
    folder.resolve('portal-access.yaml'),
  );
});

describe('roles', () => {
  it('prints the roles of portal-access, part by part', async () => {
    const { code, stdout, stderr } = await portalAccess(
      '--parameter',
      'AccountUse=target',
      '--parameter',
      'ExternalId=choose=one',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed = JSON.parse(stdout).roles;
    expect(
      printed.map(({ name, path, inlinePolicies, managedPolicies }: any) => [
        path + name,
        Object.keys(inlinePolicies),
        managedPolicies.map((each: any) => each.name),
      ]),
    ).toEqual([
      ['/backstage-portal', ['BecomeReaderOrDeployer'], []],
      ['/backstage-reader', ['ReadTrustLinks', 'ReadTargets'], []],
      [
        '/backstage-deployer',
        ['DeployStacks', 'ManagePipelineRoles', 'KeepOffOtherBuckets'],
        ['ManageTargets'],
      ],
    ]);
    expect(stdout).toContain(`arn:aws:iam::${account}:role/backstage-reader`);
    expect(stdout).toContain('"sts:ExternalId": "choose=one"');
    // Nothing that CloudFormation would have made up.
    expect(stdout).not.toContain('000000000000');
  });

  it('prints Terraform that refers to what it makes', async () => {
    folder.addContent({
      'roles.yaml': stringify({
        Resources: {
          Boundary: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: {
              ManagedPolicyName: 'read-only',
              Path: '/teams/',
              PolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Action: 's3:GetObject',
                    Resource: 'arn:aws:s3:::home/${aws:username}/*',
                  },
                ],
              },
            },
          },
          Role: {
            Type: 'AWS::IAM::Role',
            Properties: {
              RoleName: '1st.team',
              MaxSessionDuration: 7200,
              PermissionsBoundary: `arn:aws:iam::${account}:policy/limit`,
              Tags: [{ Key: 'team', Value: '%{shop}' }],
              AssumeRolePolicyDocument: {
                Version: '2012-10-17',
                Statement: [
                  {
                    Effect: 'Allow',
                    Principal: { AWS: `arn:aws:iam::${account}:root` },
                    Action: 'sts:AssumeRole',
                  },
                ],
              },
              ManagedPolicyArns: [
                'arn:aws:iam::aws:policy/ReadOnlyAccess',
                { Ref: 'Boundary' },
              ],
            },
          },
        },
      }),
    });
    const { code, stdout } = await roles(
      'roles.yaml',
      '--account',
      account,
      '--terraform',
    );
    expect(code).toBe(0);
    const { resource } = JSON.parse(stdout);
    expect(resource.aws_iam_role._1st_team).toMatchObject({
      name: '1st.team',
      path: '/',
      max_session_duration: 7200,
      permissions_boundary: `arn:aws:iam::${account}:policy/limit`,
      tags: { team: '%%{shop}' },
    });
    expect(resource.aws_iam_policy.read_only).toEqual({
      name: 'read-only',
      path: '/teams/',
      // Not Terraform's to fill in.
      policy: expect.stringContaining('home/$${aws:username}/*'),
    });
    expect(
      Object.values(resource.aws_iam_role_policy_attachment).map(
        ({ policy_arn: arn }: any) => arn,
      ),
    ).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
      '${aws_iam_policy.read_only.arn}',
    ]);
    expect(resource).not.toHaveProperty('aws_iam_role_policy');
  });

  describe('of roles and policies without a name', () => {
    const trust = () => ({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'codebuild.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    });

    async function print(...format: string[]) {
      folder.addContent({
        'roles.yaml': stringify({
          Resources: {
            Builder: {
              Type: 'AWS::IAM::Role',
              Properties: {
                Path: '/ci/',
                AssumeRolePolicyDocument: trust(),
                ManagedPolicyArns: [{ Ref: 'Passing' }],
              },
            },
            Deployer: {
              Type: 'AWS::IAM::Role',
              Properties: { AssumeRolePolicyDocument: trust() },
            },
            Passing: {
              Type: 'AWS::IAM::ManagedPolicy',
              Properties: {
                PolicyDocument: {
                  Version: '2012-10-17',
                  Statement: [
                    {
                      Effect: 'Allow',
                      Action: 'iam:PassRole',
                      Resource: { 'Fn::GetAtt': ['Deployer', 'Arn'] },
                    },
                  ],
                },
              },
            },
          },
        }),
      });
      const { code, stdout, stderr } = await roles(
        'roles.yaml',
        '--account',
        account,
        ...format,
      );
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`arn:aws:iam::${account}:role/Deployer`);
      // Nothing that CloudFormation would have made up.
      expect(stdout).not.toContain('000000000000');
      return JSON.parse(stdout);
    }

    it('prints the logical ids', async () => {
      const printed = await print();
      expect(
        printed.roles.map(({ name, managedPolicies }: any) => [
          name,
          managedPolicies.map((each: any) => each.name),
        ]),
      ).toEqual([
        ['Builder', ['Passing']],
        ['Deployer', []],
      ]);
    });

    it('prints them as Terraform, too', async () => {
      expect(await print('--terraform')).toMatchObject({
        resource: {
          aws_iam_role: {
            Builder: { name: 'Builder', path: '/ci/' },
            Deployer: { name: 'Deployer', path: '/' },
          },
          aws_iam_policy: { Passing: { name: 'Passing', path: '/' } },
        },
      });
    });
  });

  it.each([
    [['portal-access.yaml'], 'roles takes one template, and --account'],
    [
      ['portal-access.yaml', '--account', '2222'],
      '--account takes an account id of twelve digits',
    ],
    [['gone.yaml', '--account', account], 'gone.yaml cannot be read'],
    [
      ['portal-access.yaml', '--account', account, '--parameter', 'x'],
      '--parameter takes Name=Value',
    ],
    [['portal-access.yaml', '--account', account], 'PortalPrincipalArn'],
    [['broken.yaml', '--account', account], 'broken.yaml:1: '],
    [
      ['bucket.yaml', '--account', account],
      `bucket.yaml makes no role in account ${account}`,
    ],
  ])('says what is wrong with %j', async (args, message) => {
    folder.addContent({
      'broken.yaml': 'Resources: [',
      'bucket.yaml': stringify({
        Resources: { Bucket: { Type: 'AWS::S3::Bucket' } },
      }),
    });
    const { code, stdout, stderr } = await roles(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
