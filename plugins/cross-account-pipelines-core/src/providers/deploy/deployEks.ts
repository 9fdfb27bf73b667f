import * as z from 'zod';
import { say } from '../../report';
import { artifactPath } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import { logCalls, networkCalls } from '../build/ownCompute';
import {
  requestsOn,
  resourceTarget,
  type ActionPlace,
  type Provider,
} from '../Provider';
import { unique, type TargetKind } from './TargetKind';

function clusterArn(place: ActionPlace): string {
  const { configuration, partition, account, region } = place;
  return `arn:${partition}:eks:${region}:${account}:cluster/${
    configuration.ClusterName ?? '*'
  }`;
}

export const deployEks: Provider = {
  kinds: ['Deploy/EKS'],
  page: 'codepipeline/latest/userguide/action-reference-EKS',
  needsV2: true,
  settings: ['ClusterName'],
  artifacts: { reads: true },
  calls(place) {
    const { ClusterName, Subnets, SecurityGroupIds } = place.configuration;
    return [
      {
        says: caller =>
          say('call.find-cluster', { caller, cluster: ClusterName ?? '*' }),
        target: resourceTarget(place, `cluster ${ClusterName ?? '*'}`),
        requests: requestsOn(clusterArn(place), {
          required: ['eks:DescribeCluster'],
        }),
      },
      ...networkCalls(place, {
        isUsed: Boolean(Subnets ?? SecurityGroupIds),
      }),
      ...logCalls(place),
    ];
  },
  names(place) {
    const { account, region, configuration } = place;
    return configuration.ClusterName
      ? [
          {
            type: 'EKS cluster',
            name: `cluster ${configuration.ClusterName}`,
            id: clusterArn(place),
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
  cluster: place =>
    place.configuration.ClusterName ? clusterArn(place) : undefined,
};

const subnets = /* @__PURE__ */ schemaOf(() =>
  z
    .array(shaped(/^subnet-[0-9a-f]+$/, 'the id of a subnet', { max: 64 }))
    .min(1, 'must name at least one'),
);

const securityGroups = /* @__PURE__ */ schemaOf(() =>
  z
    .array(shaped(/^sg-[0-9a-f]+$/, 'the id of a security group', { max: 64 }))
    .min(1, 'must name at least one'),
);

export const eksDeploySchema = /* @__PURE__ */ schemaOf(() =>
  z
    .strictObject({
      provider: z.literal('EKS').describe('Manifests or a chart for a cluster'),
      cluster: shaped(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'the name of a cluster', {
        max: 100,
      }).describe('Name of the cluster'),
      manifests: z
        .array(artifactPath)
        .min(1, 'must name at least one file')
        .describe('Paths of Kubernetes manifests')
        .optional(),
      helm: z
        .strictObject({
          release: shaped(/^[a-z0-9.-]+$/, 'the name of a release', {
            max: 53,
          }).describe('Name of the release'),
          chart: artifactPath.describe('Path of the chart'),
          values: z
            .array(artifactPath)
            .describe('Paths of values files')
            .optional(),
        })
        .describe('A chart instead of manifests')
        .optional(),
      namespace: shaped(/^[a-z0-9-]+$/, 'the name of a namespace', { max: 63 })
        .describe('Kubernetes namespace. Default default')
        .optional(),
      subnets: subnets
        .describe('Subnets of a cluster without a public endpoint')
        .optional(),
      securityGroups: securityGroups
        .describe('Security groups to reach it with')
        .optional(),
      accessEntry: z
        .enum(['make', 'there'], 'must be make or there')
        .describe(
          'Whether the cluster gets an access entry for the action role, or has one. Default make',
        )
        .optional(),
      accessPolicy: text({ max: 64 })
        .regex(/^AmazonEKS[A-Za-z]+$/, 'must be the name of an access policy')
        .describe('Access policy of the entry. Default AmazonEKSEditPolicy')
        .optional(),
    })
    .refine(({ manifests, helm }) => !manifests !== !helm, {
      message: 'must have either manifests or helm',
    }),
);

/**
 * Manifests or a chart for a cluster.
 *
 * @public
 */
export type EksDeploySpec = z.output<typeof eksDeploySchema>;

export const eksTarget: TargetKind<EksDeploySpec> = {
  category: 'Deploy',
  provider: 'EKS',
  needsV2: true,
  thing: ({ cluster }) => cluster,
  writes: ({ cluster, helm, manifests, namespace = 'default' }) => ({
    field: 'cluster',
    name: `${cluster}/${namespace}/${helm?.release ?? manifests?.join(',')}`,
  }),
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        ClusterName: deploy.cluster,
        ManifestFiles: deploy.manifests?.join(','),
        HelmReleaseName: deploy.helm?.release,
        HelmChartLocation: deploy.helm?.chart,
        HelmValuesFiles: deploy.helm?.values?.join(','),
        Namespace: deploy.namespace,
        Subnets: deploy.subnets?.join(','),
        SecurityGroupIds: deploy.securityGroups?.join(','),
      },
    },
  ],
  makes: ({ accessEntry, cluster }) =>
    accessEntry === 'there' ? [] : [cluster],
  context(deploys) {
    const clusters = unique(deploys.map(({ cluster }) => cluster)).map(
      (name, index) => {
        const own = deploys.filter(({ cluster }) => cluster === name);
        const made = own.filter(({ accessEntry }) => accessEntry !== 'there');
        return {
          id: String(index + 1),
          name,
          accessPolicies: unique(
            made.map(
              ({ accessPolicy }) => accessPolicy ?? 'AmazonEKSEditPolicy',
            ),
          ),
        };
      },
    );
    return { clusters };
  },
};
