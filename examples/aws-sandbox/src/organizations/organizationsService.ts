import {
  DescribeAccount$,
  DescribeOrganization$,
  DescribeOrganizationalUnit$,
  DescribePolicy$,
  ListAccounts$,
  ListAccountsForParent$,
  ListDelegatedAdministrators$,
  ListOrganizationalUnitsForParent$,
  ListParents$,
  ListPoliciesForTarget$,
  ListRoots$,
  ListTagsForResource$,
  MoveAccount$,
  RegisterDelegatedAdministrator$,
  type Account as Member,
  type DescribeAccountRequest,
  type DescribeAccountResponse,
  type DescribeOrganizationalUnitRequest,
  type DescribeOrganizationalUnitResponse,
  type ListAccountsForParentRequest,
  type ListAccountsForParentResponse,
  type ListDelegatedAdministratorsRequest,
  type ListDelegatedAdministratorsResponse,
  type ListOrganizationalUnitsForParentRequest,
  type ListOrganizationalUnitsForParentResponse,
  type ListTagsForResourceRequest,
  type ListTagsForResourceResponse,
  type MoveAccountRequest,
  type RegisterDelegatedAdministratorRequest,
  type OrganizationalUnit,
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
import { deployAutomatically } from '../cloudformation/stackSets/deployAutomatically';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { Refusal, ServiceError } from '../front/ServiceError';
import type { Account } from '../world/Account';
import type { Call } from '../world/Call';
import type {
  AttachedPolicy,
  OrganizationPolicyType,
} from '../world/Organization';
import { tagList } from '../world/tags';

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

function targetArn(call: Call, target: string): string {
  if (target === call.world.organization.rootId) {
    return rootArn(call);
  }
  return target.startsWith('ou-')
    ? arnOf(call, `ou/*/${target}`)
    : accountArn(call, target);
}

function members({ world }: Call) {
  return world.accounts.filter(({ inOrganization }) => inOrganization);
}

/** Calls that no delegated administrator makes. */
const managementOnly = ['MoveAccount', 'RegisterDelegatedAdministrator'];

/**
 * Only the management account and delegated administrators, of whichever service,
 * may read how the organization is made; members may ask which one they are in.
 *
 * @throws Refusal; ServiceError
 */
function authorizeManagement(call: Call, action: string, resource: string) {
  authorize(call, { action: `organizations:${action}`, resource });
  const { managementAccount, delegatedAdministrators } =
    call.world.organization;
  const { account } = call.caller;
  const isDelegated =
    !managementOnly.includes(action) &&
    [...delegatedAdministrators.values()].some(each => each.has(account));
  if (account !== managementAccount && !isDelegated) {
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

const isUnit = (id: string) => id.startsWith('ou-');

function hasAccount(call: Call, id: string): boolean {
  return members(call).some(member => member.id === id);
}

function unitArn(call: Call, id: string): string {
  return arnOf(call, `ou/*/${id}`);
}

const notFound = (code: string, what: string) =>
  new ServiceError(code, `You specified ${what} that doesn't exist.`);

function listParents(
  call: Call,
  { ChildId: child }: ListParentsRequest,
): ListParentsResponse {
  const { organization } = call.world;
  authorizeManagement(call, 'ListParents', targetArn(call, child!));
  if (!organization.units.has(child!) && !hasAccount(call, child!)) {
    throw notFound('ChildNotFoundException', 'a child');
  }
  const Id = organization.parentOf(child!);
  return {
    Parents: [{ Id, Type: isUnit(Id) ? 'ORGANIZATIONAL_UNIT' : 'ROOT' }],
  };
}

function requireParent(call: Call, action: string, parent: string): void {
  const { organization } = call.world;
  authorizeManagement(call, action, targetArn(call, parent));
  if (parent !== organization.rootId && !organization.units.has(parent)) {
    throw notFound('ParentNotFoundException', 'a parent');
  }
}

function describeUnitOf(call: Call, id: string): OrganizationalUnit {
  return {
    Id: id,
    Arn: unitArn(call, id),
    Name: call.world.organization.units.get(id)!.name,
  };
}

function describeOrganizationalUnit(
  call: Call,
  { OrganizationalUnitId: id }: DescribeOrganizationalUnitRequest,
): DescribeOrganizationalUnitResponse {
  authorizeManagement(call, 'DescribeOrganizationalUnit', unitArn(call, id!));
  if (!call.world.organization.units.has(id!)) {
    throw notFound(
      'OrganizationalUnitNotFoundException',
      'an organizational unit',
    );
  }
  return { OrganizationalUnit: describeUnitOf(call, id!) };
}

function listOrganizationalUnitsForParent(
  call: Call,
  { ParentId: parent }: ListOrganizationalUnitsForParentRequest,
): ListOrganizationalUnitsForParentResponse {
  requireParent(call, 'ListOrganizationalUnitsForParent', parent!);
  return {
    OrganizationalUnits: [...call.world.organization.units.values()]
      .filter(unit => unit.parent === parent)
      .map(({ id }) => describeUnitOf(call, id)),
  };
}

function listAccountsForParent(
  call: Call,
  { ParentId: parent }: ListAccountsForParentRequest,
): ListAccountsForParentResponse {
  const { organization } = call.world;
  requireParent(call, 'ListAccountsForParent', parent!);
  return {
    Accounts: members(call)
      .filter(({ id }) => organization.parentOf(id) === parent)
      .map(account => describeMember(call, account)),
  };
}

function describeMember(call: Call, { id, name }: Account): Member {
  return {
    Id: id,
    Name: name,
    Arn: accountArn(call, id),
    Status: 'ACTIVE',
  };
}

function describeAccount(
  call: Call,
  { AccountId: id }: DescribeAccountRequest,
): DescribeAccountResponse {
  authorizeManagement(call, 'DescribeAccount', accountArn(call, id!));
  if (!hasAccount(call, id!)) {
    throw notFound('AccountNotFoundException', 'an account');
  }
  return { Account: describeMember(call, call.world.account(id!)) };
}

function listTagsForResource(
  call: Call,
  { ResourceId: id }: ListTagsForResourceRequest,
): ListTagsForResourceResponse {
  authorizeManagement(call, 'ListTagsForResource', targetArn(call, id!));
  if (hasAccount(call, id!)) {
    return { Tags: tagList(call.world.account(id!).tags) };
  }
  if (!isUnit(id!) && id !== call.world.organization.rootId) {
    throw notFound('TargetNotFoundException', 'a target');
  }
  return { Tags: [] };
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
    organization.units.has(target!) ||
    hasAccount(call, target!);
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
    Accounts: members(call).map(account => describeMember(call, account)),
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

function registerDelegatedAdministrator(
  call: Call,
  { AccountId, ServicePrincipal }: RegisterDelegatedAdministratorRequest,
): {} {
  authorizeManagement(
    call,
    'RegisterDelegatedAdministrator',
    accountArn(call, AccountId!),
  );
  if (!hasAccount(call, AccountId!)) {
    throw notFound('AccountNotFoundException', 'an account');
  }
  const { delegatedAdministrators } = call.world.organization;
  const known = delegatedAdministrators.get(ServicePrincipal!) ?? new Set();
  delegatedAdministrators.set(ServicePrincipal!, known.add(AccountId!));
  return {};
}

function listDelegatedAdministrators(
  call: Call,
  { ServicePrincipal }: ListDelegatedAdministratorsRequest,
): ListDelegatedAdministratorsResponse {
  authorizeManagement(call, 'ListDelegatedAdministrators', '*');
  const { world } = call;
  const found = [...world.organization.delegatedAdministrators].flatMap(
    ([service, accounts]) =>
      ServicePrincipal === undefined || service === ServicePrincipal
        ? [...accounts]
        : [],
  );
  return {
    DelegatedAdministrators: [...new Set(found)].map(id =>
      describeMember(call, world.account(id)),
    ),
  };
}

function moveAccount(call: Call, input: MoveAccountRequest): {} {
  const { organization } = call.world;
  const { AccountId, SourceParentId, DestinationParentId } = input;
  authorizeManagement(call, 'MoveAccount', accountArn(call, AccountId!));
  if (!hasAccount(call, AccountId!)) {
    throw notFound('AccountNotFoundException', 'an account');
  }
  if (organization.parentOf(AccountId!) !== SourceParentId) {
    throw notFound('SourceParentNotFoundException', 'a source parent');
  }
  if (
    DestinationParentId !== organization.rootId &&
    !organization.units.has(DestinationParentId!)
  ) {
    throw notFound('DestinationParentNotFoundException', 'a destination');
  }
  organization.move(AccountId!, DestinationParentId!);
  deployAutomatically(call.world, AccountId!);
  return {};
}

export const organizationsService: Service = {
  signingName: 'organizations',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(DescribeAccount$, describeAccount),
    operation(DescribeOrganization$, describeOrganization),
    operation(DescribeOrganizationalUnit$, describeOrganizationalUnit),
    operation(DescribePolicy$, describePolicy),
    operation(ListAccounts$, listAccounts),
    operation(ListAccountsForParent$, listAccountsForParent),
    operation(ListDelegatedAdministrators$, listDelegatedAdministrators),
    operation(
      ListOrganizationalUnitsForParent$,
      listOrganizationalUnitsForParent,
    ),
    operation(ListParents$, listParents),
    operation(ListPoliciesForTarget$, listPoliciesForTarget),
    operation(ListRoots$, listRoots),
    operation(ListTagsForResource$, listTagsForResource),
    operation(MoveAccount$, moveAccount),
    operation(RegisterDelegatedAdministrator$, registerDelegatedAdministrator),
  ],
};
