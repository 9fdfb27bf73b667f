import type {
  AddRoleToInstanceProfileRequest,
  CreateInstanceProfileRequest,
  CreateInstanceProfileResponse,
  DeleteInstanceProfileRequest,
  GetInstanceProfileRequest,
  GetInstanceProfileResponse,
  InstanceProfile,
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
  RemoveRoleFromInstanceProfileRequest,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import type { Call } from '../world/Call';
import { uniqueId } from '../world/identifiers';
import { tagList, tagRecord } from '../world/tags';
import {
  alreadyExists,
  deleteConflict,
  limitExceeded,
  noSuchEntity,
} from './errors';
import type { InstanceProfileRecord } from './IamState';
import { requireRole } from './roles';

function profiles(call: Call) {
  return call.world.account(call.caller.account).iam.instanceProfiles;
}

function requireProfile(call: Call, name: string): InstanceProfileRecord {
  const profile = profiles(call).get(name);
  if (!profile) {
    throw noSuchEntity(`Instance Profile ${name} cannot be found.`);
  }
  return profile;
}

function describe(call: Call, profile: InstanceProfileRecord): InstanceProfile {
  const role =
    profile.role === undefined ? undefined : requireRole(call, profile.role);
  return {
    Arn: profile.arn,
    InstanceProfileName: profile.name,
    InstanceProfileId: profile.id,
    Path: profile.path,
    CreateDate: profile.createdAt,
    Roles: role
      ? [
          {
            Arn: role.arn,
            RoleName: role.name,
            RoleId: role.id,
            Path: role.path,
            CreateDate: role.createdAt,
          },
        ]
      : [],
    Tags: tagList(profile.tags),
  };
}

export function createInstanceProfile(
  call: Call,
  input: CreateInstanceProfileRequest,
): CreateInstanceProfileResponse {
  const name = input.InstanceProfileName!;
  const path = input.Path ?? '/';
  const arn = `arn:aws:iam::${call.caller.account}:instance-profile${path}${name}`;
  authorize(call, { action: 'iam:CreateInstanceProfile', resource: arn });
  if (profiles(call).has(name)) {
    throw alreadyExists(`Instance Profile ${name} already exists.`);
  }
  const profile: InstanceProfileRecord = {
    name,
    path,
    arn,
    id: uniqueId('AIPA'),
    createdAt: new Date(),
    tags: tagRecord(input.Tags),
  };
  profiles(call).set(name, profile);
  return { InstanceProfile: describe(call, profile) };
}

export function getInstanceProfile(
  call: Call,
  input: GetInstanceProfileRequest,
): GetInstanceProfileResponse {
  const profile = requireProfile(call, input.InstanceProfileName!);
  authorize(call, { action: 'iam:GetInstanceProfile', resource: profile.arn });
  return { InstanceProfile: describe(call, profile) };
}

export function deleteInstanceProfile(
  call: Call,
  input: DeleteInstanceProfileRequest,
): void {
  const profile = requireProfile(call, input.InstanceProfileName!);
  authorize(call, {
    action: 'iam:DeleteInstanceProfile',
    resource: profile.arn,
  });
  if (profile.role !== undefined) {
    throw deleteConflict(
      'Cannot delete entity, must remove roles from instance profile first.',
    );
  }
  profiles(call).delete(profile.name);
}

export function addRoleToInstanceProfile(
  call: Call,
  input: AddRoleToInstanceProfileRequest,
): void {
  const profile = requireProfile(call, input.InstanceProfileName!);
  const role = requireRole(call, input.RoleName!);
  authorize(call, {
    action: 'iam:AddRoleToInstanceProfile',
    resource: profile.arn,
  });
  authorizePassRole(call, { roleArn: role.arn, service: 'ec2.amazonaws.com' });
  if (profile.role !== undefined) {
    throw limitExceeded(
      'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    );
  }
  profiles(call).set(profile.name, { ...profile, role: role.name });
}

export function removeRoleFromInstanceProfile(
  call: Call,
  input: RemoveRoleFromInstanceProfileRequest,
): void {
  const profile = requireProfile(call, input.InstanceProfileName!);
  authorize(call, {
    action: 'iam:RemoveRoleFromInstanceProfile',
    resource: profile.arn,
  });
  if (profile.role !== input.RoleName) {
    throw noSuchEntity(
      `The role with name ${input.RoleName} cannot be found in ${profile.name}.`,
    );
  }
  profiles(call).set(profile.name, { ...profile, role: undefined });
}

export function listInstanceProfilesForRole(
  call: Call,
  input: ListInstanceProfilesForRoleRequest,
): ListInstanceProfilesForRoleResponse {
  const role = requireRole(call, input.RoleName!);
  authorize(call, {
    action: 'iam:ListInstanceProfilesForRole',
    resource: role.arn,
  });
  return {
    InstanceProfiles: [...profiles(call).values()]
      .filter(profile => profile.role === role.name)
      .map(profile => describe(call, profile)),
    IsTruncated: false,
  };
}
