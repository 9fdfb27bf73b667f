import {
  DescribeOrganizationCommand,
  DescribePolicyCommand,
  ListAccountsCommand,
  ListParentsCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
} from '@aws-sdk/client-organizations';
import { clientsOf, DEV } from '../__testUtils__/clientsOf';
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
    const { Parents } = await organizations.send(
      new ListParentsCommand({ ChildId: DEV }),
    );
    expect(Parents).toEqual([{ Id: Roots![0].Id, Type: 'ROOT' }]);
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

  it('shows them to nobody else', async () => {
    await expect(
      as(DEV).send(new ListParentsCommand({ ChildId: DEV })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });
});
