import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { setupServer } from 'msw/node';
import {
  FakeAws,
  type FakeAnswer,
  type FakeCall,
} from './__testUtils__/FakeAws';
import { OrganizationAccounts } from './OrganizationAccounts';

const management = '999999999999';
const dev: ConfiguredAccount = {
  id: '012345678901',
  name: 'dev',
  regions: ['eu-west-1'],
  uses: ['target'],
  tags: { tier: 'canary' },
};

function tell({ operation, input }: FakeCall): FakeAnswer {
  switch (operation) {
    case 'organizations:DescribeOrganization':
      return { Organization: { Id: 'o-1' } };
    case 'organizations:ListParents':
      return {
        Parents: [
          input.ChildId === dev.id
            ? { Id: 'ou-1', Type: 'ORGANIZATIONAL_UNIT' }
            : { Id: 'r-1', Type: 'ROOT' },
        ],
      };
    default:
      return {
        Tags: [
          { Key: 'tier', Value: 'all' },
          { Key: 'team', Value: 'a' },
        ],
      };
  }
}

describe('OrganizationAccounts', () => {
  const server = setupServer();
  let answer: (call: FakeCall) => FakeAnswer;
  let aws: FakeAws;

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  beforeEach(() => {
    answer = tell;
    aws = new FakeAws(call => answer(call));
    server.use(...aws.handlers);
  });
  afterEach(() => server.resetHandlers());
  afterAll(() => server.close());

  const accountsOf = (options: {
    organizationAccount?: string;
    maxAge?: number;
  }) => {
    const { maxAge, organizationAccount } = options;
    return new OrganizationAccounts({
      accounts: [dev],
      clients: Object.assign(aws, { organizationAccount }),
      maxAge,
    });
  };
  const known = {
    ...dev,
    organizationalUnit: 'ou-1',
    organizationPath: 'o-1/r-1/ou-1',
    tags: { tier: 'canary', team: 'a' },
  };

  it('adds what the organization says to what app-config does, and keeps it', async () => {
    const accounts = accountsOf({ organizationAccount: management });
    expect(await accounts.read()).toEqual({ accounts: [known] });
    const { length } = aws.calls;
    expect(await accounts.read()).toEqual({ accounts: [known] });
    expect(aws.calls).toHaveLength(length);
  });

  it('asks nothing where no account is named to ask', async () => {
    expect(await accountsOf({}).read()).toEqual({ accounts: [dev] });
    expect(aws.calls).toEqual([]);
  });

  it('says why it was not read, and goes by what was read before', async () => {
    const accounts = accountsOf({ organizationAccount: management, maxAge: 0 });
    const denied = () => 'AccessDeniedException';
    answer = denied;
    const unread = expect.stringContaining(
      'was denied in account 999999999999',
    );
    expect(await accounts.read()).toEqual({ accounts: [dev], unread });
    answer = tell;
    expect(await accounts.read()).toEqual({ accounts: [known] });
    answer = denied;
    expect(await accounts.read()).toEqual({ accounts: [known], unread });
  });
});
