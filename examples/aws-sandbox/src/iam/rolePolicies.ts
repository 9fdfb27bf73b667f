import type {
  AttachRolePolicyRequest,
  DeleteRolePermissionsBoundaryRequest,
  DeleteRolePolicyRequest,
  DetachRolePolicyRequest,
  GetRolePolicyRequest,
  GetRolePolicyResponse,
  ListAttachedRolePoliciesRequest,
  ListAttachedRolePoliciesResponse,
  ListRolePoliciesRequest,
  ListRolePoliciesResponse,
  PutRolePermissionsBoundaryRequest,
  PutRolePolicyRequest,
} from '@aws-sdk/client-iam';
import type { Call } from '../world/Call';
import { paginate } from '../world/paginate';
import { limitExceeded, noSuchEntity } from './errors';
import {
  encodePolicy,
  policyLength,
  readIdentityPolicy,
} from './policyDocument';
import { requirePolicy } from './requirePolicy';
import { authorizeOnRole, changeRole, requireRole } from './roles';

/** See `IAM/latest/UserGuide/reference_iam-quotas`. */
const INLINE_LIMIT = 10_240;
const ATTACHED_LIMIT = 10;
const PAGE = 100;

export function putRolePolicy(call: Call, input: PutRolePolicyRequest): void {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'PutRolePolicy', role, {
    'iam:PermissionsBoundary': role.boundary,
  });
  const inline = {
    ...role.inline,
    [input.PolicyName!]: readIdentityPolicy(input.PolicyDocument!),
  };
  const length = Object.values(inline).map(policyLength);
  if (length.reduce((sum, each) => sum + each, 0) > INLINE_LIMIT) {
    throw limitExceeded(
      `Maximum policy size of ${INLINE_LIMIT} bytes exceeded for role ${role.name}`,
    );
  }
  changeRole(call.world, call.caller.account, role.name, () => ({ inline }));
}

function requireInline(call: Call, roleName: string, policyName: string) {
  const role = requireRole(call, roleName);
  if (!Object.hasOwn(role.inline, policyName)) {
    throw noSuchEntity(
      `The role policy with name ${policyName} cannot be found.`,
    );
  }
  return role;
}

export function getRolePolicy(
  call: Call,
  input: GetRolePolicyRequest,
): GetRolePolicyResponse {
  authorizeOnRole(call, 'GetRolePolicy', requireRole(call, input.RoleName!));
  const role = requireInline(call, input.RoleName!, input.PolicyName!);
  return {
    RoleName: role.name,
    PolicyName: input.PolicyName,
    PolicyDocument: encodePolicy(call.world, role.inline[input.PolicyName!]),
  };
}

export function deleteRolePolicy(
  call: Call,
  input: DeleteRolePolicyRequest,
): void {
  authorizeOnRole(call, 'DeleteRolePolicy', requireRole(call, input.RoleName!));
  const role = requireInline(call, input.RoleName!, input.PolicyName!);
  const { [input.PolicyName!]: _, ...inline } = role.inline;
  changeRole(call.world, call.caller.account, role.name, () => ({ inline }));
}

export function listRolePolicies(
  call: Call,
  input: ListRolePoliciesRequest,
): ListRolePoliciesResponse {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'ListRolePolicies', role);
  const { page, next } = paginate(Object.keys(role.inline).sort(), {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: PAGE,
  });
  return { PolicyNames: page, IsTruncated: next !== undefined, Marker: next };
}

export function attachRolePolicy(
  call: Call,
  input: AttachRolePolicyRequest,
): void {
  const role = requireRole(call, input.RoleName!);
  const arn = input.PolicyArn!;
  authorizeOnRole(call, 'AttachRolePolicy', role, {
    'iam:PolicyARN': arn,
    'iam:PermissionsBoundary': role.boundary,
  });
  requirePolicy(call.world, arn);
  const attached = [...new Set([...role.attached, arn])];
  if (attached.length > ATTACHED_LIMIT) {
    throw limitExceeded(
      `Cannot exceed quota for PoliciesPerRole: ${ATTACHED_LIMIT}`,
    );
  }
  changeRole(call.world, call.caller.account, role.name, () => ({ attached }));
}

export function detachRolePolicy(
  call: Call,
  input: DetachRolePolicyRequest,
): void {
  const role = requireRole(call, input.RoleName!);
  const arn = input.PolicyArn!;
  authorizeOnRole(call, 'DetachRolePolicy', role, { 'iam:PolicyARN': arn });
  if (!role.attached.includes(arn)) {
    throw noSuchEntity(`Policy ${arn} was not found.`);
  }
  const attached = role.attached.filter(each => each !== arn);
  changeRole(call.world, call.caller.account, role.name, () => ({ attached }));
}

export function listAttachedRolePolicies(
  call: Call,
  input: ListAttachedRolePoliciesRequest,
): ListAttachedRolePoliciesResponse {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'ListAttachedRolePolicies', role);
  const { page, next } = paginate(role.attached, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: PAGE,
  });
  return {
    AttachedPolicies: page.map(arn => ({
      PolicyArn: arn,
      PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    })),
    IsTruncated: next !== undefined,
    Marker: next,
  };
}

export function putRolePermissionsBoundary(
  call: Call,
  input: PutRolePermissionsBoundaryRequest,
): void {
  const role = requireRole(call, input.RoleName!);
  const boundary = input.PermissionsBoundary!;
  authorizeOnRole(call, 'PutRolePermissionsBoundary', role, {
    'iam:PermissionsBoundary': boundary,
  });
  requirePolicy(call.world, boundary);
  changeRole(call.world, call.caller.account, role.name, () => ({ boundary }));
}

export function deleteRolePermissionsBoundary(
  call: Call,
  input: DeleteRolePermissionsBoundaryRequest,
): void {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'DeleteRolePermissionsBoundary', role, {
    'iam:PermissionsBoundary': role.boundary,
  });
  changeRole(call.world, call.caller.account, role.name, () => ({
    boundary: undefined,
  }));
}
