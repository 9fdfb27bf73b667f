import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { requestTags, tagRecord } from '../world/tags';
import type { Properties, ResourceContext, ResourceType } from './ResourceType';

/**
 * A resource type of which nothing is done but kept.
 */
interface ThingType {
  name: string;
  nameProperty: string;
  /** What follows `arn:aws:<service>:<region>:<account>:`. */
  arn(name: string, properties: Properties): string;
  /** The same for what creating one is asked on, where it is not itself. */
  createdOn?(properties: Properties): string;
  /** Condition keys of its own. */
  context?(properties: Properties): Record<string, string>;
  /** The service in ARNs and actions. */
  service: string;
  /** What creating, changing and deleting one needs, without the service. */
  actions: { create: string; update: string; delete: string };
  /** Further properties that make it another one. */
  replacedBy?: string[];
  /** Properties with roles that are handed over, and to which service. */
  passes?: Record<string, string>;
  /** `Ref` gives the ARN and not the name. */
  refIsArn?: boolean;
}

const types: ThingType[] = [
  {
    name: 'AWS::CodeCommit::Repository',
    nameProperty: 'RepositoryName',
    service: 'codecommit',
    arn: name => name,
    actions: {
      create: 'CreateRepository',
      update: 'UpdateRepositoryDescription',
      delete: 'DeleteRepository',
    },
  },
  {
    name: 'AWS::ECR::Repository',
    nameProperty: 'RepositoryName',
    service: 'ecr',
    arn: name => `repository/${name}`,
    actions: {
      create: 'CreateRepository',
      update: 'SetRepositoryPolicy',
      delete: 'DeleteRepository',
    },
  },
  {
    name: 'AWS::ECS::Cluster',
    nameProperty: 'ClusterName',
    service: 'ecs',
    arn: name => `cluster/${name}`,
    actions: {
      create: 'CreateCluster',
      update: 'UpdateCluster',
      delete: 'DeleteCluster',
    },
  },
  {
    name: 'AWS::ECS::TaskDefinition',
    nameProperty: 'Family',
    service: 'ecs',
    arn: name => `task-definition/${name}:1`,
    actions: {
      create: 'RegisterTaskDefinition',
      update: 'RegisterTaskDefinition',
      delete: 'DeregisterTaskDefinition',
    },
    passes: {
      ExecutionRoleArn: 'ecs-tasks.amazonaws.com',
      TaskRoleArn: 'ecs-tasks.amazonaws.com',
    },
    refIsArn: true,
  },
  {
    name: 'AWS::ECS::Service',
    nameProperty: 'ServiceName',
    service: 'ecs',
    arn: (name, { Cluster = 'default' }) => `service/${Cluster}/${name}`,
    actions: {
      create: 'CreateService',
      update: 'UpdateService',
      delete: 'DeleteService',
    },
    replacedBy: ['Cluster'],
    refIsArn: true,
  },
  {
    name: 'AWS::EKS::Cluster',
    nameProperty: 'Name',
    service: 'eks',
    arn: name => `cluster/${name}`,
    actions: {
      create: 'CreateCluster',
      update: 'UpdateClusterConfig',
      delete: 'DeleteCluster',
    },
    passes: { RoleArn: 'eks.amazonaws.com' },
  },
  {
    name: 'AWS::EKS::AccessEntry',
    nameProperty: 'PrincipalArn',
    service: 'eks',
    arn: (name, { ClusterName }) =>
      `access-entry/${ClusterName}/role/${name.split(':')[4]}/${name
        .split('/')
        .at(-1)}/00000000-0000-0000-0000-000000000000`,
    createdOn: ({ ClusterName }) => `cluster/${ClusterName}`,
    context: ({ PrincipalArn }) => ({ 'eks:principalArn': PrincipalArn }),
    actions: {
      create: 'CreateAccessEntry',
      update: 'UpdateAccessEntry',
      delete: 'DeleteAccessEntry',
    },
    replacedBy: ['ClusterName'],
    refIsArn: true,
  },
  {
    name: 'AWS::Lambda::Function',
    nameProperty: 'FunctionName',
    service: 'lambda',
    arn: name => `function:${name}`,
    actions: {
      create: 'CreateFunction',
      update: 'UpdateFunctionConfiguration',
      delete: 'DeleteFunction',
    },
    passes: { Role: 'lambda.amazonaws.com' },
  },
  {
    name: 'AWS::SecretsManager::Secret',
    nameProperty: 'Name',
    service: 'secretsmanager',
    arn: name => `secret:${name}-AbCdEf`,
    actions: {
      create: 'CreateSecret',
      update: 'UpdateSecret',
      delete: 'DeleteSecret',
    },
    refIsArn: true,
  },
  {
    name: 'AWS::StepFunctions::StateMachine',
    nameProperty: 'StateMachineName',
    service: 'states',
    arn: name => `stateMachine:${name}`,
    actions: {
      create: 'CreateStateMachine',
      update: 'UpdateStateMachine',
      delete: 'DeleteStateMachine',
    },
    passes: { RoleArn: 'states.amazonaws.com' },
    refIsArn: true,
  },
];

