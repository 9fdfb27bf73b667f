import {
  DescribeClusters$,
  DescribeServices$,
  ListClusters$,
  type DescribeClustersRequest,
  type DescribeClustersResponse,
  type DescribeServicesRequest,
  type DescribeServicesResponse,
  type ListClustersResponse,
} from '@aws-sdk/client-ecs';
import { authorize } from '../access/authorize';
import { jsonProtocol } from '../front/jsonProtocol';
import { operation } from '../front/Operation';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import type { Thing } from '../resources/Things';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';
import { authorizedThing, shortName } from './authorizedThing';

const DEFAULT_CLUSTER = 'default';

/** What was found of what was asked for, and what was not. */
function split<T>(
  names: string[],
  find: (name: string) => Thing | undefined,
  describe: (thing: Thing) => T,
  arnOf: (name: string) => string,
) {
  const found: T[] = [];
  const failures: Array<{ arn: string; reason: string }> = [];
  for (const name of names) {
    const thing = find(name);
    if (thing) {
      found.push(describe(thing));
    } else {
      failures.push({ arn: arnOf(name), reason: 'MISSING' });
    }
  }
  return { found, failures };
}

function arn({ region, caller }: Call, path: string): string {
  return `arn:aws:ecs:${region}:${caller.account}:${path}`;
}

function describeClusters(
  call: Call,
  input: DescribeClustersRequest,
): DescribeClustersResponse {
  const { found, failures } = split(
    (input.clusters ?? [DEFAULT_CLUSTER]).map(shortName),
    name =>
      authorizedThing(call, {
        type: 'AWS::ECS::Cluster',
        name,
        action: 'ecs:DescribeClusters',
        path: `cluster/${name}`,
      }),
    thing => ({
      clusterName: thing.name,
      clusterArn: thing.arn,
      status: 'ACTIVE',
    }),
    name => arn(call, `cluster/${name}`),
  );
  return { clusters: found, failures };
}

function describeServices(
  call: Call,
  input: DescribeServicesRequest,
): DescribeServicesResponse {
  const cluster = shortName(input.cluster ?? DEFAULT_CLUSTER);
  const isKnown = authorizedThing(call, {
    type: 'AWS::ECS::Cluster',
    name: cluster,
    action: 'ecs:DescribeServices',
    path: `service/${cluster}/*`,
  });
  if (!isKnown) {
    throw new ServiceError('ClusterNotFoundException', 'Cluster not found.');
  }
  const { found, failures } = split(
    input.services!.map(shortName),
    name => {
      const thing = authorizedThing(call, {
        type: 'AWS::ECS::Service',
        name,
        action: 'ecs:DescribeServices',
        path: `service/${cluster}/${name}`,
      });
      const { Cluster = DEFAULT_CLUSTER } = thing?.properties ?? {};
      return shortName(Cluster) === cluster ? thing : undefined;
    },
    thing => ({
      serviceName: thing.name,
      serviceArn: thing.arn,
      clusterArn: arn(call, `cluster/${cluster}`),
      taskDefinition: thing.properties.TaskDefinition,
      status: 'ACTIVE',
    }),
    name => arn(call, `service/${cluster}/${name}`),
  );
  return { services: found, failures };
}

function listClusters(call: Call): ListClustersResponse {
  authorize(call, { action: 'ecs:ListClusters', resource: '*' });
  const clusters = thingsOf(call, 'AWS::ECS::Cluster');
  return { clusterArns: [...clusters.values()].map(thing => thing.arn) };
}

export const ecsService: Service = {
  signingName: 'ecs',
  protocol: jsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(DescribeClusters$, describeClusters),
    operation(DescribeServices$, describeServices),
    operation(ListClusters$, listClusters),
  ],
};
