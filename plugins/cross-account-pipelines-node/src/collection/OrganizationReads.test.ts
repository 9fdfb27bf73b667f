import { setupServer } from 'msw/node';
import type { AwsClients } from '../aws';
import type {
  Estate,
  PipelineDefinition,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  FakeAws,
  type FakeAnswer,
  type FakeCall,
} from './__testUtils__/FakeAws';
import { collectEstate } from './collectEstate';

const tools = '111111111111';
const dev = '012345678901';
const prod = '333333333333';
const management = '999999999999';
const pipelineArn = `arn:aws:codepipeline:eu-west-1:${tools}:orders`;

function deployTo(account: string) {
  return {
    name: `Deploy-${account}`,
    actionTypeId: {
      category: 'Deploy',
      owner: 'AWS',
      provider: 'CloudFormation',
      version: '1',
    },
    configuration: { ActionMode: 'CREATE_UPDATE', StackName: 'orders' },
    roleArn: `arn:aws:iam::${account}:role/orders-action`,
  };
}

const definition: PipelineDefinition = {
  name: 'orders',
  roleArn: `arn:aws:iam::${tools}:role/orders-service`,
  artifactStore: { type: 'S3', location: 'artifacts' },
  stages: [{ name: 'Deploy', actions: [deployTo(dev), deployTo(prod)] }],
};

/** Unit by what is in it. */
const parents: Record<string, { Id: string; Type: string }> = {
  [tools]: { Id: 'ou-ab12-shared00', Type: 'ORGANIZATIONAL_UNIT' },
  [dev]: { Id: 'ou-ab12-workload', Type: 'ORGANIZATIONAL_UNIT' },
  [prod]: { Id: 'ou-ab12-prod0000', Type: 'ORGANIZATIONAL_UNIT' },
  'ou-ab12-prod0000': { Id: 'ou-ab12-workload', Type: 'ORGANIZATIONAL_UNIT' },
  'ou-ab12-workload': { Id: 'r-ab12', Type: 'ROOT' },
  'ou-ab12-shared00': { Id: 'r-ab12', Type: 'ROOT' },
};

const summary = (Id: string) => ({
  Id,
  Name: `name of ${Id}`,
  Arn: `arn:aws:organizations::${management}:policy/${Id}`,
});

const policy = (id: string) => ({
  name: `name of ${id}`,
  arn: `arn:aws:organizations::${management}:policy/${id}`,
  document: { Id: id },
});

const answers: Record<string, (call: FakeCall) => FakeAnswer> = {
  'codepipeline:GetPipeline': () => ({ pipeline: definition }),
  'organizations:DescribeOrganization': () => ({
    Organization: { Id: 'o-abcde', MasterAccountId: management },
  }),
  'organizations:ListParents': ({ input: { ChildId } }) => ({
    Parents: [parents[ChildId]],
  }),
  'organizations:ListPoliciesForTarget': ({
    input: { TargetId, Filter, NextToken },
  }) => {
    if (Filter === 'RESOURCE_CONTROL_POLICY') {
      return { Policies: [] };
    }
    if (TargetId !== prod) {
      return { Policies: [summary('p-full')] };
    }
    return NextToken
      ? { Policies: [summary('p-deny')] }
      : { Policies: [summary('p-full')], NextToken: 'more' };
  },
  'organizations:DescribePolicy': ({ input: { PolicyId } }) => ({
    Policy: { Content: JSON.stringify({ Id: PolicyId }) },
  }),
};