const NAME_LENGTH = 64;

export function thingsOf({ world, caller, region }: Call, type: string) {
  return world.account(caller.account).region(region).stores.things.of(type);
}

function toResourceType(type: ThingType): ResourceType {
  const arnIn = ({ region, caller }: Call, path: string) =>
    `arn:aws:${type.service}:${region}:${caller.account}:${path}`;
  const arnOf = (call: Call, name: string, properties: Properties) =>
    arnIn(call, type.arn(name, properties));

  function put(
    context: ResourceContext,
    name: string,
    properties: Properties,
    action: string,
    path = type.arn(name, properties),
  ) {
    const { call } = context;
    const arn = arnOf(call, name, properties);
    const tags = { ...context.tags, ...tagRecord(properties.Tags) };
    authorize(call, {
      action: `${type.service}:${action}`,
      resource: arnIn(call, path),
      context: { ...requestTags(tags), ...type.context?.(properties) },
    });
    for (const [property, service] of Object.entries(type.passes ?? {})) {
      if (properties[property] !== undefined) {
        authorizePassRole(call, { roleArn: properties[property], service });
      }
    }
    const things = thingsOf(call, type.name);
    const createdAt = things.get(name)?.createdAt ?? new Date();
    things.set(name, { name, arn, createdAt, properties, tags });
    return {
      physicalId: type.refIsArn ? arn : name,
      attributes: { Arn: arn, Name: name },
    };
  }

  const nameOf = (call: Call, physicalId: string) =>
    [...thingsOf(call, type.name).values()].find(
      ({ name, arn }) => name === physicalId || arn === physicalId,
    )?.name;

  return {
    name: type.name,
    replacedBy: [type.nameProperty, ...(type.replacedBy ?? [])],
    nameProperty: type.nameProperty,
    create(context, properties) {
      const name: string =
        properties[type.nameProperty] ??
        context.generateName({ maxLength: NAME_LENGTH });
      if (thingsOf(context.call, type.name).has(name)) {
        throw new ServiceError(
          'ResourceAlreadyExistsException',
          `${name} already exists`,
        );
      }
      return put(
        context,
        name,
        properties,
        type.actions.create,
        type.createdOn?.(properties),
      );
    },
    update(context, physicalId, { after }) {
      const name = nameOf(context.call, physicalId)!;
      return put(context, name, after, type.actions.update);
    },
    delete({ call }, physicalId, properties) {
      const name = nameOf(call, physicalId);
      if (name === undefined) {
        return;
      }
      authorize(call, {
        action: `${type.service}:${type.actions.delete}`,
        resource: arnOf(call, name, properties),
      });
      thingsOf(call, type.name).delete(name);
    },
  };
}

/** Types that other services deploy to, and their like. */
export const thingResources: ResourceType[] = types.map(toResourceType);
