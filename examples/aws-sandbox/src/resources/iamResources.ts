import { ServiceError } from '../front/ServiceError';
import {
  addRoleToInstanceProfile,
  createInstanceProfile,
  deleteInstanceProfile,
  getInstanceProfile,
  removeRoleFromInstanceProfile,
} from '../iam/instanceProfiles';
import {
  createPolicy,
  createPolicyVersion,
  deletePolicy,
  deletePolicyVersion,
  getPolicy,
  getPolicyVersion,
  listPolicyVersions,
} from '../iam/managedPolicies';
import {
  attachRolePolicy,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  detachRolePolicy,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
  putRolePermissionsBoundary,
  putRolePolicy,
} from '../iam/rolePolicies';
import {
  createRole,
  deleteRole,
  getRole,
  tagRole,
  untagRole,
  updateAssumeRolePolicy,
  updateRole,
} from '../iam/roles';
import type { Call } from '../world/Call';
import { tagList, tagRecord } from '../world/tags';
import type { Properties, ResourceModel, ResourceType } from './ResourceType';

const ROLE_NAME_LENGTH = 64;
const POLICY_NAME_LENGTH = 128;

const json = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);

const without = <T>(list: T[], other: T[]) =>
  list.filter(each => !other.includes(each));

/** What is gone already need not be taken away. */
function ignoringAbsence(task: () => void): void {
  try {
    task();
  } catch (error) {
    if (!(error instanceof ServiceError && error.code === 'NoSuchEntity')) {
      throw error;
    }
  }
}

interface InlinePolicy {
  PolicyName: string;
  PolicyDocument: unknown;
}

function syncRole(
  call: Call,
  RoleName: string,
  before: Properties,
  after: Properties,
): void {
  const policiesBefore: InlinePolicy[] = before.Policies ?? [];
  const policiesAfter: InlinePolicy[] = after.Policies ?? [];
  const attachedBefore: string[] = before.ManagedPolicyArns ?? [];
  const attachedAfter: string[] = after.ManagedPolicyArns ?? [];

  for (const PolicyArn of without(attachedAfter, attachedBefore)) {
    attachRolePolicy(call, { RoleName, PolicyArn });
  }
  for (const { PolicyName, PolicyDocument } of policiesAfter) {
    const known = policiesBefore.find(each => each.PolicyName === PolicyName);
    if (json(known?.PolicyDocument) !== json(PolicyDocument)) {
      putRolePolicy(call, {
        RoleName,
        PolicyName,
        PolicyDocument: json(PolicyDocument),
      });
    }
  }
  for (const PolicyArn of without(attachedBefore, attachedAfter)) {
    ignoringAbsence(() => detachRolePolicy(call, { RoleName, PolicyArn }));
  }
  const kept = policiesAfter.map(({ PolicyName }) => PolicyName);
  for (const { PolicyName } of policiesBefore) {
    if (!kept.includes(PolicyName)) {
      ignoringAbsence(() => deleteRolePolicy(call, { RoleName, PolicyName }));
    }
  }
}

function roleModel(call: Call, RoleName: string): ResourceModel {
  const { Role: role } = getRole(call, { RoleName });
  return {
    physicalId: RoleName,
    attributes: { Arn: role!.Arn, RoleId: role!.RoleId },
  };
}

/** A policy as IAM answers with it. */
const decode = (text: string | undefined) =>
  JSON.parse(decodeURIComponent(text ?? 'null'));

/**
 * What others added to a role is no drift of it: it may be another resource's.
 */
function readRole(call: Call, RoleName: string, declared: Properties) {
  const { Role: role } = getRole(call, { RoleName });
  const { PolicyNames } = listRolePolicies(call, { RoleName });
  const { AttachedPolicies } = listAttachedRolePolicies(call, { RoleName });
  const policies: InlinePolicy[] = declared.Policies ?? [];
  const attached: string[] = declared.ManagedPolicyArns ?? [];
  return {
    AssumeRolePolicyDocument: decode(role!.AssumeRolePolicyDocument),
    Description: role!.Description,
    MaxSessionDuration: role!.MaxSessionDuration,
    PermissionsBoundary: role!.PermissionsBoundary?.PermissionsBoundaryArn,
    Policies: policies
      .filter(({ PolicyName }) => PolicyNames!.includes(PolicyName))
      .map(({ PolicyName }) => ({
        PolicyName,
        PolicyDocument: decode(
          getRolePolicy(call, { RoleName, PolicyName }).PolicyDocument,
        ),
      })),
    ManagedPolicyArns: attached.filter(arn =>
      AttachedPolicies!.some(({ PolicyArn }) => PolicyArn === arn),
    ),
  };
}

