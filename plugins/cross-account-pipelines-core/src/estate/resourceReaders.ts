import type { ResolvedResource } from '../template';
import {
  numberOf,
  recordOf,
  records,
  textOf,
  texts,
} from '../template/templateValues';
import type {
  BucketState,
  DocumentSource,
  EstateAccount,
  PublicAccessBlock,
  RoleState,
} from './Estate';
import type { EstateBuilder } from './EstateBuilder';
import { parseArn } from '../pipeline';
import { unforeseenPart } from '../policy';
import { toRoleArn } from './toRoleArn';
import { toPipelineDefinition } from './toPipelineDefinition';

/** A resource with everything around it. */
export interface PlacedResource {
  account: EstateAccount;
  region: string;
  stackId: string;
  resource: ResolvedResource;
  properties: Record<string, unknown>;
  tags: Record<string, string>;
  /** Where a part of the resource stands in its template. */
  sourceOf(...path: Array<string | number>): DocumentSource;
}

type ResourceReader = (placed: PlacedResource, builder: EstateBuilder) => void;

function readRole(placed: PlacedResource, builder: EstateBuilder) {
  const { account, resource, properties, tags, sourceOf } = placed;
  const role: RoleState = {
    arn: resource.arn!,
    trustPolicy: readDocument(properties.AssumeRolePolicyDocument, builder),
    policies: records(properties.Policies).map((policy, index) => ({
      name: String(policy.PolicyName),
      document: readDocument(policy.PolicyDocument, builder),
      source: sourceOf('Policies', index),
    })),
    tags,
    maxSessionDuration: numberOf(properties.MaxSessionDuration),
    source: sourceOf('AssumeRolePolicyDocument'),
  };
  builder.addRole(account, resource.physicalId, role);
  for (const arn of texts(properties.ManagedPolicyArns)) {
    builder.attach(role, arn);
  }
  if (properties.PermissionsBoundary !== undefined) {
    builder.bound(role, String(properties.PermissionsBoundary));
  }
}

