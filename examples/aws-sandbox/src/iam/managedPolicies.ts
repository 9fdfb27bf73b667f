import type {
  CreatePolicyRequest,
  CreatePolicyResponse,
  CreatePolicyVersionRequest,
  CreatePolicyVersionResponse,
  DeletePolicyRequest,
  DeletePolicyVersionRequest,
  GetPolicyRequest,
  GetPolicyResponse,
  GetPolicyVersionRequest,
  GetPolicyVersionResponse,
  ListEntitiesForPolicyRequest,
  ListEntitiesForPolicyResponse,
  ListPoliciesRequest,
  ListPoliciesResponse,
  ListPolicyVersionsRequest,
  ListPolicyVersionsResponse,
  Policy,
  SetDefaultPolicyVersionRequest,
} from '@aws-sdk/client-iam';
import { authorize } from '../access/authorize';
import type { Call } from '../world/Call';
import { uniqueId } from '../world/identifiers';
import { paginate } from '../world/paginate';
import { Settling } from '../world/Settling';
import { requestTags, tagList, tagRecord } from '../world/tags';
import { awsManagedPolicies } from './awsManagedPolicies';
import {
  alreadyExists,
  deleteConflict,
  limitExceeded,
  noSuchEntity,
} from './errors';
import type { ManagedPolicyRecord, PolicyVersion } from './IamState';
import {
  encodePolicy,
  policyLength,
  readIdentityPolicy,
} from './policyDocument';
import { requirePolicy } from './requirePolicy';

/** See `IAM/latest/UserGuide/reference_iam-quotas`. */
const POLICY_LIMIT = 6_144;
const VERSION_LIMIT = 5;
const PAGE = 100;

function readManagedPolicy(text: string): unknown {
  const document = readIdentityPolicy(text);
  if (policyLength(document) > POLICY_LIMIT) {
    throw limitExceeded(`Cannot exceed quota for PolicySize: ${POLICY_LIMIT}`);
  }
  return document;
}

function attachments(call: Call, arn: string): number {
  const { iam } = call.world.account(call.caller.account);
  return [...iam.roles.values(), ...iam.users.values()].filter(({ current }) =>
    current.attached.includes(arn),
  ).length;
}

function describe(call: Call, policy: ManagedPolicyRecord): Policy {
  return {
    Arn: policy.arn,
    PolicyName: policy.name,
    PolicyId: policy.id,
    Path: policy.path,
    Description: policy.description,
    DefaultVersionId: policy.defaultVersion,
    AttachmentCount: attachments(call, policy.arn),
    IsAttachable: true,
    CreateDate: policy.createdAt,
    UpdateDate: policy.versions[policy.versions.length - 1].createdAt,
    Tags: tagList(policy.tags),
  };
}

function describeVersion(
  call: Call,
  policy: ManagedPolicyRecord,
  version: PolicyVersion,
) {
  return {
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersion,
    CreateDate: version.createdAt,
    Document: encodePolicy(call.world, version.document),
  };
}

function change(
  call: Call,
  arn: string,
  update: (policy: ManagedPolicyRecord) => Partial<ManagedPolicyRecord>,
): ManagedPolicyRecord {
  const { iam } = call.world.account(call.caller.account);
  const policy = iam.policies.get(arn)!;
  policy.set(
    { ...policy.current, ...update(policy.current) },
    call.world.settlesAt(),
  );
  return policy.current;
}

/** AWS's own policies can be read and attached, not changed. */
function requireCustomerPolicy(call: Call, arn: string): ManagedPolicyRecord {
  const { iam } = call.world.account(call.caller.account);
  const policy = iam.policies.get(arn);
  if (!policy) {
    throw noSuchEntity(`Policy ${arn} was not found.`);
  }
  return policy.current;
}

export function createPolicy(
  call: Call,
  input: CreatePolicyRequest,
): CreatePolicyResponse {
  const { world, caller } = call;
  const path = input.Path ?? '/';
  const arn = `arn:aws:iam::${caller.account}:policy${path}${input.PolicyName}`;
  const tags = tagRecord(input.Tags);
  authorize(call, {
    action: 'iam:CreatePolicy',
    resource: arn,
    context: requestTags(tags),
  });
  const { policies } = world.account(caller.account).iam;
  if (
    [...policies.values()].some(each => each.current.name === input.PolicyName)
  ) {
    throw alreadyExists(
      `A policy called ${input.PolicyName} already exists. Duplicate names are not allowed.`,
    );
  }
  const now = new Date();
  const policy: ManagedPolicyRecord = {
    name: input.PolicyName!,
    path,
    arn,
    id: uniqueId('ANPA'),
    createdAt: now,
    description: input.Description,
    versions: [
      {
        id: 'v1',
        document: readManagedPolicy(input.PolicyDocument!),
        createdAt: now,
      },
    ],
    defaultVersion: 'v1',
    lastVersion: 1,
    tags,
  };
  policies.set(arn, new Settling(policy, world.settlesAt()));
  return { Policy: describe(call, policy) };
}

export function getPolicy(
  call: Call,
  input: GetPolicyRequest,
): GetPolicyResponse {
  authorize(call, { action: 'iam:GetPolicy', resource: input.PolicyArn! });
  return {
    Policy: describe(call, requirePolicy(call.world, input.PolicyArn!)),
  };
}