function readManagedPolicy(call: Call, PolicyArn: string) {
  const { Policy: policy } = getPolicy(call, { PolicyArn });
  const { PolicyVersion: version } = getPolicyVersion(call, {
    PolicyArn,
    VersionId: policy!.DefaultVersionId,
  });
  return { PolicyDocument: decode(version!.Document) };
}

function readProfile(call: Call, InstanceProfileName: string) {
  const { InstanceProfile: profile } = getInstanceProfile(call, {
    InstanceProfileName,
  });
  return { Roles: profile!.Roles!.map(({ RoleName }) => RoleName) };
}

export const iamRole: ResourceType = {
  name: 'AWS::IAM::Role',
  replacedBy: ['RoleName', 'Path'],
  nameProperty: 'RoleName',
  create(context, properties) {
    const { call } = context;
    const RoleName =
      properties.RoleName ??
      context.generateName({ maxLength: ROLE_NAME_LENGTH });
    createRole(call, {
      RoleName,
      Path: properties.Path,
      Description: properties.Description,
      AssumeRolePolicyDocument: json(properties.AssumeRolePolicyDocument),
      MaxSessionDuration:
        properties.MaxSessionDuration && Number(properties.MaxSessionDuration),
      PermissionsBoundary: properties.PermissionsBoundary,
      Tags: tagList({ ...context.tags, ...tagRecord(properties.Tags) }),
    });
    context.identify(RoleName);
    syncRole(call, RoleName, {}, properties);
    return roleModel(call, RoleName);
  },
  update(context, RoleName, { before, after }) {
    const { call } = context;
    if (
      json(before.AssumeRolePolicyDocument) !==
      json(after.AssumeRolePolicyDocument)
    ) {
      updateAssumeRolePolicy(call, {
        RoleName,
        PolicyDocument: json(after.AssumeRolePolicyDocument),
      });
    }
    if (
      before.Description !== after.Description ||
      before.MaxSessionDuration !== after.MaxSessionDuration
    ) {
      updateRole(call, {
        RoleName,
        Description: after.Description ?? '',
        MaxSessionDuration: Number(after.MaxSessionDuration ?? 3_600),
      });
    }
    if (
      after.PermissionsBoundary &&
      before.PermissionsBoundary !== after.PermissionsBoundary
    ) {
      putRolePermissionsBoundary(call, {
        RoleName,
        PermissionsBoundary: after.PermissionsBoundary,
      });
    } else if (before.PermissionsBoundary && !after.PermissionsBoundary) {
      deleteRolePermissionsBoundary(call, { RoleName });
    }
    syncRole(call, RoleName, before, after);
    const tags = { ...context.tags, ...tagRecord(after.Tags) };
    const goneTags = without(
      Object.keys(tagRecord(before.Tags)),
      Object.keys(tags),
    );
    if (
      json(before.Tags) !== json(after.Tags) &&
      Object.keys(tags).length > 0
    ) {
      tagRole(call, { RoleName, Tags: tagList(tags) });
    }
    if (goneTags.length > 0) {
      untagRole(call, { RoleName, TagKeys: goneTags });
    }
    return roleModel(call, RoleName);
  },
  read: ({ call }, RoleName, declared) => readRole(call, RoleName, declared),
  delete({ call }, RoleName, properties) {
    ignoringAbsence(() => {
      syncRole(call, RoleName, properties, {});
      deleteRole(call, { RoleName });
    });
  },
};

export const iamPolicy: ResourceType = {
  name: 'AWS::IAM::Policy',
  replacedBy: ['PolicyName'],
  nameProperty: 'PolicyName',
  create({ call, ...context }, properties) {
    const { PolicyName } = properties;
    for (const RoleName of properties.Roles ?? []) {
      putRolePolicy(call, {
        RoleName,
        PolicyName,
        PolicyDocument: json(properties.PolicyDocument),
      });
      context.identify(PolicyName);
    }
    return { physicalId: PolicyName, attributes: { Id: PolicyName } };
  },
  update({ call }, PolicyName, { before, after }) {
    const roles: string[] = after.Roles ?? [];
    for (const RoleName of roles) {
      putRolePolicy(call, {
        RoleName,
        PolicyName,
        PolicyDocument: json(after.PolicyDocument),
      });
    }
    for (const RoleName of without<string>(before.Roles ?? [], roles)) {
      ignoringAbsence(() => deleteRolePolicy(call, { RoleName, PolicyName }));
    }
    return { physicalId: PolicyName, attributes: { Id: PolicyName } };
  },
  delete({ call }, PolicyName, properties) {
    for (const RoleName of properties.Roles ?? []) {
      ignoringAbsence(() => deleteRolePolicy(call, { RoleName, PolicyName }));
    }
  },
};

