import type {
  DocumentSource,
  EstateAccount,
  PipelineState,
  RolePolicy,
  RoleState,
} from '../../estate';
import { shortName, type PipelineDefinition } from '../../pipeline';
import type { DocumentReference } from '../../report';
import {
  bucketNameOf,
  findKey,
  withBucket,
  withInlinePolicy,
  withKey,
  withManagedPolicy,
  withoutMissing,
  withRole,
} from './changeAccount';

/** A missing role that a remedy creates, as `iam:CreateRole` names its parts. */
export interface RoleDocument {
  AssumeRolePolicyDocument: unknown;
}

/** The bucket's state apart from its policy. */
export interface BucketDocument {
  Region: string;
  ObjectOwnership?:
    | 'BucketOwnerEnforced'
    | 'BucketOwnerPreferred'
    | 'ObjectWriter';
  Versioning?: 'Enabled';
}

/** Something that is there: its ARN says all that is known of it. */
export interface ThingDocument {
  Arn: string;
}

/** The customer's and AWS's policies that a role has attached. */
export interface AttachedPolicies {
  ManagedPolicyArns: string[];
}

type Type = DocumentReference['type'];
type Reference<T extends Type> = Extract<DocumentReference, { type: T }>;

/**
 * How an account holds one kind of documents.
 */
export interface DocumentKind<T extends Type = Type> {
  /** Nothing where the account has none. */
  read?(account: EstateAccount, reference: Reference<T>): unknown;
  /**
   * The account with the document put in place; what it belongs to is created
   * where it does not exist. Absent where no remedy writes such a document.
   */
  write?(
    account: EstateAccount,
    reference: Reference<T>,
    value: any,
  ): EstateAccount;
  /** Where the document's template has it. */
  source?(
    account: EstateAccount,
    reference: Reference<T>,
  ): DocumentSource | undefined;
  /** Which of this suite's templates renders it: that of its account, or the pipeline's. */
  template?: 'account' | 'pipeline';
}

const roleAt = (account: EstateAccount, arn: string): RoleState | undefined =>
  account.roles[arn];

const pipelineAt = (
  account: EstateAccount,
  arn: string,
): PipelineState | undefined => account.pipelines[arn];

interface Level {
  level: number;
  name: string;
}

function guardrail(kind: 'serviceControlPolicies' | 'resourceControlPolicies') {
  return {
    read: (account: EstateAccount, { level, name }: Level) =>
      account.guardrails?.[kind]?.[level]?.find(policy => policy.name === name)
        ?.document,
    write: (
      account: EstateAccount,
      { level, name }: Level,
      document: unknown,
    ) => {
      const levels = account.guardrails?.[kind] ?? [];
      return {
        ...account,
        guardrails: {
          ...account.guardrails,
          [kind]: levels.map((policies, index) =>
            index === level ? withPolicy(policies, name, document) : policies,
          ),
        },
      };
    },
  };
}

function withPolicy(
  policies: RolePolicy[],
  name: string,
  document: unknown,
): RolePolicy[] {
  return policies.some(policy => policy.name === name)
    ? policies.map(policy =>
        policy.name === name ? { ...policy, document } : policy,
      )
    : [...policies, { name, document }];
}

/** Documents that are named as evidence only. */
const namedOnly: DocumentKind<any> = {};

/**
 * Every kind of documents, and all that assessment knows of each.
 */
