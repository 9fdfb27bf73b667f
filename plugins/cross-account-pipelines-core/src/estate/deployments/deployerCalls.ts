import type { HopRequest } from '../../pipeline';
import { requestsOn } from '../../providers/Provider';
import type { ResolvedResource } from '../../template';
import { recordOf, records } from '../../template/templateValues';

/** What CloudFormation calls for one resource, with the deployer's rights. */
export interface DeployerCalls {
  create: HopRequest[];
  /** To change it, and to remove it, as a failed stack does. */
  change: HopRequest[];
}

/** Where a resource is made. */
interface Place {
  partition: string;
  account: string;
  region: string;
  /** Of the stack, which its resources inherit. */
  tags: Record<string, string>;
  /** Of a role of the account, by its name alone. */
  roleArn(name: string): string;
}

type Properties = Record<string, any>;

type Caller = (
  resource: ResolvedResource,
  properties: Properties,
  place: Place,
) => { create: HopRequest[]; change?: HopRequest[] };

/**
 * CloudFormation calls with the credentials of who deploys the stack.
 *
 * See `IAM/latest/UserGuide/access_forward_access_sessions`.
 */
const viaStack = {
  'aws:CalledVia': ['cloudformation.amazonaws.com'],
  'aws:CalledViaFirst': 'cloudformation.amazonaws.com',
  'aws:CalledViaLast': 'cloudformation.amazonaws.com',
  'aws:ViaAWSService': 'true',
};

/** What the portal's session carries, and what CloudFormation says besides. */
const unknownOfSession = [
  'aws:SourceIdentity',
  'cloudformation:ChangeSetName',
  'cloudformation:TemplateUrl',
  'iam:AssociatedResourceArn',
];

/** Tags of what is there by then. */
const unknownOfChange = [
  ...unknownOfSession,
  'aws:ResourceTag/*',
  'iam:ResourceTag/*',
];

function calls(
  names: string[],
  resource: string,
  context: HopRequest['context'] = {},
): HopRequest[] {
  return requestsOn(
    resource,
    { required: names },
    {
      context: { ...viaStack, ...context },
      unknownContextKeys: unknownOfSession,
    },
  );
}

