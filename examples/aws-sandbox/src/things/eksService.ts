import {
  DescribeAccessEntry$,
  DescribeCluster$,
  ListAssociatedAccessPolicies$,
  ListClusters$,
  type DescribeAccessEntryRequest,
  type DescribeAccessEntryResponse,
  type DescribeClusterRequest,
  type DescribeClusterResponse,
  type ListAssociatedAccessPoliciesRequest,
  type ListAssociatedAccessPoliciesResponse,
  type ListClustersResponse,
} from '@aws-sdk/client-eks';
import { authorize } from '../access/authorize';
import { operation } from '../front/Operation';
import { restJsonProtocol } from '../front/restJsonProtocol';
import type { Service } from '../front/Service';
import { ServiceError } from '../front/ServiceError';
import { thingsOf } from '../resources/thingResources';
import type { Call } from '../world/Call';
import { authorizedThing } from './authorizedThing';

const notFound = (message: string) =>
  new ServiceError('ResourceNotFoundException', message, { status: 404 });

function requireCluster(call: Call, name: string, action: string) {
  const cluster = authorizedThing(call, {
    type: 'AWS::EKS::Cluster',
    name,
    action: `eks:${action}`,
    path: `cluster/${name}`,
  });
  if (!cluster) {
    throw notFound(`No cluster found for name: ${name}.`);
  }
  return cluster;
}

function describeCluster(
  call: Call,
  input: DescribeClusterRequest,
): DescribeClusterResponse {
  const { name, arn, properties } = requireCluster(
    call,
    input.name!,
    'DescribeCluster',
  );
  return {
    cluster: {
      name,
      arn,
      status: 'ACTIVE',
      roleArn: properties.RoleArn,
      accessConfig: {
        authenticationMode:
          properties.AccessConfig?.AuthenticationMode ?? 'CONFIG_MAP',
      },
    },
  };
}

/** The entry that lets a principal into a cluster. */
function requireEntry(
  call: Call,
  action: string,
  { clusterName, principalArn }: DescribeAccessEntryRequest,
) {
  const { region, caller } = call;
  authorize(call, {
    action: `eks:${action}`,
    resource:
      action === 'DescribeAccessEntry'
        ? `arn:aws:eks:${region}:${caller.account}:access-entry/${clusterName}/role/${caller.account}/*`
        : `arn:aws:eks:${region}:${caller.account}:access-entry/${clusterName}/*`,
  });
  if (!thingsOf(call, 'AWS::EKS::Cluster').has(clusterName!)) {
    throw notFound(`No cluster found for name: ${clusterName}.`);
  }
  const entry = [...thingsOf(call, 'AWS::EKS::AccessEntry').values()].find(
    ({ properties }) =>
      properties.ClusterName === clusterName &&
      properties.PrincipalArn === principalArn,
  );
  if (!entry) {
    throw notFound(
      `The specified principalArn could not be found: ${principalArn}`,
    );
  }
  return entry;
}

function describeAccessEntry(
  call: Call,
  input: DescribeAccessEntryRequest,
): DescribeAccessEntryResponse {
  const { arn, properties } = requireEntry(call, 'DescribeAccessEntry', input);
  return {
    accessEntry: {
      clusterName: properties.ClusterName,
      principalArn: properties.PrincipalArn,
      accessEntryArn: arn,
      kubernetesGroups: properties.KubernetesGroups ?? [],
      type: properties.Type ?? 'STANDARD',
    },
  };
}

function listAssociatedAccessPolicies(
  call: Call,
  input: ListAssociatedAccessPoliciesRequest,
): ListAssociatedAccessPoliciesResponse {
  const { properties } = requireEntry(
    call,
    'ListAssociatedAccessPolicies',
    input,
  );
  return {
    clusterName: properties.ClusterName,
    principalArn: properties.PrincipalArn,
    associatedAccessPolicies: (properties.AccessPolicies ?? []).map(
      ({ PolicyArn, AccessScope }: Record<string, any>) => ({
        policyArn: PolicyArn,
        accessScope: {
          type: AccessScope?.Type,
          namespaces: AccessScope?.Namespaces,
        },
      }),
    ),
  };
}

function listClusters(call: Call): ListClustersResponse {
  const { region, caller } = call;
  authorize(call, {
    action: 'eks:ListClusters',
    resource: `arn:aws:eks:${region}:${caller.account}:cluster/*`,
  });
  return { clusters: [...thingsOf(call, 'AWS::EKS::Cluster').keys()] };
}

export const eksService: Service = {
  signingName: 'eks',
  protocol: restJsonProtocol(),
  bodyLimit: 100_000,
  operations: [
    operation(DescribeAccessEntry$, describeAccessEntry),
    operation(DescribeCluster$, describeCluster),
    operation(ListAssociatedAccessPolicies$, listAssociatedAccessPolicies),
    operation(ListClusters$, listClusters),
  ],
};