export const documentKinds: { [T in Type]: DocumentKind<T> } = {
  'trust policy': {
    read: (account, { arn }) => roleAt(account, arn)?.trustPolicy,
    write: (account, { arn }, trustPolicy) =>
      withRole(account, arn, role => ({ ...role, trustPolicy })),
    source: (account, { arn }) => roleAt(account, arn)?.source,
    template: 'account',
  },
  role: {
    read: (account, { arn }): RoleDocument | undefined => {
      const role = roleAt(account, arn);
      return role && { AssumeRolePolicyDocument: role.trustPolicy };
    },
    write: (account, { arn }, value: RoleDocument) =>
      withRole(account, arn, role => ({
        ...role,
        trustPolicy: value.AssumeRolePolicyDocument,
      })),
    source: (account, { arn }) => roleAt(account, arn)?.source,
    template: 'account',
  },
  'inline policy': {
    read: (account, { roleArn, name }) =>
      roleAt(account, roleArn)?.policies.find(
        policy => !policy.arn && policy.name === name,
      )?.document,
    write: (account, { roleArn, name }, document) =>
      withRole(account, roleArn, role =>
        withInlinePolicy(role, name, document),
      ),
    source: (account, { roleArn, name }) => {
      const role = roleAt(account, roleArn);
      const policy = role?.policies.find(
        each => !each.arn && each.name === name,
      );
      return policy?.source ?? role?.source;
    },
    template: 'account',
  },
  'managed policy': {
    read: (account, { roleArn, arn }) =>
      roleAt(account, roleArn)?.policies.find(policy => policy.arn === arn)
        ?.document,
    write: (account, { arn }, document) =>
      withManagedPolicy(account, arn, document),
    source: (account, { roleArn, arn }) => {
      const role = roleAt(account, roleArn);
      const policy = role?.policies.find(each => each.arn === arn);
      return policy?.source ?? role?.source;
    },
    template: 'account',
  },
  'identity policies': {
    read: (account, { arn }): AttachedPolicies | undefined => {
      const role = roleAt(account, arn);
      return (
        role && {
          ManagedPolicyArns: role.policies.flatMap(policy => policy.arn ?? []),
        }
      );
    },
    write: (account, { arn }, { ManagedPolicyArns }: AttachedPolicies) =>
      withRole(account, arn, role => ({
        ...role,
        policies: role.policies.filter(
          policy => !policy.arn || ManagedPolicyArns.includes(policy.arn),
        ),
      })),
    source: (account, { arn }) => roleAt(account, arn)?.source,
    template: 'account',
  },
  'permissions boundary': {
    read: (account, { roleArn }) =>
      roleAt(account, roleArn)?.permissionsBoundary?.document,
    write: (account, { roleArn, name = '', arn }, document) =>
      arn
        ? withManagedPolicy(account, arn, document)
        : withRole(account, roleArn, role => ({
            ...role,
            permissionsBoundary:
              !name || role.permissionsBoundary?.name === name
                ? { name, ...role.permissionsBoundary, document }
                : { name, document },
          })),
    source: (account, { roleArn }) =>
      roleAt(account, roleArn)?.permissionsBoundary?.source,
    template: 'account',
  },
  'key policy': {
    read: (account, { arn }) => findKey(account, arn)?.policy,
    write: (account, { arn }, policy) =>
      withKey(account, arn, key => ({ ...key, policy })),
    source: (account, { arn }) => findKey(account, arn)?.source,
    template: 'account',
  },
  'key sharing policy': {
    read: (account, { arn }) => findKey(account, arn)?.sharingPolicy,
  },
  'key grants': {
    read: (account, { arn }) => {
      const grants = findKey(account, arn)?.grants;
      return grants && { Statement: grants };
    },
  },
  key: {
    read: (account, { arn }) => {
      const key = findKey(account, arn);
      return key && { KeyState: key.state };
    },
    write: (account, { arn }, { KeyState }: { KeyState: string }) =>
      withKey(account, arn, key => ({ ...key, state: KeyState })),
    source: (account, { arn }) => findKey(account, arn)?.source,
    template: 'account',
  },
  'bucket policy': {
    read: (account, { arn }) => account.buckets[bucketNameOf(arn)]?.policy,
    write: (account, { arn }, policy) => withBucket(account, arn, { policy }),
    source: (account, { arn }) => account.buckets[bucketNameOf(arn)]?.source,
    template: 'account',
  },
  bucket: {
    read: (account, { arn }): BucketDocument | undefined => {
      const bucket = account.buckets[bucketNameOf(arn)];
      return (
        bucket && {
          Region: bucket.region,
          ObjectOwnership: bucket.ownership,
          ...(bucket.versioned && { Versioning: 'Enabled' }),
        }
      );
    },
    write: (account, { arn }, value: BucketDocument) =>
      withBucket(account, arn, {
        region: value.Region,
        ownership: value.ObjectOwnership,
        versioned: value.Versioning === 'Enabled',
      }),
    source: (account, { arn }) => account.buckets[bucketNameOf(arn)]?.source,
    template: 'account',
  },
  'service control policy': guardrail('serviceControlPolicies'),
  'resource control policy': guardrail('resourceControlPolicies'),
  'pipeline definition': {
    read: (account, { arn }) => pipelineAt(account, arn)?.definition,
    write: (account, { arn }, definition: PipelineDefinition) => ({
      ...account,
      pipelines: {
        ...account.pipelines,
        [arn]: { ...account.pipelines[arn], definition },
      },
    }),
    source: (account, { arn }) => pipelineAt(account, arn)?.source,
    template: 'pipeline',
  },
  project: {
    read: (account, { arn }) => {
      const project = account.projects?.[arn];
      return (
        project && {
          ServiceRole: project.serviceRole,
          EncryptionKey: project.encryptionKey,
        }
      );
    },
    write: (
      account,
      { arn },
      value: { ServiceRole: string; EncryptionKey?: string },
    ) => ({
      ...withoutMissing(account, arn),
      projects: {
        ...account.projects,
        [arn]: {
          ...account.projects?.[arn],
          arn,
          name: shortName(arn),
          serviceRole: value.ServiceRole,
          encryptionKey: value.EncryptionKey,
        },
      },
    }),
    source: (account, { arn }) => account.projects?.[arn]?.source,
    template: 'pipeline',
  },
  connection: {
    read: (account, { arn }) => {
      const connection = account.connections?.[arn];
      return connection && { ConnectionStatus: connection.status };
    },
    write: (
      account,
      { arn },
      { ConnectionStatus }: { ConnectionStatus: string },
    ) => ({
      ...withoutMissing(account, arn),
      connections: {
        ...account.connections,
        [arn]: { arn, status: ConnectionStatus },
      },
    }),
  },
  'repository policy': {
    read: (account, { arn }) => account.repositories?.[arn]?.policy,
    source: (account, { arn }) => account.repositories?.[arn]?.source,
  },
  'event bus policy': {
    read: (account, { arn }) => account.eventBuses?.[arn]?.policy,
    source: (account, { arn }) => account.eventBuses?.[arn]?.source,
  },
  'event rule': {
    source: (account, { arn }) => account.eventRules?.[arn]?.source,
  },
  'deployment group': {
    read: (account, { arn }) => {
      const group = account.deploymentGroups?.[arn];
      return (
        group && {
          ApplicationName: group.application,
          DeploymentGroupName: group.deploymentGroup,
        }
      );
    },
    write: (
      account,
      { arn },
      value: { ApplicationName: string; DeploymentGroupName: string },
    ) => ({
      ...withoutMissing(account, arn),
      deploymentGroups: {
        ...account.deploymentGroups,
        [arn]: {
          ...account.deploymentGroups?.[arn],
          arn,
          application: value.ApplicationName,
          deploymentGroup: value.DeploymentGroupName,
        },
      },
    }),
  },
  stack: namedOnly,
  'service control policies': namedOnly,
  'resource control policies': namedOnly,
  'resource policy': namedOnly,
  thing: {
    read: ({ present = [] }, { arn }): ThingDocument | undefined =>
      arn !== undefined && present.includes(arn) ? { Arn: arn } : undefined,
    write: (account, _, { Arn }: ThingDocument) => ({
      ...withoutMissing(account, Arn),
      present: [...new Set([...(account.present ?? []), Arn])],
    }),
  },
  service: namedOnly,
};
