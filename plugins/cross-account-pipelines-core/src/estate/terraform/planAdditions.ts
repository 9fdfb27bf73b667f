import { unforeseenPart, unforeseenReason } from '../../policy';
import {
  items,
  records,
  recordOf,
  textOf,
  texts,
} from '../../template/templateValues';
import { isJsonObject } from '../../policy/isJsonObject';
import type { DocumentSource, KeyGrant } from '../Estate';
import type { EstateBuilder } from '../EstateBuilder';
import { readDocument, type PlacedResource } from '../resourceReaders';
import { encryptionOf } from './planResources';
import type { Json } from './TerraformPlan';

/** Where a resource is that says something about another one. */
interface AdditionPlace
  extends Omit<PlacedResource, 'resource' | 'properties'> {
  values: Json;
  source: DocumentSource;
}

/** The one block of a grant that says what the encryption context has to be. */
function grantedContext(
  constraints: unknown,
): Pick<KeyGrant, 'encryptionContext'> {
  const [constraint] = records(constraints);
  const equals = constraint?.encryption_context_equals;
  const values = equals ?? constraint?.encryption_context_subset;
  return isJsonObject(values)
    ? {
        encryptionContext: {
          ...(equals ? { equals: true } : {}),
          values: values as Record<string, string>,
        },
      }
    : {};
}

interface Around extends AdditionPlace {
  find(
    account: string,
    type: string,
    named: unknown,
  ): PlacedResource | undefined;
  /** All that the plan makes. */
  made: PlacedResource[];
}

/** What a resource says about another one. */
export interface Addition {
  place: AdditionPlace;
  /** Changes what the other is made of. */
  before?(around: Around): void;
  /** Resources that CloudFormation would have for it. */
  attached?: PlacedResource[];
  /** Changes what came of the other. */
  after?(around: Around, builder: EstateBuilder): void;
}

type Add = (place: AdditionPlace) => Addition;

/** Puts properties into what an argument names. */
function puts(
  type: string,
  argument: string,
  properties: (values: Json) => Json,
): Add {
  return place => ({
    place,
    before({ account, values, find }) {
      const other = find(account.id, type, values[argument]);
      if (other) {
        Object.assign(other.properties, properties(values));
      }
    },
  });
}

function attaches(
  type: string,
  properties: (values: Json, source: DocumentSource) => Json,
): Add {
  return place => ({
    place,
    attached: [
      {
        ...place,
        properties: properties(place.values, place.source),
        resource: { type, physicalId: '', properties: {} },
      },
    ],
  });
}

/**
 * A policy that is somewhere, and the plan does not say where: then every one
 * of the account may have it.
 */
function mayBe(
  where: unknown,
  { made, account, source }: Around,
  mark: (each: PlacedResource, reason: string) => void,
): void {
  const open = typeof where === 'string' ? unforeseenPart(where) : undefined;
  if (open) {
    const reason = `${source.logicalId} may belong to it: ${unforeseenReason(
      open,
    )}`;
    made
      .filter(each => each.account === account)
      .forEach(each => mark(each, reason));
  }
}

/** The policies of roles. */
function attachesToRoles(
  policyOf: (
    values: Json,
    source: DocumentSource,
  ) => {
    roles: unknown[];
    arn?: unknown;
    name?: string;
    document?: unknown;
  },
): Add {
  return place => ({
    place,
    after(around, builder) {
      const { account, values, source } = around;
      const { roles, arn, name = '', document } = policyOf(values, source);
      for (const named of roles) {
        const role = builder.role(account, String(named));
        if (role && arn !== undefined) {
          builder.attach(role, String(arn));
        } else if (role) {
          role.policies.push({
            name,
            document: readDocument(document, builder),
            source,
          });
        }
        mayBe(named, around, ({ resource }, unreadable) => {
          const each = account.roles[resource.arn!];
          each?.policies.push({ name: source.logicalId!, unreadable, source });
        });
      }
    },
  });
}

