import { authorize } from '../access/authorize';
import { authorizePassRole } from '../access/authorizePassRole';
import { bindPrincipals } from '../access/principalsInPolicies';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Properties, ResourceModel, ResourceType } from './ResourceType';

const SERVICE = 'events.amazonaws.com';
const NAME_LENGTH = 64;

function eventsOf({ world, caller, region }: Call) {
  return world.account(caller.account).region(region).events;
}

function eventsArn({ region, caller }: Call, resource: string): string {
  return `arn:aws:events:${region}:${caller.account}:${resource}`;
}

function putRule(
  call: Call,
  name: string,
  properties: Properties,
): ResourceModel {
  const arn = eventsArn(call, `rule/${name}`);
  const targets = ((properties.Targets ?? []) as Properties[]).map(
    ({ Id, Arn, RoleArn }) => ({ id: Id, arn: Arn, roleArn: RoleArn }),
  );
  authorize(call, { action: 'events:PutRule', resource: arn });
  if (targets.length > 0) {
    authorize(call, { action: 'events:PutTargets', resource: arn });
  }
  for (const { roleArn } of targets) {
    if (roleArn) {
      authorizePassRole(call, { roleArn, service: SERVICE });
    }
  }
  eventsOf(call).rules.set(name, {
    name,
    arn,
    pattern: properties.EventPattern,
    isEnabled: properties.State !== 'DISABLED',
    targets,
  });
  return { physicalId: name, attributes: { Arn: arn } };
}

export const eventsRule: ResourceType = {
  name: 'AWS::Events::Rule',
  replacedBy: ['Name', 'EventBusName'],
  nameProperty: 'Name',
  create(context, properties) {
    const name =
      properties.Name ?? context.generateName({ maxLength: NAME_LENGTH });
    return putRule(context.call, name, properties);
  },
  update({ call }, name, { after }) {
    return putRule(call, name, after);
  },
  delete({ call }, name) {
    const resource = eventsArn(call, `rule/${name}`);
    authorize(call, { action: 'events:RemoveTargets', resource });
    authorize(call, { action: 'events:DeleteRule', resource });
    eventsOf(call).rules.delete(name);
  },
};

function putStatement(call: Call, properties: Properties): ResourceModel {
  const { StatementId, Statement } = properties;
  authorize(call, {
    action: 'events:PutPermission',
    resource: eventsArn(call, 'event-bus/default'),
  });
  const { document, invalid } = bindPrincipals(call.world, { Statement });
  if (invalid.length > 0) {
    throw new ServiceError(
      'InvalidInputException',
      'Provided policy contains an invalid principal',
    );
  }
  eventsOf(call).statements.set(StatementId, document);
  return { physicalId: StatementId, attributes: {} };
}

export const eventsEventBusPolicy: ResourceType = {
  name: 'AWS::Events::EventBusPolicy',
  replacedBy: ['StatementId', 'EventBusName'],
  nameProperty: 'StatementId',
  create({ call }, properties) {
    return putStatement(call, properties);
  },
  update({ call }, _id, { after }) {
    return putStatement(call, after);
  },
  delete({ call }, id) {
    authorize(call, {
      action: 'events:RemovePermission',
      resource: eventsArn(call, 'event-bus/default'),
    });
    eventsOf(call).statements.delete(id);
  },
};
