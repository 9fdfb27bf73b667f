import type {
  CreateRoleRequest,
  CreateRoleResponse,
  DeleteRoleRequest,
  GetRoleRequest,
  GetRoleResponse,
  ListRolesRequest,
  ListRolesResponse,
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  Role,
  TagRoleRequest,
  UntagRoleRequest,
  UpdateAssumeRolePolicyRequest,
  UpdateRoleRequest,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { uniqueId } from '../world/identifiers';
import { paginate } from '../world/paginate';
import { Settling } from '../world/Settling';
import { requestTags, tagList, reservedTag, tagRecord } from '../world/tags';
import type { World } from '../world/World';
import {
  alreadyExists,
  deleteConflict,
  invalid,
  invalidInput,
  noSuchRole,
} from './errors';
import type { RoleRecord } from './IamState';
import { encodePolicy, readTrustPolicy } from './policyDocument';
import { requirePolicy } from './requirePolicy';

const NAME = /^[\w+=,.@-]{1,64}$/;
const PATH = /^\/(?:[\x21-\x7e]{1,510}\/)?$/;
const DEFAULT_SESSION_DURATION = 3_600;
const PAGE = 100;

/**
 * The role of that name in the caller's account.
 *
 * @throws ServiceError `NoSuchEntity`
 */
export function requireRole(call: Call, name: string): RoleRecord {
  const role = call.world.account(call.caller.account).iam.roles.get(name);
  if (!role) {
    throw noSuchRole(name);
  }
  return role.current;
}

/**
 * Changes a role; the change takes effect when IAM has settled.
 */
export function changeRole(
  world: World,
  account: string,
  name: string,
  change: (role: RoleRecord) => Partial<RoleRecord>,
): void {
  const role = world.account(account).iam.roles.get(name);
  role?.set({ ...role.current, ...change(role.current) }, world.settlesAt());
}

export function authorizeOnRole(
  call: Call,
  action: string,
  role: { arn: string; tags?: Readonly<Record<string, string>> },
  context: Record<string, string | string[] | undefined> = {},
): void {
  authorize(call, {
    action: `iam:${action}`,
    resource: role.arn,
    context: {
      ...Object.fromEntries(
        Object.entries(role.tags ?? {}).map(([key, value]) => [
          `aws:ResourceTag/${key}`,
          value,
        ]),
      ),
      ...context,
    },
  });
}

export function describeRole(world: World, role: RoleRecord): Role {
  return {
    Arn: role.arn,
    RoleName: role.name,
    RoleId: role.id,
    Path: role.path,
    CreateDate: role.createdAt,
    AssumeRolePolicyDocument: encodePolicy(world, role.trust),
    Description: role.description,
    MaxSessionDuration: role.maxSessionDuration,
    ...(role.boundary && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as any,
        PermissionsBoundaryArn: role.boundary,
      },
    }),
    Tags: tagList(role.tags),
  };
}

/** Roles there are made by services, for themselves. */
const RESERVED_PATH = /^\/(?:aws-service-role|aws-reserved)\//;

function readRoleTags(given: CreateRoleRequest['Tags']) {
  const tags = tagRecord(given);
  if (reservedTag(tags) !== undefined) {
    throw invalidInput(
      'Tag keys beginning with aws: are reserved for system use.',
    );
  }
  return tags;
}

export function createRole(
  call: Call,
  input: CreateRoleRequest,
): CreateRoleResponse {
  const { world, caller } = call;
  const { iam } = world.account(caller.account);
  const name = input.RoleName!;
  const path = input.Path ?? '/';
  if (!NAME.test(name) || !PATH.test(path)) {
    throw invalid(
      `1 validation error detected: Value at 'roleName' failed to satisfy constraint: ${path}${name} is not a valid path and name of at most 64 characters of the pattern [\\w+=,.@-]+`,
    );
  }
  if (RESERVED_PATH.test(path)) {
    throw invalidInput(
      `The specified value for path is invalid. It must not begin with the reserved path ${path}`,
    );
  }
  const arn = `arn:aws:iam::${caller.account}:role${path}${name}`;
  const tags = readRoleTags(input.Tags);
  authorizeOnRole(
    call,
    'CreateRole',
    { arn },
    {
      'iam:PermissionsBoundary': input.PermissionsBoundary,
      ...requestTags(tags),
    },
  );
  if (Object.keys(tags).length > 0) {
    authorizeOnRole(call, 'TagRole', { arn }, requestTags(tags));
  }
  if (iam.roles.has(name)) {
    throw alreadyExists(`Role with name ${name} already exists.`);
  }
  if (input.PermissionsBoundary) {
    requirePolicy(world, input.PermissionsBoundary);
  }
  const role: RoleRecord = {
    name,
    path,
    arn,
    id: uniqueId('AROA'),
    createdAt: new Date(),
    description: input.Description,
    maxSessionDuration: input.MaxSessionDuration ?? DEFAULT_SESSION_DURATION,
    trust: readTrustPolicy(world, input.AssumeRolePolicyDocument!),
    inline: {},
    attached: [],
    boundary: input.PermissionsBoundary,
    tags,
  };
  iam.roles.set(name, new Settling(role, world.settlesAt()));
  world.principals.add(role.id, role.arn);
  return { Role: describeRole(world, role) };
}