describe("reading an organization's policies", () => {
  const server = setupServer();
  let aws: FakeAws;
  let overrides: (call: FakeCall) => FakeAnswer | undefined;

  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
  afterAll(() => server.close());
  beforeEach(() => {
    overrides = () => undefined;
    aws = new FakeAws(
      call =>
        overrides(call) ??
        answers[call.operation]?.(call) ??
        'AccessDeniedException',
    );
    server.resetHandlers(...aws.handlers);
  });

  const collect = (
    organizationAccount: string | undefined = management,
  ): Promise<Estate> => {
    const clients: AwsClients = {
      organizationAccount,
      forAccount: options => aws.forAccount(options),
    };
    return collectEstate({ clients, pipelineArn });
  };

  const callsOf = (operation: string) =>
    aws.calls.filter(call => call.operation === `organizations:${operation}`);

  it('finds what binds each account, level by level from the root', async () => {
    const { accounts } = await collect();
    expect(accounts[prod]).toMatchObject({
      organizationId: 'o-abcde',
      organizationPath: 'o-abcde/r-ab12/ou-ab12-workload/ou-ab12-prod0000/',
      guardrails: {
        serviceControlPolicies: [
          [policy('p-full')],
          [policy('p-full')],
          [policy('p-full')],
          [policy('p-full'), policy('p-deny')],
        ],
      },
    });
    expect(accounts[tools].guardrails!.serviceControlPolicies).toHaveLength(3);
    expect(accounts[tools].organizationPath).toBe(
      'o-abcde/r-ab12/ou-ab12-shared00/',
    );
  });

  it('takes a type of policies that is not turned on for no policy', async () => {
    const { accounts } = await collect();
    expect(accounts[dev].guardrails!.resourceControlPolicies).toEqual([]);
  });

  it('reads everything once, with the credentials of the account that may', async () => {
    const { accounts } = await collect();
    const asked = aws.calls.filter(({ operation }) =>
      operation.startsWith('organizations:'),
    );
    const inputs = asked.map(({ operation, input }) =>
      JSON.stringify([operation, input]),
    );
    expect(inputs).toEqual([...new Set(inputs)]);
    expect(new Set(asked.map(({ account }) => account))).toEqual(
      new Set([management]),
    );
    expect(accounts[management]).toBeUndefined();
  });

  it('asks nothing where no account is named for it', async () => {
    const { accounts } = await collectEstate({ clients: aws, pipelineArn });
    expect(accounts[dev].guardrails).toBeUndefined();
    expect(
      aws.calls.filter(({ operation }) => /^organizations:/.test(operation)),
    ).toEqual([]);
  });

  it('sees nothing, and does not ask on, where it may not', async () => {
    overrides = ({ operation }) =>
      operation === 'organizations:ListParents'
        ? 'AccessDeniedException'
        : undefined;
    const { accounts } = await collect();
    for (const id of [tools, dev, prod]) {
      expect(accounts[id].guardrails).toEqual({
        unreadable: expect.stringContaining(
          'organizations:ListParents was denied in account 999999999999',
        ),
      });
      expect(accounts[id].organizationId).toBeUndefined();
    }
    expect(callsOf('ListParents')).toHaveLength(1);
    expect(callsOf('ListPoliciesForTarget')).toEqual([]);
  });

  it('sees nothing with an account that has no credentials', async () => {
    aws.closed.add(management);
    const { accounts } = await collect();
    expect(accounts[dev].guardrails).toEqual({
      unreadable: `No credentials are configured for account ${management}`,
    });
  });

  it('keeps apart the kinds of policies, and what of them cannot be read', async () => {
    overrides = ({ input }) =>
      input.Filter === 'RESOURCE_CONTROL_POLICY' || input.PolicyId === 'p-deny'
        ? 'AccessDeniedException'
        : undefined;
    const { accounts } = await collect();
    const { serviceControlPolicies, resourceControlPolicies, unreadable } =
      accounts[prod].guardrails!;
    expect(resourceControlPolicies).toBeUndefined();
    expect(unreadable).toContain(
      'organizations:ListPoliciesForTarget was denied',
    );
    expect(serviceControlPolicies![3]).toEqual([
      policy('p-full'),
      {
        name: 'name of p-deny',
        arn: policy('p-deny').arn,
        unreadable: expect.stringContaining(
          'organizations:DescribePolicy was denied in account 999999999999',
        ),
      },
    ]);
  });

  it('knows that nothing binds the management account', async () => {
    const { accounts } = await collect(tools);
    expect(accounts[tools].guardrails!.isManagementAccount).toBeUndefined();
    overrides = ({ operation }) =>
      operation === 'organizations:DescribeOrganization'
        ? { Organization: { Id: 'o-abcde', MasterAccountId: tools } }
        : undefined;
    const ofManagement = await collect(tools);
    expect(ofManagement.accounts[tools].guardrails).toEqual({
      isManagementAccount: true,
    });
    expect(
      ofManagement.accounts[dev].guardrails!.serviceControlPolicies,
    ).toHaveLength(3);
  });

  it.each([tools, dev])(
    'leaves out %s where it is in another organization',
    async stranger => {
      overrides = ({ input }) =>
        input.ChildId === stranger ? 'ChildNotFoundException' : undefined;
      const { accounts } = await collect();
      expect(accounts[stranger].guardrails).toEqual({
        unreadable: expect.stringContaining('organizations:ListParents'),
      });
      expect(accounts[stranger].organizationId).toBeUndefined();
      expect(accounts[prod].guardrails).toBeDefined();
    },
  );
});
