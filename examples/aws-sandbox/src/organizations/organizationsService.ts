import {
  DescribeOrganization$,
  DescribePolicy$,
  ListAccounts$,
  ListParents$,
  ListPoliciesForTarget$,
  ListRoots$,
  type DescribeOrganizationResponse,
  type DescribePolicyRequest,
  type DescribePolicyResponse,
  type ListAccountsResponse,
  type ListParentsRequest,
  type ListParentsResponse,
  type ListPoliciesForTargetRequest,
  type ListPoliciesForTargetResponse,
  type ListRootsResponse,
} from '@aws-sdk/client-organizations';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { Refusal, ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type {
  AttachedPolicy,
  OrganizationPolicyType,
} from '../world/Organization';

function arnOf({ world }: Call, resource: string): string {
  const { id, managementAccount } = world.organization;
  return `arn:aws:organizations::${managementAccount}:${resource.replace(
    '*',
    id,
  )}`;
}

const rootArn = (call: Call) =>
  arnOf(call, `root/*/${call.world.organization.rootId}`);

const accountArn = (call: Call, account: string) =>
  arnOf(call, `account/*/${account}`);

const targetArn = (call: Call, target: string) =>
  target === call.world.organization.rootId
    ? rootArn(call)
    : accountArn(call, target);

function members({ world }: Call) {
  return world.accounts.filter(({ inOrganization }) => inOrganization);
}

/**
 * Only the management account may read how the organization is made; members
 * may ask which one they are in.
 *
 * @throws Refusal; ServiceError
 */
function authorizeManagement(call: Call, action: string, resource: string) {
  authorize(call, { action: `organizations:${action}`, resource });
  if (call.caller.account !== call.world.organization.managementAccount) {
    throw new Refusal(
      'AccessDenied',
      "You don't have permissions to access this resource.",
    );
  }
}

function describeOrganization(call: Call): DescribeOrganizationResponse {
  const { world, caller } = call;
  authorize(call, {
    action: 'organizations:DescribeOrganization',
    resource: '*',
  });
  if (!world.account(caller.account).inOrganization) {
    throw new ServiceError(
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    );
  }
  const { id, managementAccount } = world.organization;
  return {
    Organization: {
      Id: id,
      Arn: arnOf(call, 'organization/*'),
      FeatureSet: 'ALL',
      MasterAccountId: managementAccount,
      MasterAccountArn: accountArn(call, managementAccount),
    },
  };
}

function listParents(
  call: Call,
  { ChildId: child }: ListParentsRequest,
): ListParentsResponse {
  authorizeManagement(call, 'ListParents', accountArn(call, child!));
  if (!members(call).some(({ id }) => id === child)) {
    throw new ServiceError(
      'ChildNotFoundException',
      "You specified a child that doesn't exist.",
    );
  }
  return { Parents: [{ Id: call.world.organization.rootId, Type: 'ROOT' }] };
}

function summary({ id, arn, name, type, awsManaged }: AttachedPolicy) {
  return { Id: id, Arn: arn, Name: name, Type: type, AwsManaged: awsManaged };
}

function listPoliciesForTarget(
  call: Call,
  { TargetId: target, Filter }: ListPoliciesForTargetRequest,
): ListPoliciesForTargetResponse {
  const { organization } = call.world;
  authorizeManagement(call, 'ListPoliciesForTarget', targetArn(call, target!));
  const exists =
    target === organization.rootId ||
    members(call).some(({ id }) => id === target);
  if (!exists) {
    throw new ServiceError(
      'TargetNotFoundException',
      "You specified a target that doesn't exist.",
    );
  }
  return {
    Policies: organization
      .attachedTo(target!, Filter as OrganizationPolicyType)
      .map(summary),
  };
}

function describePolicy(
  call: Call,
  { PolicyId }: DescribePolicyRequest,
): DescribePolicyResponse {
  const policy = call.world.organization.findPolicy(PolicyId!);
  authorizeManagement(call, 'DescribePolicy', policy?.arn ?? '*');
  if (!policy) {
    throw new ServiceError(
      'PolicyNotFoundException',
      "You specified a policy that doesn't exist.",
    );
  }
  return {
    Policy: {
      PolicySummary: summary(policy),
      Content: JSON.stringify(policy.document),
    },
  };
}

function listAccounts(call: Call): ListAccountsResponse {
  authorizeManagement(call, 'ListAccounts', '*');
  return {
    Accounts: members(call).map(({ id, name }) => ({
      Id: id,
      Name: name,
      Arn: accountArn(call, id),
      Status: 'ACTIVE',
    })),
  };
}

function listRoots(call: Call): ListRootsResponse {
  authorizeManagement(call, 'ListRoots', '*');
  return {
    Roots: [
      {
        Id: call.world.organization.rootId,
        Arn: rootArn(call),
        Name: 'Root',
        PolicyTypes: [
          { Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' },
          { Type: 'RESOURCE_CONTROL_POLICY', Status: 'ENABLED' },
        ],
      },
    ],
  };
}

export const organizationsService: Service = {
  signingName: 'organizations',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(DescribeOrganization$, describeOrganization),
    operation(DescribePolicy$, describePolicy),
    operation(ListAccounts$, listAccounts),
    operation(ListParents$, listParents),
    operation(ListPoliciesForTarget$, listPoliciesForTarget),
    operation(ListRoots$, listRoots),
  ],
};
