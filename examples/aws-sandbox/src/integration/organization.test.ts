import {
  DescribeOrganizationalUnitCommand,
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import {
  type AwsAccountClients,
  listThings,
  OrganizationAccounts,
} from 'backstage-plugin-cross-account-pipelines-node';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { clientsOf, DEV, STAGING } from '../__testUtils__/clientsOf';
import type { Sandbox } from '../Sandbox';
import { startSandbox } from '../startSandbox';

const MANAGEMENT = '999999999999';
const CONTRACTOR = '555555555555';

describe('the organization', () => {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox();
    sandbox.guard(DEV, {
      serviceControl: [
        {
          name: 'no-topics',
          document: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Action: 'sns:*', Resource: '*' }],
          },
        },
      ],
    });
  });

  afterAll(async () => {
    await sandbox.stop();
  });

  const as = (account: string) => clientsOf(sandbox, { account }).organizations;

  it('tells its members which one it is, and strangers nothing', async () => {
    const { Organization } = await as(DEV).send(
      new DescribeOrganizationCommand({}),
    );
    expect(Organization).toMatchObject({
      Id: 'o-sandbox0001',
      MasterAccountId: MANAGEMENT,
    });
    await expect(
      as(CONTRACTOR).send(new DescribeOrganizationCommand({})),
    ).rejects.toMatchObject({ name: 'AWSOrganizationsNotInUseException' });
  });

  it('shows its policies to the management account, level by level', async () => {
    const organizations = as(MANAGEMENT);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const parentOf = async (ChildId: string) => {
      const { Parents } = await organizations.send(
        new ListParentsCommand({ ChildId }),
      );
      return Parents![0];
    };
    const unit = await parentOf(DEV);
    expect(unit.Type).toBe('ORGANIZATIONAL_UNIT');
    expect(await parentOf(unit.Id!)).toEqual({
      Id: Roots![0].Id,
      Type: 'ROOT',
    });
    const policiesOf = async (TargetId: string) => {
      const { Policies } = await organizations.send(
        new ListPoliciesForTargetCommand({
          TargetId,
          Filter: 'SERVICE_CONTROL_POLICY',
        }),
      );
      return Policies!;
    };
    expect((await policiesOf(Roots![0].Id!)).map(({ Name }) => Name)).toEqual([
      'FullAWSAccess',
    ]);
    const [full, own] = await policiesOf(DEV);
    expect([full.AwsManaged, own.Name]).toEqual([true, 'no-topics']);
    const { Policy } = await organizations.send(
      new DescribePolicyCommand({ PolicyId: own.Id }),
    );
    expect(JSON.parse(Policy!.Content!).Statement[0].Action).toBe('sns:*');
    const { Accounts } = await organizations.send(new ListAccountsCommand({}));
    expect(Accounts!.map(({ Id }) => Id)).not.toContain(CONTRACTOR);
  });

  it('has units in units, and accounts with tags', async () => {
    const organizations = as(MANAGEMENT);
    const { Roots } = await organizations.send(new ListRootsCommand({}));
    const below = async (ParentId: string): Promise<string[]> => {
      const { OrganizationalUnits: units } = await organizations.send(
        new ListOrganizationalUnitsForParentCommand({ ParentId }),
      );
      const { Accounts } = await organizations.send(
        new ListAccountsForParentCommand({ ParentId }),
      );
      const names = await Promise.all(
        units!.map(async ({ Id, Name }) =>
          (await below(Id!)).map(name => `${Name}/${name}`),
        ),
      );
      return [...Accounts!.map(({ Name }) => Name!), ...names.flat()];
    };
    expect((await below(Roots![0].Id!)).sort()).toEqual([
      'portal',
      'tools',
      'workloads/dev',
      'workloads/production/prod-eu',
      'workloads/production/prod-us',
      'workloads/staging',
    ]);
    const { Tags } = await organizations.send(
      new ListTagsForResourceCommand({ ResourceId: DEV }),
    );
    expect(Tags).toEqual([{ Key: 'environment', Value: 'development' }]);
    await expect(
      organizations.send(
        new DescribeOrganizationalUnitCommand({
          OrganizationalUnitId: 'ou-sand-nothing0',
        }),
      ),
    ).rejects.toMatchObject({ name: 'OrganizationalUnitNotFoundException' });
  });

  it('offers its units to forms where an account reads it, and says which may not', async () => {
    const list = (organizationAccount?: string) =>
      listThings({
        clients: {
          organizationAccount,
          forAccount: async ({ account }) =>
            clientsOf(sandbox, {
              account,
            }) as Partial<AwsAccountClients> as AwsAccountClients,
        },
        account: DEV,
        region: 'eu-west-1',
        kind: 'organizational-unit',
      });
    const units = await list(MANAGEMENT);
    expect(units.map(({ title }) => title)).toEqual([
      'workloads',
      'workloads / production',
    ]);
    for (const { value, detail } of units) {
      expect(value).toMatch(/^ou-/);
      expect(detail).toBe(value);
    }
    await expect(list()).rejects.toThrow(
      'crossAccountPipelines.organizationAccount names none',
    );
    await expect(list(CONTRACTOR)).rejects.toThrow(
      / was denied in account 555555555555/,
    );
  });

  describe('by which rules name accounts', () => {
    const PRODUCTION_ACCOUNT = '333333333333';
    const account = (id: string, own: object = {}): ConfiguredAccount => ({
      id,
      name: id,
      regions: ['eu-west-1'],
      uses: ['target'],
      ...own,
    });
    const known = (
      accounts: ConfiguredAccount[],
      organizationAccount: string | undefined = MANAGEMENT,
    ) =>
      new OrganizationAccounts({
        accounts,
        clients: {
          organizationAccount,
          forAccount: async options =>
            clientsOf(sandbox, options) as Partial<AwsAccountClients> as any,
        },
      });
    const calls = (from: number) =>
      sandbox.world.trail.events.slice(from).map(({ action }) => action);

    it('says where they are and which tags they have, asked once', async () => {
      const from = sandbox.world.trail.events.length;
      const organization = known([
        account(DEV),
        account(PRODUCTION_ACCOUNT),
        account(CONTRACTOR),
        account(MANAGEMENT, { uses: ['pipeline'] }),
      ]);
      const [{ accounts, unread }] = await Promise.all([
        organization.read(),
        organization.read(),
      ]);
      expect(unread).toBeUndefined();
      const root = 'o-sandbox0001/r-sand';
      expect(accounts).toEqual([
        account(DEV, {
          organizationalUnit: 'ou-sand-workload',
          organizationPath: `${root}/ou-sand-workload`,
          tags: { environment: 'development' },
        }),
        account(PRODUCTION_ACCOUNT, {
          organizationalUnit: 'ou-sand-producti',
          organizationPath: `${root}/ou-sand-workload/ou-sand-producti`,
          tags: { environment: 'production' },
        }),
        account(CONTRACTOR),
        account(MANAGEMENT, { uses: ['pipeline'] }),
      ]);
      const asked = calls(from);
      expect([...new Set(asked)].sort()).toEqual([
        'organizations:DescribeOrganization',
        'organizations:ListParents',
        'organizations:ListTagsForResource',
      ]);
      // Each unit once, each account twice.
      expect(asked).toHaveLength(1 + 2 * 2 + 1 + 2);
      await organization.read();
      expect(calls(from)).toHaveLength(asked.length);
    });

    it('leaves what app-config says as it is', async () => {
      const [own, other] = [
        account(DEV, {
          organizationalUnit: 'ou-sand-elsewher',
          tags: { environment: 'mine', team: 'orders' },
        }),
        account(STAGING, {
          organizationPath: 'o-sandbox0001/r-sand/ou-sand-workload',
          tags: {},
        }),
      ];
      const from = sandbox.world.trail.events.length;
      expect(await known([own, other]).read()).toEqual({
        accounts: [own, other],
      });
      // The second needs nothing: the organization, the first, its unit, its tags.
      expect(calls(from)).toHaveLength(4);
    });

    it('is what app-config says where nobody may read it, and says why', async () => {
      const accounts = [account(DEV)];
      expect(await known(accounts, STAGING).read()).toEqual({
        accounts,
        unread: expect.stringContaining(`was denied in account ${STAGING}`),
      });
    });
  });

  it('binds the accounts of a unit by what is put on the unit', async () => {
    const { world } = sandbox;
    const unit = world.organization.parentOf(STAGING);
    const role = `arn:aws:iam::${STAGING}:role/backstage-portal`;
    const assume = () =>
      clientsOf(sandbox, { credentials: sandbox.portal }).sts.send(
        new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'test' }),
      );
    await assume();
    world.organization.attach(unit, {
      resourceControl: [
        {
          name: 'no-entry',
          document: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 'sts:AssumeRole',
                Resource: '*',
              },
            ],
          },
        },
      ],
    });
    await expect(assume()).rejects.toMatchObject({ name: 'AccessDenied' });
    world.organization.attach(unit, {});
    await assume();
  });

  it('shows them to nobody else', async () => {
    await expect(
      as(DEV).send(new ListParentsCommand({ ChildId: DEV })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });
});
