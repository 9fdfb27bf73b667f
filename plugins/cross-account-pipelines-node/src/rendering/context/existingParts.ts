import {
  type ExistingResource,
  type PipelineSpec,
  PipelineSpecError,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  accountOf,
  sourceKindOf,
  targetKindOf,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { targetPlace, type PipelineParts } from './PipelineParts';
import {
  administrationRoleArn,
  executionRoleName,
  isServiceManaged,
} from './targetStackSet';

/**
 * What the stacks use and do not make, with what the spec says of it.
 *
 * @throws PipelineSpecError where a policy is still in its file
 */
export function existingParts(
  spec: PipelineSpec,
  { partition, stores, places }: PipelineParts,
): ExistingResource[] {
  const { account, source, existing = {} } = spec;
  // Those of service-managed permissions AWS makes when it needs them.
  const hasStackSetRoles = spec.stackSet && !isServiceManaged(spec);
  const arns = [
    ...(sourceKindOf(source).uses?.(source, { partition }) ?? []),
    ...rulesOf(spec)
      .filter(({ provider }) => provider === 'CodeBuild')
      .map(
        ({ configuration }) =>
          `arn:${partition}:codebuild:${spec.region}:${account}:project/${configuration.ProjectName}`,
      ),
    ...Object.values(existing.artifactStores ?? {}).flatMap(
      ({ bucket, keyArn }) => [`arn:${partition}:s3:::${bucket}`, keyArn],
    ),
    ...(spec.accessLogs
      ? stores.flatMap(({ existingKeyArn, existingLogBucket: bucket }) =>
          bucket && !existingKeyArn ? [`arn:${partition}:s3:::${bucket}`] : [],
        )
      : []),
    ...[existing.serviceRoleArn, existing.buildRoleArn].filter(isText),
    ...(hasStackSetRoles ? [administrationRoleArn(spec, partition)] : []),
  ];
  const own = arns.map(arn => ({ arn, account }));
  const ofTargets = spec.stages
    .flatMap(({ targets }) => targets)
    .flatMap(target =>
      arnsOf(spec, target).map(arn => ({
        arn,
        account: accountOf(arn) ?? target.account,
      })),
    );
  const ofStackSet = (hasStackSetRoles ? places : []).map(place => ({
    arn: `arn:${partition}:iam::${place.account}:role/${executionRoleName(
      spec,
    )}`,
    account: place.account,
  }));
  const { resources = [] } = existing;
  requireRead(resources);
  const all = [...own, ...ofTargets, ...ofStackSet, ...resources];
  return [...new Map(all.map(part => [part.arn, part])).values()];
}

/** Only who has the spec's folder can read what is beside the spec. */
function requireRead(resources: ExistingResource[]): void {
  const problems = resources.flatMap((resource, index) => {
    const { policy, trustPolicy, policies } = resource;
    const isFile = (each: unknown) =>
      typeof each === 'string' && each !== 'none';
    const fields = {
      policy: [policy],
      trustPolicy: [trustPolicy],
      policies: Array.isArray(policies) ? policies : [],
    };
    return Object.entries(fields)
      .filter(([, documents]) => documents.some(isFile))
      .map(([field]) => ({
        path: `existing.resources[${index}].${field}`,
        message:
          'names a file, which only the command line reads: write the policy in its place',
      }));
  });
  if (problems.length > 0) {
    throw new PipelineSpecError(problems);
  }
}

function rulesOf({ stages }: PipelineSpec) {
  return stages.flatMap(({ entry, success }) => [
    ...(entry?.rules ?? []),
    ...(success?.rules ?? []),
  ]);
}

function arnsOf(spec: PipelineSpec, target: TargetSpec): string[] {
  const { deploy, actionRoleArn, deployRoleArn } = target;
  return [
    ...[actionRoleArn, deployRoleArn].filter(isText),
    ...(targetKindOf(deploy).uses?.(deploy, targetPlace(spec, target)) ?? []),
  ];
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