export function listPolicies(
  call: Call,
  input: ListPoliciesRequest,
): ListPoliciesResponse {
  const { world, caller } = call;
  authorize(call, { action: 'iam:ListPolicies', resource: '*' });
  const local = [...world.account(caller.account).iam.policies.values()].map(
    ({ current }) => current,
  );
  const all = [
    ...(input.Scope === 'Local' ? [] : awsManagedPolicies.values()),
    ...(input.Scope === 'AWS' ? [] : local),
  ].filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
  const { page, next } = paginate(all, {
    token: input.Marker,
    size: input.MaxItems,
    defaultSize: PAGE,
  });
  return {
    Policies: page.map(policy => ({
      ...describe(call, policy),
      Tags: undefined,
    })),
    IsTruncated: next !== undefined,
    Marker: next,
  };
}

export function deletePolicy(call: Call, input: DeletePolicyRequest): void {
  const arn = input.PolicyArn!;
  authorize(call, { action: 'iam:DeletePolicy', resource: arn });
  const policy = requireCustomerPolicy(call, arn);
  if (attachments(call, arn) > 0) {
    throw deleteConflict('Cannot delete a policy attached to entities.');
  }
  if (policy.versions.length > 1) {
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  call.world.account(call.caller.account).iam.policies.delete(arn);
}

export function createPolicyVersion(
  call: Call,
  input: CreatePolicyVersionRequest,
): CreatePolicyVersionResponse {
  const arn = input.PolicyArn!;
  authorize(call, { action: 'iam:CreatePolicyVersion', resource: arn });
  const { versions, lastVersion } = requireCustomerPolicy(call, arn);
  if (versions.length >= VERSION_LIMIT) {
    throw limitExceeded(
      `A managed policy can have up to ${VERSION_LIMIT} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const version: PolicyVersion = {
    id: `v${lastVersion + 1}`,
    document: readManagedPolicy(input.PolicyDocument!),
    createdAt: new Date(),
  };
  const policy = change(call, arn, current => ({
    versions: [...current.versions, version],
    lastVersion: current.lastVersion + 1,
    ...(input.SetAsDefault && { defaultVersion: version.id }),
  }));
  return { PolicyVersion: describeVersion(call, policy, version) };
}

function requireVersion(
  policy: ManagedPolicyRecord,
  id: string,
): PolicyVersion {
  const version = policy.versions.find(each => each.id === id);
  if (!version) {
    throw noSuchEntity(
      `Policy ${policy.arn} version ${id} does not exist or is not attachable.`,
    );
  }
  return version;
}

export function getPolicyVersion(
  call: Call,
  input: GetPolicyVersionRequest,
): GetPolicyVersionResponse {
  authorize(call, {
    action: 'iam:GetPolicyVersion',
    resource: input.PolicyArn!,
  });
  const policy = requirePolicy(call.world, input.PolicyArn!);
  const version = requireVersion(policy, input.VersionId!);
  return { PolicyVersion: describeVersion(call, policy, version) };
}

export function listPolicyVersions(
  call: Call,
  input: ListPolicyVersionsRequest,
): ListPolicyVersionsResponse {
  authorize(call, {
    action: 'iam:ListPolicyVersions',
    resource: input.PolicyArn!,
  });
  const policy = requirePolicy(call.world, input.PolicyArn!);
  return {
    Versions: policy.versions.map(version => ({
      ...describeVersion(call, policy, version),
      Document: undefined,
    })),
    IsTruncated: false,
  };
}

export function setDefaultPolicyVersion(
  call: Call,
  input: SetDefaultPolicyVersionRequest,
): void {
  const arn = input.PolicyArn!;
  authorize(call, { action: 'iam:SetDefaultPolicyVersion', resource: arn });
  const version = requireVersion(
    requireCustomerPolicy(call, arn),
    input.VersionId!,
  );
  change(call, arn, () => ({ defaultVersion: version.id }));
}

export function deletePolicyVersion(
  call: Call,
  input: DeletePolicyVersionRequest,
): void {
  const arn = input.PolicyArn!;
  authorize(call, { action: 'iam:DeletePolicyVersion', resource: arn });
  const policy = requireCustomerPolicy(call, arn);
  const version = requireVersion(policy, input.VersionId!);
  if (version.id === policy.defaultVersion) {
    throw deleteConflict('Cannot delete the default version of a policy.');
  }
  change(call, arn, current => ({
    versions: current.versions.filter(each => each.id !== version.id),
  }));
}

export function listEntitiesForPolicy(
  call: Call,
  input: ListEntitiesForPolicyRequest,
): ListEntitiesForPolicyResponse {
  const arn = input.PolicyArn!;
  authorize(call, { action: 'iam:ListEntitiesForPolicy', resource: arn });
  requirePolicy(call.world, arn);
  const { iam } = call.world.account(call.caller.account);
  const having = <T extends { attached: readonly string[] }>(
    records: Iterable<{ current: T }>,
  ) =>
    [...records]
      .map(({ current }) => current)
      .filter(({ attached }) => attached.includes(arn));
  const { EntityFilter: filter } = input;
  return {
    PolicyRoles:
      filter && filter !== 'Role'
        ? []
        : having(iam.roles.values()).map(({ name, id }) => ({
            RoleName: name,
            RoleId: id,
          })),
    PolicyUsers:
      filter && filter !== 'User'
        ? []
        : having(iam.users.values()).map(({ name, id }) => ({
            UserName: name,
            UserId: id,
          })),
    PolicyGroups: [],
    IsTruncated: false,
  };
}
