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
import { isLent, lentBy } from './lentConnections';

function connectionsOf({ world, caller, region }: Call): Connection[] {
  const own = world.account(caller.account).region(region).codeConnections;
  return [
    ...own.connections.values(),
    ...world.accounts
      .filter(({ id }) => id !== caller.account)
      .flatMap(account => [
        ...account.region(region).codeConnections.connections.values(),
      ])
      .filter(({ arn }) => isLent(world, arn, caller.account)),
  ];
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
export function getConnection(
  call: Call,
  { ConnectionArn: arn }: GetConnectionInput,
): GetConnectionOutput {
  const [, , prefix] = arn!.split(':');
  authorize(call, {
    action: `${prefix}:GetConnection`,
    resource: arn!,
    ...lentBy(call, arn!),
  });
  const connection = connectionsOf(call).find(each => each.arn === arn);
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
  return { Connections: connectionsOf(call).map(describe) };
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
