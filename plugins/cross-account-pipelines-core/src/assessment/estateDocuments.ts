import type {
  DocumentSource,
  Estate,
  EstateAccount,
  KeyState,
  PipelineState,
  ProjectState,
  RolePolicy,
  RoleState,
} from '../estate';
import { emptyAccount } from '../estate/emptyAccount';
import { accountOf, shortName, type PipelineDefinition } from '../pipeline';
import type { StatementReference } from '../policy';
import { readDocumentName, type DocumentReference } from './DocumentReference';

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
}

function bucketNameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

function bucketAccount(
  estate: Estate,
  name: string,
): EstateAccount | undefined {
  return Object.values(estate.accounts).find(account => account.buckets[name]);
}

function roleOf(estate: Estate, arn: string): RoleState | undefined {
  return estate.accounts[accountOf(arn) ?? '']?.roles[arn];
}

/** The document as the estate has it; nothing where it has none. */
export function readDocument(
  estate: Estate,
  document: DocumentReference,
): unknown {
  switch (document.type) {
    case 'trust policy':
      return roleOf(estate, document.arn)?.trustPolicy;
    case 'policy':
      return roleOf(estate, document.arn)?.policies.find(
        policy => policy.name === document.name,
      )?.document;
    case 'permissions boundary':
      return roleOf(estate, document.arn)?.permissionsBoundary?.document;
    case 'key policy':
      return keyOf(estate, document.arn)?.policy;
    case 'bucket policy': {
      const name = bucketNameOf(document.arn);
      return bucketAccount(estate, name)?.buckets[name].policy;
    }
    case 'service control policy':
    case 'resource control policy':
      return guardrailLevels(estate, document)?.[document.level]?.find(
        policy => policy.name === document.name,
      )?.document;
    case 'pipeline definition':
      return pipelineOf(estate, document.arn)?.definition;
    case 'role': {
      const role = roleOf(estate, document.arn);
      return role && { AssumeRolePolicyDocument: role.trustPolicy };
    }
    case 'key': {
      const key = keyOf(estate, document.arn);
      return key && { KeyState: key.state };
    }
    case 'bucket': {
      const name = bucketNameOf(document.arn);
      const bucket = bucketAccount(estate, name)?.buckets[name];
      return (
        bucket && { Region: bucket.region, ObjectOwnership: bucket.ownership }
      );
    }
    case 'project': {
      const project = projectOf(estate, document.arn);
      return (
        project && {
          ServiceRole: project.serviceRole,
          EncryptionKey: project.encryptionKey,
        }
      );
    }
    default: {
      const account = estate.accounts[accountOf(document.arn) ?? ''];
      const connection = account?.connections?.[document.arn];
      return connection && { ConnectionStatus: connection.status };
    }
  }
}

function keyOf(estate: Estate, arn: string): KeyState | undefined {
  const keys = estate.accounts[accountOf(arn) ?? '']?.keys ?? {};
  const alias = arn.slice(arn.indexOf(':alias/') + 1);
  return (
    keys[arn] ??
    Object.values(keys).find(
      key =>
        key.aliases?.includes(alias) &&
        key.arn.split(':')[3] === arn.split(':')[3],
    )
  );
}

function pipelineOf(estate: Estate, arn: string): PipelineState | undefined {
  return estate.accounts[accountOf(arn) ?? '']?.pipelines[arn];
}

function projectOf(estate: Estate, arn: string): ProjectState | undefined {
  return estate.accounts[accountOf(arn) ?? '']?.projects?.[arn];
}

type Guardrail = Extract<
  DocumentReference,
  { type: 'service control policy' | 'resource control policy' }
>;

function guardrailKind({ type }: Guardrail) {
  return type === 'service control policy'
    ? 'serviceControlPolicies'
    : 'resourceControlPolicies';
}

function guardrailLevels(
  estate: Estate,
  document: Guardrail,
): RolePolicy[][] | undefined {
  return estate.accounts[document.account]?.guardrails?.[
    guardrailKind(document)
  ];
}

/** One statement of a document that evidence names. */
export function readStatement(
  estate: Estate,
  { policy, index }: StatementReference,
): unknown {
  const document = readDocumentName(policy);
  const read = document && readDocument(estate, document);
  const { Statement } = (read ?? {}) as { Statement?: unknown };
  return Array.isArray(Statement) ? Statement[index] : Statement;
}

/** Where a document's template has it. */
export function documentSource(
  estate: Estate,
  document: DocumentReference,
): DocumentSource | undefined {
  switch (document.type) {
    case 'policy': {
      const role = roleOf(estate, document.arn);
      return (
        role?.policies.find(policy => policy.name === document.name)?.source ??
        role?.source
      );
    }
    case 'permissions boundary':
      return roleOf(estate, document.arn)?.permissionsBoundary?.source;
    case 'trust policy':
    case 'role':
      return roleOf(estate, document.arn)?.source;
    case 'key policy':
    case 'key':
      return keyOf(estate, document.arn)?.source;
    case 'bucket policy':
    case 'bucket': {
      const name = bucketNameOf(document.arn);
      return bucketAccount(estate, name)?.buckets[name].source;
    }
    case 'pipeline definition':
      return pipelineOf(estate, document.arn)?.source;
    case 'project':
      return projectOf(estate, document.arn)?.source;
    default:
      return undefined;
  }
}