function when(isSo: unknown, names: string[]): string[] {
  return isSo ? names : [];
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Tags that a call gives, as `aws:RequestTag` has them. */
function requestTags({ Tags }: Properties, { tags }: Place) {
  const own = Array.isArray(Tags)
    ? Object.fromEntries(records(Tags).map(({ Key, Value }) => [Key, Value]))
    : recordOf(Tags);
  const all = Object.entries({ ...tags, ...own }).filter(([, value]) =>
    isText(value),
  );
  return {
    hasAny: all.length > 0,
    context: Object.fromEntries(
      all.map(([key, value]) => [`aws:RequestTag/${key}`, value as string]),
    ),
  };
}

function passRole(roleArn: unknown, service: string): HopRequest[] {
  return isText(roleArn)
    ? calls(['iam:PassRole'], roleArn, { 'iam:PassedToService': service })
    : [];
}

function bounded({
  PermissionsBoundary: boundary,
}: Properties): Record<string, string> {
  return isText(boundary) ? { 'iam:PermissionsBoundary': boundary } : {};
}

/** Roles that a resource gives by their names, or by their ARNs. */
function roleArns({ Roles }: Properties, place: Place): string[] {
  return listOf(Roles)
    .filter(isText)
    .map(role => (role.startsWith('arn:') ? role : place.roleArn(role)));
}

/**
 * By type, what the handlers of CloudFormation's resource types call: their
 * schemas list it under `handlers`, and each service's page of the Service
 * Authorization Reference says with which keys. Types that are not here are not
 * judged.
 */
const callers: Record<string, Caller> = {
  'AWS::IAM::Role': ({ arn }, properties, place) => {
    const { Policies, ManagedPolicyArns } = properties;
    const boundary = bounded(properties);
    const { hasAny, context } = requestTags(properties, place);
    const policies = listOf(ManagedPolicyArns).filter(isText);
    return {
      create: [
        ...calls(['iam:CreateRole', ...when(hasAny, ['iam:TagRole'])], arn!, {
          ...boundary,
          ...context,
        }),
        ...calls(['iam:GetRole'], arn!),
        ...calls(
          when(listOf(Policies).length > 0, ['iam:PutRolePolicy']),
          arn!,
          boundary,
        ),
        ...policies.flatMap(policy =>
          calls(['iam:AttachRolePolicy'], arn!, {
            ...boundary,
            'iam:PolicyARN': policy,
          }),
        ),
      ],
      change: [
        ...calls(
          [
            'iam:DeleteRole',
            'iam:UpdateAssumeRolePolicy',
            ...when(listOf(Policies).length > 0, ['iam:DeleteRolePolicy']),
          ],
          arn!,
          boundary,
        ),
        ...policies.flatMap(policy =>
          calls(['iam:DetachRolePolicy'], arn!, {
            ...boundary,
            'iam:PolicyARN': policy,
          }),
        ),
      ],
    };
  },

  'AWS::IAM::Policy': (_, properties, place) => {
    const arns = roleArns(properties, place);
    return {
      create: arns.flatMap(arn => calls(['iam:PutRolePolicy'], arn)),
      change: arns.flatMap(arn => calls(['iam:DeleteRolePolicy'], arn)),
    };
  },

  'AWS::IAM::ManagedPolicy': ({ arn }, properties, place) => {
    const arns = roleArns(properties, place);
    const attached = { 'iam:PolicyARN': arn! };
    return {
      create: [
        ...calls(['iam:CreatePolicy'], arn!),
        ...arns.flatMap(role =>
          calls(['iam:AttachRolePolicy'], role, attached),
        ),
      ],
      change: [
        ...calls(
          ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:GetPolicy'],
          arn!,
        ),
        ...arns.flatMap(role =>
          calls(['iam:DetachRolePolicy'], role, attached),
        ),
      ],
    };
  },

  'AWS::IAM::InstanceProfile': ({ arn }, properties, place) => ({
    create: [
      ...calls(
        ['iam:CreateInstanceProfile', 'iam:AddRoleToInstanceProfile'],
        arn!,
      ),
      ...roleArns(properties, place).flatMap(role =>
        passRole(role, 'ec2.amazonaws.com'),
      ),
    ],
    change: calls(
      ['iam:RemoveRoleFromInstanceProfile', 'iam:DeleteInstanceProfile'],
      arn!,
    ),
  }),

  'AWS::S3::Bucket': ({ arn }, properties, place) => {
    const { BucketNamespace } = properties;
    const { hasAny } = requestTags(properties, place);
    return {
      create: [
        ...calls(
          ['s3:CreateBucket'],
          arn!,
          isText(BucketNamespace)
            ? { 's3:x-amz-bucket-namespace': BucketNamespace }
            : {},
        ),
        ...calls(
          [
            ...when(properties.BucketEncryption, [
              's3:PutEncryptionConfiguration',
            ]),
            ...when(properties.VersioningConfiguration, [
              's3:PutBucketVersioning',
            ]),
            ...when(properties.PublicAccessBlockConfiguration, [
              's3:PutBucketPublicAccessBlock',
            ]),
            ...when(properties.OwnershipControls, [
              's3:PutBucketOwnershipControls',
            ]),
            ...when(properties.LifecycleConfiguration, [
              's3:PutLifecycleConfiguration',
            ]),
            ...when(properties.NotificationConfiguration, [
              's3:PutBucketNotification',
            ]),
            ...when(properties.LoggingConfiguration, ['s3:PutBucketLogging']),
            ...when(hasAny, ['s3:PutBucketTagging']),
          ],
          arn!,
        ),
      ],
      change: calls(['s3:DeleteBucket'], arn!),
    };
  },

  'AWS::S3::BucketPolicy': (_, { Bucket }, { partition }) => {
    const arn = `arn:${partition}:s3:::${Bucket}`;
    return {
      create: calls(['s3:PutBucketPolicy'], arn),
      change: calls(['s3:DeleteBucketPolicy'], arn),
    };
  },

  'AWS::KMS::Key': ({ arn }, properties, place) => {
    const { hasAny, context } = requestTags(properties, place);
    return {
      create: [
        // A key has no ARN before it is there.
        ...calls(['kms:CreateKey'], '*', context),
        ...calls(
          when(properties.EnableKeyRotation, ['kms:EnableKeyRotation']),
          arn!,
        ),
        ...calls(when(hasAny, ['kms:TagResource']), arn!, context),
      ],
      change: calls(
        ['kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
        arn!,
      ),
    };
  },

  'AWS::KMS::Alias': (_, { AliasName, TargetKeyId }, place) => {
    const { partition, region, account } = place;
    const prefix = `arn:${partition}:kms:${region}:${account}`;
    const keyArn = `${TargetKeyId}`.startsWith('arn:')
      ? `${TargetKeyId}`
      : `${prefix}:key/${TargetKeyId}`;
    const arns = [`${prefix}:${AliasName}`, keyArn];
    return {
      create: arns.flatMap(arn => calls(['kms:CreateAlias'], arn)),
      change: arns.flatMap(arn => calls(['kms:DeleteAlias'], arn)),
    };
  },

  'AWS::CloudFormation::StackSet': ({ arn }, properties, place) => {
    const { PermissionModel, AdministrationRoleARN, CallAs } = properties;
    const { hasAny, context } = requestTags(properties, place);
    const named = (names: string[]) =>
      names.map(name => `cloudformation:${name}`);
    return {
      create: [
        // There is no resource to name before there is a StackSet.
        ...calls(named(['CreateStackSet']), '*', context),
        // StackSets looks with them whether the account is one.
        ...calls(
          when(CallAs === 'DELEGATED_ADMIN', [
            'organizations:ListDelegatedAdministrators',
          ]),
          '*',
        ),
        ...calls(named(when(hasAny, ['TagResource'])), arn!, context),
        ...calls(
          named([
            'CreateStackInstances',
            'DescribeStackSet',
            'DescribeStackSetOperation',
            'ListStackInstances',
          ]),
          arn!,
        ),
        ...(PermissionModel === 'SERVICE_MANAGED'
          ? []
          : passRole(AdministrationRoleARN, 'cloudformation.amazonaws.com')),
      ],
      change: calls(
        named([
          'DeleteStackInstances',
          'DeleteStackSet',
          'UpdateStackInstances',
          'UpdateStackSet',
        ]),
        arn!,
      ),
    };
  },

  'AWS::CodeBuild::Project': ({ arn }, { ServiceRole }, place) => ({
    create: [
      ...calls(['codebuild:CreateProject'], arn!),
      ...roleArns({ Roles: ServiceRole }, place).flatMap(role =>
        passRole(role, 'codebuild.amazonaws.com'),
      ),
    ],
    change: calls(['codebuild:UpdateProject', 'codebuild:DeleteProject'], arn!),
  }),

  'AWS::CodePipeline::Pipeline': ({ arn }, properties, place) => {
    const { hasAny, context } = requestTags(properties, place);
    const connections = records(properties.Stages)
      .flatMap(({ Actions }) => records(Actions))
      .map(({ Configuration }) => recordOf(Configuration).ConnectionArn)
      .filter(isText);
    return {
      create: [
        ...calls(
          [
            'codepipeline:CreatePipeline',
            ...when(hasAny, ['codepipeline:TagResource']),
          ],
          arn!,
          context,
        ),
        ...calls(['codepipeline:GetPipeline'], arn!),
        ...passRole(properties.RoleArn, 'codepipeline.amazonaws.com'),
        ...connections.flatMap(connection => {
          const [, , prefix] = connection.split(':');
          return calls([`${prefix}:PassConnection`], connection, {
            [`${prefix}:PassedToService`]: 'codepipeline.amazonaws.com',
          });
        }),
      ],
      change: calls(
        ['codepipeline:UpdatePipeline', 'codepipeline:DeletePipeline'],
        arn!,
      ),
    };
  },

  'AWS::Events::Rule': ({ arn }, { Targets }) => ({
    create: [
      ...calls(['events:PutRule', 'events:PutTargets'], arn!),
      ...records(Targets).flatMap(({ RoleArn }) =>
        passRole(RoleArn, 'events.amazonaws.com'),
      ),
    ],
    change: calls(['events:RemoveTargets', 'events:DeleteRule'], arn!),
  }),

  'AWS::Events::EventBusPolicy': (_, __, { partition, region, account }) => {
    const arn = `arn:${partition}:events:${region}:${account}:event-bus/default`;
    return {
      create: calls(['events:PutPermission'], arn),
      change: calls(['events:RemovePermission'], arn),
    };
  },

  'AWS::CodeDeploy::Application': (_, properties, place) => {
    const arn = codeDeployArn(place, 'application', properties.ApplicationName);
    return {
      create: calls(['codedeploy:CreateApplication'], arn),
      change: calls(['codedeploy:DeleteApplication'], arn),
    };
  },

  'AWS::CodeDeploy::DeploymentGroup': (_, properties, place) => {
    const { ApplicationName, DeploymentGroupName, ServiceRoleArn } = properties;
    const arn = codeDeployArn(
      place,
      'deploymentgroup',
      `${ApplicationName}/${DeploymentGroupName}`,
    );
    return {
      create: [
        ...calls(['codedeploy:CreateDeploymentGroup'], arn),
        ...passRole(ServiceRoleArn, 'codedeploy.amazonaws.com'),
      ],
      change: calls(
        [
          'codedeploy:UpdateDeploymentGroup',
          'codedeploy:DeleteDeploymentGroup',
        ],
        arn,
      ),
    };
  },

  'AWS::EKS::AccessEntry': (_, properties, { partition, region, account }) => {
    const arn = `arn:${partition}:eks:${region}:${account}:cluster/${properties.ClusterName}`;
    return {
      create: calls(
        [
          'eks:CreateAccessEntry',
          ...when(listOf(properties.AccessPolicies).length > 0, [
            'eks:AssociateAccessPolicy',
          ]),
        ],
        arn,
      ),
    };
  },
};

function codeDeployArn(
  { partition, region, account }: Place,
  type: string,
  name: string,
): string {
  return `arn:${partition}:codedeploy:${region}:${account}:${type}:${name}`;
}

/** What the deployer itself calls for a stack. */
export function callsOfStack(stackName: string, place: Place): DeployerCalls {
  const { context } = requestTags({}, place);
  return {
    create: [
      ...callsOn(stackName, place, ['CreateChangeSet'], context),
      ...callsOn(stackName, place, [
        'DescribeChangeSet',
        'DescribeStackEvents',
        'DescribeStacks',
        'ExecuteChangeSet',
      ]),
    ],
    change: callsOn(stackName, place, ['DeleteStack', 'GetTemplate']),
  };
}

/** What it calls to lock a pipeline, and to free it again. */
export function callsOfLock(
  stackName: string,
  place: Omit<Place, 'tags' | 'roleArn'>,
): HopRequest[] {
  return callsOn(stackName, place, [
    'CreateChangeSet',
    'DeleteStack',
    'DescribeStacks',
    'ListChangeSets',
  ]);
}

/** A stack has an id that nobody knows before. */
function callsOn(
  stackName: string,
  { partition, region, account }: Omit<Place, 'tags' | 'roleArn'>,
  names: string[],
  context?: HopRequest['context'],
): HopRequest[] {
  return requestsOn(
    `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
    { required: names.map(name => `cloudformation:${name}`) },
    { context, unknownContextKeys: unknownOfSession },
  );
}

/** What CloudFormation calls for a resource; nothing for a type that is not known. */
export function callsOfResource(
  resource: ResolvedResource,
  place: Place,
): DeployerCalls {
  const caller = Object.hasOwn(callers, resource.type)
    ? callers[resource.type]
    : undefined;
  const known = caller?.(resource, resource.properties, place);
  const { create = [], change = [] } = known ?? {};
  return {
    create,
    change: change.map(call => ({
      ...call,
      unknownContextKeys: unknownOfChange,
    })),
  };
}
