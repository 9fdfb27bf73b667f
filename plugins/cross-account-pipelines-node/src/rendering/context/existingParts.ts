import {
  accountOf,
  type ExistingResource,
  type PipelineSpec,
  sourceKindOf,
  targetKindOf,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { targetPlace, type PipelineParts } from './PipelineParts';

/** What the stacks use and do not make. */
export function existingParts(
  spec: PipelineSpec,
  { partition, stores }: PipelineParts,
): ExistingResource[] {
  const { account, source, existing = {} } = spec;
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
  const all = [...own, ...ofTargets];
  return [...new Map(all.map(part => [part.arn, part])).values()];
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
