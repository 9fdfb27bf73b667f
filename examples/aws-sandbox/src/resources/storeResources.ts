import { authorize } from '../access/authorize';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import { requestTags, tagRecord } from '../world/tags';
import type { Properties, ResourceContext, ResourceType } from './ResourceType';

const NAME_LENGTH = 256;

function stores({ world, caller, region }: Call) {
  return world.account(caller.account).region(region).stores;
}

function parameterArn({ region, caller }: Call, name: string): string {
  return `arn:aws:ssm:${region}:${caller.account}:parameter/${name.replace(
    /^\//,
    '',
  )}`;
}

/** An SSM parameter's tags are a map, not a list. */
function parameterTags(context: ResourceContext, properties: Properties) {
  return { ...context.tags, ...properties.Tags };
}

function putParameter(
  context: ResourceContext,
  name: string,
  properties: Properties,
): void {
  const { call } = context;
  const arn = parameterArn(call, name);
  const tags = parameterTags(context, properties);
  authorize(call, { action: 'ssm:PutParameter', resource: arn });
  if (Object.keys(tags).length > 0) {
    authorize(call, {
      action: 'ssm:AddTagsToResource',
      resource: arn,
      context: requestTags(tags),
    });
  }
  const { parameters } = stores(call);
  parameters.set(name, {
    name,
    arn,
    type: properties.Type ?? 'String',
    value: String(properties.Value),
    version: (parameters.get(name)?.version ?? 0) + 1,
    updatedAt: new Date(),
    tags,
  });
}

export const ssmParameter: ResourceType = {
  name: 'AWS::SSM::Parameter',
  replacedBy: ['Name'],
  nameProperty: 'Name',
  create(context, properties) {
    const name: string =
      properties.Name ?? context.generateName({ maxLength: NAME_LENGTH });
    if (stores(context.call).parameters.has(name)) {
      throw new ServiceError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    putParameter(context, name, properties);
    return {
      physicalId: name,
      attributes: { Type: properties.Type, Value: properties.Value },
    };
  },
  update(context, name, { after }) {
    putParameter(context, name, after);
    return {
      physicalId: name,
      attributes: { Type: after.Type, Value: after.Value },
    };
  },
  read({ call }, name) {
    authorize(call, {
      action: 'ssm:GetParameters',
      resource: parameterArn(call, name),
    });
    const parameter = stores(call).parameters.get(name);
    if (!parameter) {
      throw new ServiceError('ParameterNotFound', `There is no ${name}`);
    }
    return { Type: parameter.type, Value: parameter.value };
  },
  delete({ call }, name) {
    authorize(call, {
      action: 'ssm:DeleteParameter',
      resource: parameterArn(call, name),
    });
    stores(call).parameters.delete(name);
  },
};

function putTopic(
  context: ResourceContext,
  arn: string,
  action: string,
  properties: Properties,
) {
  const { call } = context;
  const name = arn.slice(arn.lastIndexOf(':') + 1);
  const tags = { ...context.tags, ...tagRecord(properties.Tags) };
  authorize(call, {
    action: `sns:${action}`,
    resource: arn,
    context: requestTags(tags),
  });
  if (Object.keys(tags).length > 0) {
    authorize(call, {
      action: 'sns:TagResource',
      resource: arn,
      context: requestTags(tags),
    });
  }
  stores(call).topics.set(arn, {
    name,
    arn,
    displayName: properties.DisplayName,
    tags,
  });
  return { physicalId: arn, attributes: { TopicName: name, TopicArn: arn } };
}

export const snsTopic: ResourceType = {
  name: 'AWS::SNS::Topic',
  replacedBy: ['TopicName', 'FifoTopic'],
  nameProperty: 'TopicName',
  create(context, properties) {
    const { region, caller } = context.call;
    const name =
      properties.TopicName ?? context.generateName({ maxLength: NAME_LENGTH });
    const arn = `arn:aws:sns:${region}:${caller.account}:${name}`;
    if (stores(context.call).topics.has(arn)) {
      throw new ServiceError('AlreadyExists', `${arn} already exists`);
    }
    return putTopic(context, arn, 'CreateTopic', properties);
  },
  update(context, arn, { after }) {
    return putTopic(context, arn, 'SetTopicAttributes', after);
  },
  delete({ call }, arn) {
    authorize(call, { action: 'sns:DeleteTopic', resource: arn });
    stores(call).topics.delete(arn);
  },
};

function logGroupArn({ region, caller }: Call, name: string): string {
  return `arn:aws:logs:${region}:${caller.account}:log-group:${name}:*`;
}

/** The resource in requests on a log group as a whole. */
function logGroupRequestArn(call: Call, name: string): string {
  return logGroupArn(call, name).replace(/\*$/, 'log-stream:');
}

function setRetention(call: Call, name: string, days: unknown): void {
  const group = stores(call).logGroups.get(name)!;
  if (days !== undefined) {
    authorize(call, {
      action: 'logs:PutRetentionPolicy',
      resource: logGroupRequestArn(call, name),
    });
    group.retention = Number(days);
  } else if (group.retention !== undefined) {
    authorize(call, {
      action: 'logs:DeleteRetentionPolicy',
      resource: logGroupRequestArn(call, name),
    });
    group.retention = undefined;
  }
}

export const logsLogGroup: ResourceType = {
  name: 'AWS::Logs::LogGroup',
  replacedBy: ['LogGroupName'],
  nameProperty: 'LogGroupName',
  create(context, properties) {
    const { call } = context;
    const name: string =
      properties.LogGroupName ??
      context.generateName({ maxLength: NAME_LENGTH });
    const arn = logGroupArn(call, name);
    const tags = { ...context.tags, ...tagRecord(properties.Tags) };
    authorize(call, {
      action: 'logs:CreateLogGroup',
      resource: logGroupRequestArn(call, name),
      context: requestTags(tags),
    });
    const { logGroups } = stores(call);
    if (logGroups.has(name)) {
      throw new ServiceError(
        'ResourceAlreadyExistsException',
        'The specified log group already exists',
      );
    }
    logGroups.set(name, { name, arn, createdAt: new Date(), tags });
    context.identify(name);
    setRetention(call, name, properties.RetentionInDays);
    return { physicalId: name, attributes: { Arn: arn } };
  },
  update({ call }, name, { after }) {
    setRetention(call, name, after.RetentionInDays);
    return { physicalId: name, attributes: { Arn: logGroupArn(call, name) } };
  },
  delete({ call }, name) {
    authorize(call, {
      action: 'logs:DeleteLogGroup',
      resource: logGroupRequestArn(call, name),
    });
    stores(call).logGroups.delete(name);
  },
};

/** A resource that is nothing, for stacks that need one. */
export const waitConditionHandle: ResourceType = {
  name: 'AWS::CloudFormation::WaitConditionHandle',
  replacedBy: [],
  create(context) {
    return {
      physicalId: context.generateName({ maxLength: NAME_LENGTH }),
      attributes: {},
    };
  },
  update(_context, physicalId) {
    return { physicalId, attributes: {} };
  },
  delete() {},
};