function readManagedPolicy(
  { resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  const arn = resource.arn!;
  builder.addManagedPolicy({
    name: arn.slice(arn.lastIndexOf('/') + 1),
    arn,
    document: readDocument(properties.PolicyDocument, builder),
    source: sourceOf('PolicyDocument'),
  });
}

function attachManagedPolicy(
  { account, resource, properties }: PlacedResource,
  builder: EstateBuilder,
) {
  for (const name of texts(properties.Roles)) {
    const role = builder.role(account, name);
    if (role) {
      builder.attach(role, resource.arn!);
    }
  }
}

function attachPolicy(
  { account, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  for (const name of texts(properties.Roles)) {
    builder.role(account, name)?.policies.push({
      name: String(properties.PolicyName),
      document: readDocument(properties.PolicyDocument, builder),
      source: sourceOf('PolicyDocument'),
    });
  }
}

function attachRolePolicy(placed: PlacedResource, builder: EstateBuilder) {
  const { RoleName, ...properties } = placed.properties;
  attachPolicy(
    { ...placed, properties: { ...properties, Roles: [RoleName] } },
    builder,
  );
}

function readKey(
  { account, resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  const arn = resource.arn!;
  account.keys[arn] = {
    arn,
    state: properties.Enabled?.toString() === 'false' ? 'Disabled' : 'Enabled',
    manager: 'CUSTOMER',
    policy:
      readDocument(properties.KeyPolicy, builder) ?? defaultKeyPolicy(arn),
    rotationEnabled: properties.EnableKeyRotation?.toString() === 'true',
    aliases: [],
    source: sourceOf('KeyPolicy'),
  };
}

/** See `kms/latest/developerguide/key-policy-default`. */
function defaultKeyPolicy(keyArn: string): unknown {
  const [, partition, , , account] = keyArn.split(':');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

function attachAlias({ account, region, properties }: PlacedResource) {
  const target = String(properties.TargetKeyId);
  const key = Object.values(account.keys).find(
    ({ arn }) =>
      arn === target ||
      (arn.endsWith(`:key/${target}`) && arn.split(':')[3] === region),
  );
  key?.aliases?.push(String(properties.AliasName));
}

function readBucket({
  account,
  region,
  resource,
  properties,
  sourceOf,
}: PlacedResource) {
  const [rule] = records(
    recordOf(properties.BucketEncryption).ServerSideEncryptionConfiguration,
  );
  const byDefault = recordOf(rule?.ServerSideEncryptionByDefault);
  const [ownership] = records(recordOf(properties.OwnershipControls).Rules);
  account.buckets[resource.physicalId] = {
    name: resource.physicalId,
    region,
    ownership: (ownership?.ObjectOwnership ??
      'BucketOwnerEnforced') as BucketState['ownership'],
    versioned: isVersioned(properties.VersioningConfiguration),
    publicAccessBlock: readPublicAccessBlock(
      properties.PublicAccessBlockConfiguration,
    ),
    encryption: {
      algorithm: String(byDefault.SSEAlgorithm ?? 'AES256'),
      keyArn: textOf(byDefault.KMSMasterKeyID),
      bucketKey: rule?.BucketKeyEnabled?.toString() === 'true',
    },
    ...readAccessLogs(resource.physicalId, properties),
    source: sourceOf(),
  };
}

/** See `AmazonS3/latest/userguide/enable-server-access-logging`. */
function readAccessLogs(
  name: string,
  properties: PlacedResource['properties'],
): Partial<BucketState> {
  const lock = recordOf(recordOf(properties.ObjectLockConfiguration).Rule);
  const logging = recordOf(properties.LoggingConfiguration);
  return {
    ...(properties.LoggingConfiguration !== undefined && {
      accessLogs: {
        bucket: textOf(logging.DestinationBucketName) ?? name,
        prefix: textOf(logging.LogFilePrefix) ?? '',
      },
    }),
    ...(lock.DefaultRetention !== undefined && { retains: true }),
    // Without ACLs, where they are off.
    ...(properties.AccessControl === 'LogDeliveryWrite' &&
      properties.OwnershipControls !== undefined && { aclTakesLogs: true }),
  };
}

/** Nothing where only the deployment will show it. */
function isVersioned(value: unknown): boolean | undefined {
  const { Status = 'Suspended' } = recordOf(value);
  return unforeseenPart(String(Status)) === undefined
    ? Status === 'Enabled'
    : undefined;
}

/**
 * New buckets block all public access; a configuration blocks what it says.
 * `AmazonS3/latest/userguide/access-control-block-public-access`
 */
function readPublicAccessBlock(value: unknown): PublicAccessBlock {
  const configuration = recordOf(value);
  const isOn = (name: string) =>
    value === undefined || configuration[name]?.toString() === 'true';
  return {
    blockPublicPolicy: isOn('BlockPublicPolicy'),
    restrictPublicBuckets: isOn('RestrictPublicBuckets'),
  };
}

/** A bucket that no template makes gets its policy all the same. */
function attachBucketPolicy(
  { account, region, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  const name = String(properties.Bucket);
  account.buckets[name] = {
    ...(account.buckets[name] ?? { name, region }),
    policy: readDocument(properties.PolicyDocument, builder),
    source: sourceOf('PolicyDocument'),
  };
}

function readProject(
  { account, resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  account.projects![resource.arn!] = {
    arn: resource.arn!,
    name: resource.physicalId,
    serviceRole: toRoleArn({
      nameOrArn: String(properties.ServiceRole),
      projectArn: resource.arn!,
      role: name => builder.role(account, name)?.arn,
    }),
    encryptionKey: textOf(properties.EncryptionKey),
    source: sourceOf(),
  };
}

/** A new connection waits for somebody to complete it in the console. */
function readConnection({ account, resource, properties }: PlacedResource) {
  account.connections![resource.arn!] = {
    arn: resource.arn!,
    status: textOf(properties.ConnectionStatus) ?? 'PENDING',
  };
}

/** See `ram/latest/userguide/getting-started-sharing`. */
function readResourceShare({ account, properties }: PlacedResource) {
  const shares = (account.shares ??= {});
  const ownPermission = texts(properties.PermissionArns).find(
    arn => parseArn(arn)?.account !== 'aws',
  );
  for (const arn of texts(properties.ResourceArns)) {
    const share = (shares[arn] ??= { arn, principals: [] });
    share.principals.push(...texts(properties.Principals));
    share.ownPermission ??= ownPermission;
  }
}

function readDeploymentGroup({
  account,
  resource,
  properties,
}: PlacedResource) {
  account.deploymentGroups![resource.arn!] = {
    arn: resource.arn!,
    application: String(properties.ApplicationName),
    deploymentGroup: resource.physicalId,
    serviceRole: textOf(properties.ServiceRoleArn),
    deploymentConfig:
      textOf(properties.DeploymentConfigName) ?? 'CodeDeployDefault.OneAtATime',
  };
}

function readPipeline({
  account,
  region,
  resource,
  properties,
  sourceOf,
}: PlacedResource) {
  account.pipelines[resource.arn!] = {
    arn: resource.arn!,
    region,
    definition: toPipelineDefinition(resource.physicalId, properties),
    source: sourceOf(),
  };
}

function readRepository(
  { account, resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  account.repositories![resource.arn!] = {
    arn: resource.arn!,
    policy: readDocument(properties.RepositoryPolicyText, builder),
    source: sourceOf('RepositoryPolicyText'),
  };
}

function readEventBus(
  { account, resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  account.eventBuses![resource.arn!] = {
    arn: resource.arn!,
    policy: readDocument(properties.Policy, builder),
    source: sourceOf('Policy'),
  };
}

/**
 * One statement of the policy of a bus, written out or by the four parameters
 * of `events:PutPermission`. The default bus is made by no template.
 *
 * See `AWSCloudFormation/latest/TemplateReference/aws-resource-events-eventbuspolicy`.
 */
function attachEventBusPolicy(
  { account, region, stackId, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  const { partition } = parseArn(stackId)!;
  const name = textOf(properties.EventBusName) ?? 'default';
  const prefix = `arn:${partition}:events:${region}:${account.id}:event-bus/`;
  const arn = name.startsWith('arn:') ? name : `${prefix}${name}`;
  const { Type, Key, Value } = recordOf(properties.Condition);
  const statement = readDocument(properties.Statement, builder) ?? {
    Effect: 'Allow',
    Principal:
      properties.Principal === '*' ? '*' : { AWS: properties.Principal },
    Action: properties.Action ?? 'events:PutEvents',
    Resource: arn,
    ...(textOf(Type) && { Condition: { [`${Type}`]: { [`${Key}`]: Value } } }),
  };
  const buses = (account.eventBuses ??= {});
  const { policy, source = sourceOf() } = buses[arn] ?? {};
  buses[arn] = {
    arn,
    policy: {
      Version: '2012-10-17',
      Statement: [recordOf(policy).Statement ?? [], statement].flat(),
    },
    source: policy === undefined ? sourceOf() : source,
  };
}

function readEventRule(
  { account, resource, properties, sourceOf }: PlacedResource,
  builder: EstateBuilder,
) {
  account.eventRules![resource.arn!] = {
    arn: resource.arn!,
    eventPattern: readDocument(properties.EventPattern, builder),
    targets: records(properties.Targets).map(target => ({
      arn: String(target.Arn),
      roleArn: textOf(target.RoleArn),
    })),
    source: sourceOf('Targets'),
  };
}

/** What only has to be there. */
function readPresence({ account, resource }: PlacedResource) {
  (account.present ??= []).push(resource.arn!);
}

function readFunction({ account, resource, properties }: PlacedResource) {
  (account.functions ??= {})[resource.arn!] = {
    arn: resource.arn!,
    roleArn: textOf(properties.Role),
  };
}

function readCluster({ account, resource }: PlacedResource) {
  (account.clusters ??= {})[resource.arn!] = {
    arn: resource.arn!,
    accessEntries: [],
  };
}

/** A cluster that no template makes gets its entries all the same. */
function attachAccessEntry(placed: PlacedResource) {
  const { account, region, properties } = placed;
  const { partition } = parseArn(placed.stackId)!;
  const arn = `arn:${partition}:eks:${region}:${account.id}:cluster/${String(
    properties.ClusterName,
  )}`;
  const cluster = ((account.clusters ??= {})[arn] ??= { arn });
  (cluster.accessEntries ??= []).push({
    principalArn: String(properties.PrincipalArn),
    policies: records(properties.AccessPolicies).map(
      policy => String(policy.PolicyArn).split('/').at(-1)!,
    ),
    groups: texts(properties.KubernetesGroups),
  });
}

/** Some templates write policies as JSON in a text. */
export function readDocument(
  value: unknown,
  { policyTexts }: EstateBuilder,
): unknown {
  if (value === undefined) {
    return undefined;
  }
  try {
    return policyTexts.read(
      typeof value === 'string' ? value : JSON.stringify(value),
    );
  } catch {
    return value;
  }
}

/** Types that stand by themselves, and what is read of them. */
export const makers: Record<string, ResourceReader | undefined> = {
  'AWS::IAM::Role': readRole,
  'AWS::IAM::ManagedPolicy': readManagedPolicy,
  'AWS::KMS::Key': readKey,
  'AWS::S3::Bucket': readBucket,
  'AWS::CodeConnections::Connection': readConnection,
  'AWS::CodeDeploy::DeploymentGroup': readDeploymentGroup,
  'AWS::CodePipeline::Pipeline': readPipeline,
  'AWS::CodeStarConnections::Connection': readConnection,
  'AWS::ECR::Repository': readRepository,
  'AWS::CodeCommit::Repository': readPresence,
  'AWS::ECS::Service': readPresence,
  'AWS::EKS::Cluster': readCluster,
  'AWS::Lambda::Function': readFunction,
  'AWS::RAM::ResourceShare': readResourceShare,
  'AWS::SNS::Topic': readPresence,
  'AWS::StepFunctions::StateMachine': readPresence,
  'AWS::Events::EventBus': readEventBus,
  'AWS::Events::Rule': readEventRule,
};

/** Types that change something else, or lean on it. */
export const attachers: Record<string, ResourceReader | undefined> = {
  'AWS::IAM::Policy': attachPolicy,
  'AWS::IAM::RolePolicy': attachRolePolicy,
  'AWS::IAM::ManagedPolicy': attachManagedPolicy,
  'AWS::EKS::AccessEntry': attachAccessEntry,
  'AWS::Events::EventBusPolicy': attachEventBusPolicy,
  'AWS::KMS::Alias': attachAlias,
  'AWS::S3::BucketPolicy': attachBucketPolicy,
  // It may name its role, and the role may stand after it.
  'AWS::CodeBuild::Project': readProject,
};