export function getRole(call: Call, input: GetRoleRequest): GetRoleResponse {
  const { caller, world } = call;
  const name = input.RoleName!;
  const known = world.account(caller.account).iam.roles.get(name)?.current;
  authorizeOnRole(
    call,
    'GetRole',
    known ?? { arn: `arn:aws:iam::${caller.account}:role/${name}` },
  );
  return { Role: describeRole(world, requireRole(call, name)) };
}

export function listRoles(
  call: Call,
  input: ListRolesRequest,
): ListRolesResponse {
  const { world, caller } = call;
  authorize(call, {
    action: 'iam:ListRoles',
    resource: `arn:aws:iam::${caller.account}:role/`,
  });
  const roles = [...world.account(caller.account).iam.roles.values()]
    .map(({ current }) => current)
    .filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'))
    .sort((a, b) => a.name.localeCompare(b.name));
  const { page, next } = paginate(roles, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: PAGE,
  });
  return {
    Roles: page.map(role => ({
      ...describeRole(world, role),
      Tags: undefined,
    })),
    IsTruncated: next !== undefined,
    Marker: next,
  };
}

export function updateRole(call: Call, input: UpdateRoleRequest): object {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'UpdateRole', role);
  changeRole(call.world, call.caller.account, role.name, current => ({
    description: input.Description ?? current.description,
    maxSessionDuration: input.MaxSessionDuration ?? current.maxSessionDuration,
  }));
  return {};
}

export function updateAssumeRolePolicy(
  call: Call,
  input: UpdateAssumeRolePolicyRequest,
): void {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'UpdateAssumeRolePolicy', role);
  const trust = readTrustPolicy(call.world, input.PolicyDocument!);
  changeRole(call.world, call.caller.account, role.name, () => ({ trust }));
}

export function deleteRole(call: Call, input: DeleteRoleRequest): void {
  const { world, caller } = call;
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'DeleteRole', role);
  const { iam } = world.account(caller.account);
  if (
    [...iam.instanceProfiles.values()].some(each => each.role === role.name)
  ) {
    throw deleteConflict(
      'Cannot delete entity, must remove roles from instance profile first.',
    );
  }
  if (role.attached.length > 0) {
    throw deleteConflict(
      'Cannot delete entity, must detach all policies first.',
    );
  }
  if (Object.keys(role.inline).length > 0) {
    throw deleteConflict('Cannot delete entity, must delete policies first.');
  }
  iam.roles.delete(role.name);
  world.principals.remove(role.id);
}

export function tagRole(call: Call, input: TagRoleRequest): void {
  const role = requireRole(call, input.RoleName!);
  const tags = readRoleTags(input.Tags);
  authorizeOnRole(call, 'TagRole', role, requestTags(tags));
  changeRole(call.world, call.caller.account, role.name, current => ({
    tags: { ...current.tags, ...tags },
  }));
}

export function untagRole(call: Call, input: UntagRoleRequest): void {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'UntagRole', role, { 'aws:TagKeys': input.TagKeys });
  changeRole(call.world, call.caller.account, role.name, current => ({
    tags: Object.fromEntries(
      Object.entries(current.tags).filter(
        ([key]) => !input.TagKeys!.includes(key),
      ),
    ),
  }));
}

export function listRoleTags(
  call: Call,
  input: ListRoleTagsRequest,
): ListRoleTagsResponse {
  const role = requireRole(call, input.RoleName!);
  authorizeOnRole(call, 'ListRoleTags', role);
  return { Tags: tagList(role.tags), IsTruncated: false };
}