function nameOf(values: Json, { logicalId }: DocumentSource): string {
  return textOf(values.name) ?? logicalId!;
}

/** Resources that say something about another one, or more about themselves. */
export const additions: Record<string, Add | undefined> = {
  // The policy may stand in the bucket itself, as it did before version 4.
  aws_s3_bucket: place => ({
    place,
    after({ account, values, source }, builder) {
      const state = account.buckets[String(values.bucket)];
      if (state && state.policy === undefined && values.policy) {
        Object.assign(state, {
          policy: readDocument(values.policy, builder),
          source,
        });
      }
    },
  }),
  aws_iam_role_policy: attachesToRoles((values, source) => ({
    roles: [values.role],
    name: nameOf(values, source),
    document: values.policy,
  })),
  aws_iam_role_policy_attachment: attachesToRoles(values => ({
    roles: [values.role],
    arn: values.policy_arn,
  })),
  aws_iam_policy_attachment: attachesToRoles(values => ({
    roles: [values.roles ?? []].flat(),
    arn: values.policy_arn,
  })),
  aws_kms_key_policy: place => ({
    place,
    after(around, builder) {
      const { account, values, find, source } = around;
      const key = find(account.id, 'aws_kms_key', values.key_id);
      const state = key && account.keys[key.resource.arn!];
      if (state) {
        Object.assign(state, {
          policy: readDocument(values.policy, builder),
          source,
          logicalId: state.source?.logicalId,
        });
      }
      mayBe(values.key_id, around, ({ resource }, reason) => {
        const each = account.keys[resource.arn ?? ''];
        if (each) {
          Object.assign(each, { policy: undefined, policyUnreadable: reason });
        }
      });
    },
  }),
  aws_kms_alias: attaches('AWS::KMS::Alias', values => ({
    AliasName: values.name,
    TargetKeyId: values.target_key_id,
  })),
  aws_kms_grant: place => ({
    place,
    after({ account, values, find }) {
      const key = find(account.id, 'aws_kms_key', values.key_id);
      const state = key && account.keys[key.resource.arn!];
      if (state) {
        (state.grants ??= []).push({
          grantee: textOf(values.grantee_principal) ?? '',
          operations: texts(values.operations),
          ...grantedContext(values.constraints),
        });
      }
    },
  }),
  aws_s3_bucket_policy: place => ({
    place,
    after(around, builder) {
      const { account, region, values, source } = around;
      mayBe(values.bucket, around, ({ resource }, reason) => {
        const each = account.buckets[resource.physicalId];
        if (each && each.policy === undefined) {
          each.policyUnreadable = reason;
        }
      });
      const name = textOf(values.bucket);
      if (name !== undefined && !unforeseenPart(name)) {
        account.buckets[name] = {
          ...(account.buckets[name] ?? { name, region }),
          policy: readDocument(values.policy, builder),
          policyUnreadable: undefined,
          source,
        };
      }
    },
  }),
  aws_s3_bucket_public_access_block: puts(
    'aws_s3_bucket',
    'bucket',
    values => ({
      PublicAccessBlockConfiguration: {
        BlockPublicPolicy: values.block_public_policy ?? false,
        RestrictPublicBuckets: values.restrict_public_buckets ?? false,
      },
    }),
  ),
  aws_s3_bucket_server_side_encryption_configuration: puts(
    'aws_s3_bucket',
    'bucket',
    encryptionOf,
  ),
  aws_s3_bucket_logging: puts('aws_s3_bucket', 'bucket', values => ({
    LoggingConfiguration: {
      DestinationBucketName: values.target_bucket,
      LogFilePrefix: values.target_prefix,
    },
  })),
  aws_s3_bucket_object_lock_configuration: puts(
    'aws_s3_bucket',
    'bucket',
    values => ({
      ObjectLockConfiguration: {
        Rule: { DefaultRetention: records(values.rule)[0]?.default_retention },
      },
    }),
  ),
  aws_s3_bucket_acl: puts('aws_s3_bucket', 'bucket', values => ({
    AccessControl:
      values.acl === 'log-delivery-write' ? 'LogDeliveryWrite' : undefined,
  })),
  aws_s3_bucket_versioning: puts('aws_s3_bucket', 'bucket', values => ({
    VersioningConfiguration: {
      Status: records(values.versioning_configuration)[0]?.status,
    },
  })),
  aws_s3_bucket_ownership_controls: puts('aws_s3_bucket', 'bucket', values => ({
    OwnershipControls: {
      Rules: records(values.rule).map(rule => ({
        ObjectOwnership: rule.object_ownership,
      })),
    },
  })),
  aws_ecr_repository_policy: puts(
    'aws_ecr_repository',
    'repository',
    values => ({ RepositoryPolicyText: values.policy }),
  ),
  aws_cloudwatch_event_bus_policy: puts(
    'aws_cloudwatch_event_bus',
    'event_bus_name',
    values => ({ Policy: values.policy }),
  ),
  aws_cloudwatch_event_permission: attaches(
    'AWS::Events::EventBusPolicy',
    values => {
      const [condition] = records(values.condition);
      return {
        EventBusName: values.event_bus_name,
        Principal: values.principal,
        Action: values.action,
        Condition: condition && {
          Type: condition.type,
          Key: condition.key,
          Value: condition.value,
        },
      };
    },
  ),
  aws_cloudwatch_event_target: place => ({
    place,
    before({ account, values, find }) {
      const rule = find(account.id, 'aws_cloudwatch_event_rule', values.rule);
      if (rule) {
        rule.properties.Targets = [
          ...items(rule.properties.Targets),
          { Arn: values.arn, RoleArn: values.role_arn || undefined },
        ];
      }
    },
  }),
  aws_eks_access_entry: attaches('AWS::EKS::AccessEntry', values => ({
    ClusterName: values.cluster_name,
    PrincipalArn: values.principal_arn,
    KubernetesGroups: texts(values.kubernetes_groups),
  })),
  aws_eks_access_policy_association: place => ({
    place,
    after({ account, values }) {
      for (const { arn, accessEntries = [] } of Object.values(
        recordOf(account.clusters) as NonNullable<typeof account.clusters>,
      )) {
        const entry = arn.endsWith(`:cluster/${values.cluster_name}`)
          ? accessEntries.find(
              ({ principalArn }) => principalArn === values.principal_arn,
            )
          : undefined;
        entry?.policies.push(String(values.policy_arn).split('/').at(-1)!);
      }
    },
  }),
};

