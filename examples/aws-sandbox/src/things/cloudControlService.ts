import {
  GetResource$,
  type GetResourceInput,
  type GetResourceOutput,
} from '@aws-sdk/client-cloudcontrol';
import { authorize } from '../access/authorize';
import { getConnection } from '../codeconnections/codeConnectionsService';
import { lentBy } from '../codeconnections/lentConnections';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';

/**
 * What Cloud Control asks each type's own service for, with the rights of who
 * asks: the `read` handler of the type's schema.
 */
const readActions: Record<string, string> = {
  'AWS::AppConfig::Application': 'appconfig:GetApplication',
  'AWS::ElasticBeanstalk::Environment': 'elasticbeanstalk:DescribeEnvironments',
  'AWS::ServiceCatalog::CloudFormationProduct':
    'servicecatalog:DescribeProductAsAdmin',
  'AWS::StepFunctions::StateMachine': 'states:DescribeStateMachine',
};

function describeConnection(
  call: Call,
  ConnectionArn: string,
): GetResourceOutput {
  const { Connection } = getConnection(call, { ConnectionArn });
  authorize(call, {
    action: 'codeconnections:ListTagsForResource',
    resource: ConnectionArn,
    ...lentBy(call, ConnectionArn),
  });
  return {
    TypeName: 'AWS::CodeConnections::Connection',
    ResourceDescription: {
      Identifier: ConnectionArn,
      Properties: JSON.stringify(Connection),
    },
  };
}

function getResource(call: Call, input: GetResourceInput): GetResourceOutput {
  const type = input.TypeName!;
  const identifier = input.Identifier!;
  authorize(call, { action: 'cloudformation:GetResource', resource: '*' });
  if (type === 'AWS::CodeConnections::Connection') {
    return describeConnection(call, identifier);
  }
  if (!Object.hasOwn(readActions, type)) {
    throw new ServiceError(
      'TypeNotFoundException',
      `Unable to find resource type ${type}`,
    );
  }
  authorize(call, { action: readActions[type], resource: '*' });
  const found = [...thingsOf(call, type).values()].find(
    ({ name, arn }) => name === identifier || arn === identifier,
  );
  if (!found) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Resource of type '${type}' with identifier '${identifier}' was not found.`,
    );
  }
  return {
    TypeName: type,
    ResourceDescription: {
      Identifier: identifier,
      Properties: JSON.stringify(found.properties),
    },
  };
}

/** See `cloudcontrolapi/latest/APIReference/API_GetResource`. */
export const cloudControlService: Service = {
  signingName: 'cloudcontrolapi',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [operation(GetResource$, getResource)],
};
