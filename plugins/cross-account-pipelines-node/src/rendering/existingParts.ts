import {
  accountOf,
  type ExistingResource,
  type PipelineSpec,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import type { PipelineParts } from './PipelineParts';

/** What the stacks use and do not make. */
export function existingParts(
  spec: PipelineSpec,
  { partition }: PipelineParts,
): ExistingResource[] {
  const { account, source, existing = {} } = spec;
  const arns = [
    ...(source.provider === 'S3'
      ? [`arn:${partition}:s3:::${source.bucket}`]
      : []),
    ...(source.provider === 'CodeConnections' ? [source.connectionArn] : []),
    ...Object.values(existing.artifactStores ?? {}).flatMap(
      ({ bucket, keyArn }) => [`arn:${partition}:s3:::${bucket}`, keyArn],
    ),
    ...[existing.serviceRoleArn, existing.buildRoleArn].filter(isText),
  ];
  const own = arns.map(arn => ({ arn, account }));
  const ofTargets = spec.stages
    .flatMap(({ targets }) => targets)
    .flatMap(target =>
      arnsOf(target, partition).map(arn => ({
        arn,
        account: accountOf(arn) ?? target.account,
      })),
    );
  const all = [...own, ...ofTargets];
  return [...new Map(all.map(part => [part.arn, part])).values()];
}

function arnsOf(target: TargetSpec, partition: string): string[] {
  const { account, region, deploy } = target;
  const roles = [target.actionRoleArn, target.deployRoleArn].filter(isText);
  switch (deploy.provider) {
    case 'CodeDeploy':
      return deploy.create
        ? roles
        : [
            ...roles,
            deploy.instanceRoleArn!,
            `arn:${partition}:codedeploy:${region}:${account}:deploymentgroup:${deploy.application}/${deploy.deploymentGroup}`,
          ];
    case 'S3':
      return [
        ...roles,
        ...(deploy.create ? [] : [`arn:${partition}:s3:::${deploy.bucket}`]),
        ...(deploy.keyArn ? [deploy.keyArn] : []),
      ];
    case 'ECS':
      return [...roles, ...deploy.taskRoleArns];
    case 'CloudFormationStackSet':
      return [
        ...roles,
        ...(deploy.accounts
          ? [
              deploy.administrationRoleArn ??
                `arn:${partition}:iam::${account}:role/AWSCloudFormationStackSetAdministrationRole`,
              ...deploy.accounts.map(
                each =>
                  `arn:${partition}:iam::${each}:role/${
                    deploy.executionRoleName ??
                    'AWSCloudFormationStackSetExecutionRole'
                  }`,
              ),
            ]
          : []),
      ];
    default:
      return roles;
  }
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}
