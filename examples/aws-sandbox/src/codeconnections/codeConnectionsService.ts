import {
  GetConnection$,
  ListConnections$,
  type Connection as ConnectionDescription,
  type GetConnectionInput,
  type GetConnectionOutput,
  type ListConnectionsOutput,
} from '@aws-sdk/client-codestar-connections';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Call } from '../world/Call';
import type { Connection } from './CodeConnectionsState';

function connectionsOf({ world, caller, region }: Call) {
  return world.account(caller.account).region(region).codeConnections
    .connections;
}

function describe(connection: Connection): ConnectionDescription {
  return {
    ConnectionArn: connection.arn,
    ConnectionName: connection.name,
    ConnectionStatus: connection.status,
    OwnerAccountId: connection.arn.split(':')[4],
    ProviderType:
      connection.providerType as ConnectionDescription['ProviderType'],
  };
}

/** The permission has the prefix of the ARN, old or new. */
function getConnection(
  call: Call,
  { ConnectionArn: arn }: GetConnectionInput,
): GetConnectionOutput {
  const [, , prefix] = arn!.split(':');
  authorize(call, { action: `${prefix}:GetConnection`, resource: arn! });
  const connection = connectionsOf(call).get(arn!);
  if (!connection) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Connection ${arn} not found`,
    );
  }
  return { Connection: describe(connection) };
}

function listConnections(call: Call): ListConnectionsOutput {
  authorize(call, {
    action: 'codestar-connections:ListConnections',
    resource: '*',
  });
  return { Connections: [...connectionsOf(call).values()].map(describe) };
}

export const codeConnectionsService: Service = {
  signingName: 'codestar-connections',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(GetConnection$, getConnection),
    operation(ListConnections$, listConnections),
  ],
};
