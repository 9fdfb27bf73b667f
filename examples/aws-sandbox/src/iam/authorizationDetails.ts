import type {
  GetAccountAuthorizationDetailsRequest,
  GetAccountAuthorizationDetailsResponse,
  ManagedPolicyDetail,
  RoleDetail,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import type { World } from '../world/World';
import type { ManagedPolicyRecord, RoleRecord } from './IamState';
import { encodePolicy } from './policyDocument';
import { describeRole } from './roles';

const PAGE = 100;

/** Roles, then customer managed policies; the other types are not asked for. */
export function getAccountAuthorizationDetails(
  call: Call,
  input: GetAccountAuthorizationDetailsRequest,
): GetAccountAuthorizationDetailsResponse {
  const { world, caller } = call;
  authorize(call, {
    action: 'iam:GetAccountAuthorizationDetails',
    resource: '*',
  });
  const { iam } = world.account(caller.account);
  const isAskedFor = (type: 'Role' | 'LocalManagedPolicy') =>
    !input.Filter?.length || input.Filter.includes(type);
  const details: GetAccountAuthorizationDetailsResponse[] = [
    ...(isAskedFor('Role') ? [...iam.roles.values()] : []).map(
      ({ current }) => ({ RoleDetailList: [detailRole(world, current)] }),
    ),
    ...(isAskedFor('LocalManagedPolicy') ? [...iam.policies.values()] : []).map(
      ({ current }) => ({ Policies: [detailPolicy(world, current)] }),
    ),
  ];
  const { page, next } = paginate(details, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: PAGE,
  });
  return {
    RoleDetailList: page.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
    Policies: page.flatMap(({ Policies = [] }) => Policies),
    IsTruncated: next !== undefined,
    Marker: next,
  };
}

function detailRole(world: World, role: RoleRecord): RoleDetail {
  const { Description, MaxSessionDuration, ...described } = describeRole(
    world,
    role,
  );
  return {
    ...described,
    RolePolicyList: Object.entries(role.inline).map(([name, document]) => ({
      PolicyName: name,
      PolicyDocument: encodePolicy(world, document),
    })),
    AttachedManagedPolicies: role.attached.map(arn => ({
      PolicyArn: arn,
      PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    })),
  };
}

function detailPolicy(
  world: World,
  policy: ManagedPolicyRecord,
): ManagedPolicyDetail {
  return {
    Arn: policy.arn,
    PolicyName: policy.name,
    PolicyId: policy.id,
    Path: policy.path,
    DefaultVersionId: policy.defaultVersion,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions[policy.versions.length - 1].createdAt,
    PolicyVersionList: policy.versions.map(({ id, document, createdAt }) => ({
      VersionId: id,
      IsDefaultVersion: id === policy.defaultVersion,
      CreateDate: createdAt,
      Document: encodePolicy(world, document),
    })),
  };
}