function attachToRoles(
  call: Call,
  PolicyArn: string,
  before: string[] = [],
  after: string[] = [],
): void {
  for (const RoleName of without(after, before)) {
    attachRolePolicy(call, { RoleName, PolicyArn });
  }
  for (const RoleName of without(before, after)) {
    ignoringAbsence(() => detachRolePolicy(call, { RoleName, PolicyArn }));
  }
}

function dropOtherVersions(call: Call, PolicyArn: string): void {
  for (const version of listPolicyVersions(call, { PolicyArn }).Versions!) {
    if (!version.IsDefaultVersion) {
      deletePolicyVersion(call, { PolicyArn, VersionId: version.VersionId });
    }
  }
}

export const iamManagedPolicy: ResourceType = {
  name: 'AWS::IAM::ManagedPolicy',
  replacedBy: ['ManagedPolicyName', 'Path', 'Description'],
  nameProperty: 'ManagedPolicyName',
  create(context, properties) {
    const { call } = context;
    const { Policy: policy } = createPolicy(call, {
      PolicyName:
        properties.ManagedPolicyName ??
        context.generateName({ maxLength: POLICY_NAME_LENGTH }),
      Path: properties.Path,
      Description: properties.Description,
      PolicyDocument: json(properties.PolicyDocument),
    });
    const arn = policy!.Arn!;
    context.identify(arn);
    attachToRoles(call, arn, [], properties.Roles);
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  update({ call }, arn, { before, after }) {
    if (json(before.PolicyDocument) !== json(after.PolicyDocument)) {
      dropOtherVersions(call, arn);
      createPolicyVersion(call, {
        PolicyArn: arn,
        PolicyDocument: json(after.PolicyDocument),
        SetAsDefault: true,
      });
    }
    attachToRoles(call, arn, before.Roles, after.Roles);
    return { physicalId: arn, attributes: { PolicyArn: arn } };
  },
  read: ({ call }, arn) => readManagedPolicy(call, arn),
  delete({ call }, arn, properties) {
    ignoringAbsence(() => {
      attachToRoles(call, arn, properties.Roles, []);
      dropOtherVersions(call, arn);
      deletePolicy(call, { PolicyArn: arn });
    });
  },
};

export const iamInstanceProfile: ResourceType = {
  name: 'AWS::IAM::InstanceProfile',
  replacedBy: ['InstanceProfileName', 'Path'],
  nameProperty: 'InstanceProfileName',
  create(context, properties) {
    const { call } = context;
    const InstanceProfileName =
      properties.InstanceProfileName ??
      context.generateName({ maxLength: POLICY_NAME_LENGTH });
    const { InstanceProfile: profile } = createInstanceProfile(call, {
      InstanceProfileName,
      Path: properties.Path,
    });
    context.identify(InstanceProfileName);
    for (const RoleName of properties.Roles ?? []) {
      addRoleToInstanceProfile(call, { InstanceProfileName, RoleName });
    }
    return {
      physicalId: InstanceProfileName,
      attributes: { Arn: profile!.Arn },
    };
  },
  update({ call }, InstanceProfileName, { before, after }) {
    const roles: string[] = after.Roles ?? [];
    for (const RoleName of without<string>(before.Roles ?? [], roles)) {
      removeRoleFromInstanceProfile(call, { InstanceProfileName, RoleName });
    }
    for (const RoleName of without<string>(roles, before.Roles ?? [])) {
      addRoleToInstanceProfile(call, { InstanceProfileName, RoleName });
    }
    return {
      physicalId: InstanceProfileName,
      attributes: {
        Arn: `arn:aws:iam::${call.caller.account}:instance-profile${
          after.Path ?? '/'
        }${InstanceProfileName}`,
      },
    };
  },
  read: ({ call }, name) => readProfile(call, name),
  delete({ call }, InstanceProfileName, properties) {
    ignoringAbsence(() => {
      for (const RoleName of properties.Roles ?? []) {
        removeRoleFromInstanceProfile(call, { InstanceProfileName, RoleName });
      }
      deleteInstanceProfile(call, { InstanceProfileName });
    });
  },
};