/**
 * The estate with one document put in place; the estate given stays as it is.
 * What the document belongs to is created where it does not exist.
 *
 * @param account - where to create a bucket, whose ARN does not say
 */
export function writeDocument(
  estate: Estate,
  document: DocumentReference,
  value: unknown,
  account: string,
): Estate {
  const id = ownerOf(estate, document) ?? account;
  const owner: EstateAccount = estate.accounts[id] ?? emptyAccount(id);
  return {
    ...estate,
    accounts: {
      ...estate.accounts,
      [id]: writeInAccount(owner, document, value),
    },
  };
}

function ownerOf(
  estate: Estate,
  document: DocumentReference,
): string | undefined {
  switch (document.type) {
    case 'service control policy':
    case 'resource control policy':
      return document.account;
    case 'bucket policy':
    case 'bucket':
      return bucketAccount(estate, bucketNameOf(document.arn))?.id;
    default:
      return accountOf(document.arn);
  }
}

function writeInAccount(
  account: EstateAccount,
  document: DocumentReference,
  value: unknown,
): EstateAccount {
  switch (document.type) {
    case 'trust policy':
      return withRole(account, document.arn, role => ({
        ...role,
        trustPolicy: value,
      }));
    case 'role':
      return withRole(account, document.arn, role => ({
        ...role,
        trustPolicy: (value as RoleDocument).AssumeRolePolicyDocument,
      }));
    case 'policy':
      return withRole(account, document.arn, role => ({
        ...role,
        policies: withPolicy(role.policies, document.name, value),
      }));
    case 'permissions boundary':
      return withRole(account, document.arn, role => ({
        ...role,
        permissionsBoundary: {
          ...role.permissionsBoundary,
          name: document.name,
          document: value,
        },
      }));
    case 'key policy':
      return withKey(account, document.arn, key => ({ ...key, policy: value }));
    case 'key':
      return withKey(account, document.arn, key => ({
        ...key,
        state: (value as { KeyState: string }).KeyState,
      }));
    case 'bucket policy':
      return withBucket(account, document.arn, { policy: value });
    case 'bucket': {
      const { Region, ObjectOwnership } = value as BucketDocument;
      return withBucket(account, document.arn, {
        region: Region,
        ownership: ObjectOwnership,
      });
    }
    case 'service control policy':
    case 'resource control policy': {
      const kind = guardrailKind(document);
      const levels = account.guardrails?.[kind] ?? [];
      return {
        ...account,
        guardrails: {
          ...account.guardrails,
          [kind]: levels.map((level, index) =>
            index === document.level
              ? withPolicy(level, document.name, value)
              : level,
          ),
        },
      };
    }
    case 'pipeline definition':
      return {
        ...account,
        pipelines: {
          ...account.pipelines,
          [document.arn]: {
            ...account.pipelines[document.arn],
            definition: value as PipelineDefinition,
          },
        },
      };
    case 'project': {
      const { ServiceRole, EncryptionKey } = value as {
        ServiceRole: string;
        EncryptionKey?: string;
      };
      return {
        ...withoutMissing(account, document.arn),
        projects: {
          ...account.projects,
          [document.arn]: {
            ...account.projects?.[document.arn],
            arn: document.arn,
            name: shortName(document.arn),
            serviceRole: ServiceRole,
            encryptionKey: EncryptionKey,
          },
        },
      };
    }
    default:
      return {
        ...withoutMissing(account, document.arn),
        connections: {
          ...account.connections,
          [document.arn]: {
            arn: document.arn,
            status: (value as { ConnectionStatus: string }).ConnectionStatus,
          },
        },
      };
  }
}

function withoutMissing(account: EstateAccount, id: string): EstateAccount {
  return account.missing.includes(id)
    ? { ...account, missing: account.missing.filter(each => each !== id) }
    : account;
}

function withRole(
  account: EstateAccount,
  arn: string,
  change: (role: RoleState) => RoleState,
): EstateAccount {
  const role = account.roles[arn] ?? { arn, trustPolicy: {}, policies: [] };
  return {
    ...withoutMissing(account, arn),
    roles: { ...account.roles, [arn]: change(role) },
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

/** See `kms/latest/developerguide/key-policy-default`. */
function defaultKeyPolicy(arn: string): unknown {
  const [, partition, , , account] = arn.split(':');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

function withKey(
  account: EstateAccount,
  arn: string,
  change: (key: KeyState) => KeyState,
): EstateAccount {
  const key: KeyState = account.keys[arn] ?? {
    arn,
    state: 'Enabled',
    manager: 'CUSTOMER',
    rotationEnabled: true,
    policy: defaultKeyPolicy(arn),
  };
  return {
    ...withoutMissing(account, arn),
    keys: { ...account.keys, [arn]: change(key) },
  };
}

function withBucket(
  account: EstateAccount,
  arn: string,
  change: Partial<EstateAccount['buckets'][string]>,
): EstateAccount {
  const name = bucketNameOf(arn);
  const bucket = account.buckets[name] ?? { name, region: '' };
  return {
    ...withoutMissing(account, name),
    buckets: { ...account.buckets, [name]: { ...bucket, ...change } },
  };
}
