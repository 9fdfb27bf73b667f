import { isJsonObject } from '../../policy/isJsonObject';
import { unforeseen } from '../../policy';
import type { TemplateBody, TemplateResource } from '../parsing/ParsedTemplate';
import { recordOf } from '../templateValues';
import { serverlessPolicy } from './serverlessPolicies';

type Properties = Record<string, unknown>;

const transform = 'AWS::Serverless-2016-10-31';

/** Whether the serverless transform is told to work on a template. */
export function isServerless({ Transform }: TemplateBody): boolean {
  return [Transform].flat().includes(transform);
}

interface Kind {
  /** What it becomes. */
  type: string;
  service: string;
  /** Properties that are the same. */
  same: readonly string[];
  /** Of its role, where it has none of its own. */
  managedPolicies(properties: Properties): string[];
}

const kinds: Record<string, Kind | undefined> = {
  'AWS::Serverless::Function': {
    type: 'AWS::Lambda::Function',
    service: 'lambda.amazonaws.com',
    same: ['FunctionName', 'Runtime', 'Handler', 'Timeout', 'MemorySize'],
    managedPolicies: ({ VpcConfig, Tracing }) => [
      'service-role/AWSLambdaBasicExecutionRole',
      ...(VpcConfig ? ['service-role/AWSLambdaVPCAccessExecutionRole'] : []),
      ...(Tracing === 'Active' ? ['AWSXRayDaemonWriteAccess'] : []),
    ],
  },
  'AWS::Serverless::StateMachine': {
    type: 'AWS::StepFunctions::StateMachine',
    service: 'states.amazonaws.com',
    same: [],
    managedPolicies: () => [],
  },
};

/** Names that AWS keeps under a path. */
const serviceRoles = new Set([
  'AWSLambdaBasicExecutionRole',
  'AWSLambdaVPCAccessExecutionRole',
  'AWSLambdaSQSQueueExecutionRole',
  'AWSLambdaKinesisExecutionRole',
  'AWSLambdaDynamoDBExecutionRole',
  'AWSLambdaRole',
  'AWSLambdaENIManagementAccess',
]);

/**
 * The resources that the serverless transform makes of functions and state
 * machines, with their roles. What else it makes has no part in pipelines.
 *
 * See `serverless-application-model/latest/developerguide/sam-specification-generated-resources-function`.
 */
export function expandServerless(body: TemplateBody): TemplateBody {
  const globals = recordOf(recordOf(body.Globals).Function);
  const resources: Record<string, TemplateResource> = {};
  for (const [logicalId, resource] of Object.entries(body.Resources)) {
    const kind = Object.hasOwn(kinds, String(resource.Type))
      ? kinds[resource.Type]
      : undefined;
    if (kind) {
      Object.assign(
        resources,
        expand(logicalId, resource, {
          kind,
          inherited: kind.type === 'AWS::Lambda::Function' ? globals : {},
        }),
      );
    } else {
      resources[logicalId] = resource;
    }
  }
  return { ...body, Resources: resources };
}

function expand(
  logicalId: string,
  resource: TemplateResource,
  { kind, inherited }: { kind: Kind; inherited: Properties },
): Record<string, TemplateResource> {
  const properties = { ...inherited, ...resource.Properties };
  const { Condition, DependsOn, DeletionPolicy, UpdateReplacePolicy } =
    resource;
  const around = {
    ...(Condition !== undefined && { Condition }),
    ...(DependsOn !== undefined && { DependsOn }),
    ...(DeletionPolicy !== undefined && { DeletionPolicy }),
    ...(UpdateReplacePolicy !== undefined && { UpdateReplacePolicy }),
  };
  const roleId = `${logicalId}Role`;
  const name =
    kind.type === 'AWS::StepFunctions::StateMachine'
      ? {
          StateMachineName: properties.Name,
          RoleArn: roleOf(properties, roleId),
        }
      : { Role: roleOf(properties, roleId) };
  const made: TemplateResource = {
    ...around,
    Type: kind.type,
    Properties: defined({
      ...Object.fromEntries(kind.same.map(each => [each, properties[each]])),
      ...name,
    }),
  };
  return properties.Role === undefined
    ? {
        [roleId]: {
          ...(Condition !== undefined && { Condition }),
          Type: 'AWS::IAM::Role',
          Properties: roleProperties(logicalId, properties, kind),
        },
        [logicalId]: made,
      }
    : { [logicalId]: made };
}

function roleOf({ Role }: Properties, roleId: string): unknown {
  return Role ?? { 'Fn::GetAtt': [roleId, 'Arn'] };
}

function roleProperties(
  logicalId: string,
  properties: Properties,
  { service, managedPolicies }: Kind,
): Properties {
  const policies = [properties.Policies]
    .flat()
    .filter(each => each !== undefined);
  const isInline = (policy: unknown) =>
    isJsonObject(policy) && !isReference(policy);
  return defined({
    RoleName: properties.RoleName,
    Path: properties.RolePath,
    PermissionsBoundary: properties.PermissionsBoundary,
    AssumeRolePolicyDocument: properties.AssumeRolePolicyDocument ?? {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: [service] },
          Action: ['sts:AssumeRole'],
        },
      ],
    },
    ManagedPolicyArns: [
      ...managedPolicies(properties).map(awsPolicy),
      ...policies.filter(policy => !isInline(policy)).map(policyArn),
    ],
    Policies: policies.flatMap((policy, index) =>
      isInline(policy)
        ? [
            {
              PolicyName: `${logicalId}RolePolicy${index}`,
              PolicyDocument: documentOf(policy as Properties),
            },
          ]
        : [],
    ),
  });
}

/** `!Ref` and the like, which stand for an ARN. */
function isReference(value: Properties): boolean {
  const [key = ''] = Object.keys(value);
  return key === 'Ref' || key.startsWith('Fn::');
}

function documentOf(policy: Properties): unknown {
  if ('Statement' in policy) {
    return { Version: '2012-10-17', ...policy };
  }
  const [name = ''] = Object.keys(policy);
  return (
    serverlessPolicy(name, recordOf(policy[name])) ??
    unforeseen(`only AWS knows what the policy template ${name} allows`)
  );
}

/** A name of one of AWS's own, or an ARN. */
function policyArn(policy: unknown): unknown {
  return typeof policy === 'string' && !policy.includes(':')
    ? awsPolicy(policy)
    : policy;
}

function awsPolicy(name: string): unknown {
  const path = serviceRoles.has(name) ? `service-role/${name}` : name;
  return { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${path}` };
}

function defined(values: Properties): Properties {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
}