/** What an addition that is left out of a plan hides of another resource. */
interface Hiding {
  /** The type of the other one, and the argument that names it. */
  type: string;
  argument: string;
  mark(placed: PlacedResource, reason: string, address: string): void;
}

const hidesRolePolicy = (argument = 'role'): Hiding => ({
  type: 'AWS::IAM::Role',
  argument,
  mark({ account, resource }, unreadable, name) {
    account.roles[resource.arn ?? '']?.policies.push({ name, unreadable });
  },
});

/** By the type of what is left out. */
export const hiding: Record<string, Hiding | undefined> = {
  aws_iam_role_policy: hidesRolePolicy(),
  aws_iam_role_policy_attachment: hidesRolePolicy(),
  aws_iam_policy_attachment: hidesRolePolicy('roles'),
  aws_s3_bucket_policy: {
    type: 'AWS::S3::Bucket',
    argument: 'bucket',
    mark({ account, resource }, reason) {
      const state = account.buckets[resource.physicalId];
      if (state && state.policy === undefined) {
        state.policyUnreadable = reason;
      }
    },
  },
  aws_kms_key_policy: {
    type: 'AWS::KMS::Key',
    argument: 'key_id',
    mark({ account, resource }, reason) {
      const state = account.keys[resource.arn ?? ''];
      if (state) {
        Object.assign(state, { policy: undefined, policyUnreadable: reason });
      }
    },
  },
};
