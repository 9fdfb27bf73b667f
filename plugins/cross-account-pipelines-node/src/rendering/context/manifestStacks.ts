import type {
  ManifestStack,
  ParameterValue,
  PipelineSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import type {
  SourceSpec,
  TargetRolePurpose,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { FoundationContext } from './foundationContext';
import type { PipelineContext } from './pipelineContext';
import type { PipelineParts, PlaceParts, StoreParts } from './PipelineParts';
import type { PipelinePart } from './splitStages';
import { madeRoles, type TargetAccountContext } from './targetAccountContext';
import { toLogicalId } from '../toLogicalId';

/** Where a stack goes and with which parameters. */
export type StackPlacement = Omit<ManifestStack, 'template'>;

type Parameters = Record<string, ParameterValue>;

const namedRoles = { capabilities: ['CAPABILITY_NAMED_IAM'] };

/** The parameters that name the roles which providers ask for. */
const roleNameParameters: Array<[TargetRolePurpose, string]> = [
  ['deploy', 'DeployRoleName'],
  ['test', 'TestRoleName'],
  ['instance', 'InstanceRoleName'],
  ['codedeploy', 'CodeDeployRoleName'],
];

export function foundationStack(
  spec: PipelineSpec,
  { names, serviceRole, buildRole }: PipelineParts,
  store: StoreParts,
  context: FoundationContext,
): StackPlacement {
  const { makesStore, makesServiceRole, makesBuildRole } = context;
  const makesRoles = makesServiceRole || makesBuildRole;
  return {
    phase: 'foundation',
    account: spec.account,
    region: store.region,
    stackName: names.foundationStack,
    parameters: {
      PipelineName: spec.name,
      ...(makesStore && {
        ArtifactBucketName: store.bucket,
        KeyAlias: names.keyAlias,
        ...(context.accessLogs && { LogBucketName: store.logBucket }),
      }),
      ...(!makesStore &&
        makesRoles && {
          ArtifactBucketName: store.bucket,
          ArtifactKeyArn: store.existingKeyArn!,
        }),
      ...(makesRoles && { RolePath: spec.rolePath ?? '/' }),
      ...(makesServiceRole && {
        ServiceRoleName: serviceRole.name,
        ...sourceParameters(spec.source, context.sourceIsHere),
      }),
      ...(makesBuildRole && { BuildRoleName: buildRole.name }),
      ...(makesRoles && spec.build && { BuildProjectName: names.buildProject }),
    },
    ...(makesRoles && namedRoles),
  };
}

function sourceParameters(source: SourceSpec, isHere: boolean): Parameters {
  switch (source.provider) {
    case 'S3':
      return {
        SourceBucketName: source.bucket,
        SourceObjectKey: source.objectKey,
      };
    case 'CodeConnections':
      return {
        ConnectionArn: source.connectionArn,
        SourceRepository: source.repository,
      };
    default:
      return isHere ? { SourceRepository: source.repository } : {};
  }
}

export function targetStack(
  spec: PipelineSpec,
  parts: PipelineParts,
  place: PlaceParts,
  context: TargetAccountContext,
): StackPlacement {
  const { names } = parts;
  const { roles } = place;
  const { makesActionRole } = context;
  // The parameters of a StackSet are those of all its accounts, and a role can
  // do nothing to stacks and logs of another account.
  const own = { ...place, account: spec.stackSet ? '*' : place.account };
  const stacks = stackArns(parts, own);
  const made = madeRoles(place);
  return {
    phase: 'target',
    account: place.account,
    region: place.region,
    stackName: names.targetStack,
    parameters: {
      ...(makesActionRole && {
        PipelineAccount: spec.account,
        ServiceRoleArn: serviceRoleArn(spec, parts),
        ActionRoleName: roles.action.name,
      }),
      ...Object.fromEntries(
        roleNameParameters
          .filter(([purpose]) => made.has(purpose))
          .map(([purpose, parameter]) => [parameter, roles[purpose].name]),
      ),
      ...(context.repository?.emitsEvents && {
        EventRoleName: roles.event.name,
      }),
      ...(context.makesRoles && { RolePath: spec.rolePath ?? '/' }),
      ...(context.usesStore && {
        ArtifactBucketName: bucketName(spec, parts, place.region),
        ArtifactKeyArn: keyArn(spec, parts, place.region),
      }),
      ...(makesActionRole &&
        stacks.length > 0 && { StackArns: stacks.join(',') }),
      ...(makesActionRole &&
        usesChangeSets(place) && { ChangeSetName: names.changeSet }),
      ...(makesActionRole &&
        context.writesLogs && {
          LogGroupArns: logGroupArns(parts, own).join(','),
        }),
      ...(context.accessLogs && {
        LogBucketName: names.logBucket(place.account, place.region),
      }),
    },
    ...namedRoles,
  };
}

/** Where CodePipeline's own compute writes logs of these pipelines. */
function logGroupArns(
  { partition, pipelines }: PipelineParts,
  { account, region }: PlaceParts,
): string[] {
  return pipelines.flatMap(({ name }) => {
    const arn = `arn:${partition}:logs:${region}:${account}:log-group:/aws/codepipeline/${name}`;
    return [arn, `${arn}:*`];
  });
}

function usesChangeSets({ targets }: PlaceParts): boolean {
  return targets.some(
    ({ deploy }) =>
      deploy.provider === 'CloudFormation' && deploy.mode === 'change-set',
  );
}

function stackArns(
  { partition }: PipelineParts,
  { account, region, targets }: PlaceParts,
): string[] {
  const arns = targets.flatMap(({ deploy }) =>
    deploy.provider === 'CloudFormation'
      ? [
          `arn:${partition}:cloudformation:${region}:${account}:stack/${deploy.stackName}/*`,
        ]
      : [],
  );
  return [...new Set(arns)];
}

export function pipelineStack(
  spec: PipelineSpec,
  parts: PipelineParts,
  pipeline: PipelinePart,
  context: PipelineContext,
): StackPlacement {
  const { names, serviceRole, buildRole } = parts;
  const number = parts.pipelines.indexOf(pipeline) + 1;
  const attachesPolicy =
    context.isFirst && serviceRole.isNew && context.otherRegions.length > 0;
  const makesEventRole = context.source.eventPattern !== undefined;
  return {
    phase: 'pipeline',
    account: spec.account,
    region: spec.region,
    stackName:
      number === 1 ? names.pipelineStack : `${names.pipelineStack}-${number}`,
    parameters: {
      PipelineName: pipeline.name,
      ServiceRoleArn: serviceRoleArn(spec, parts),
      ...(attachesPolicy && { ServiceRoleName: serviceRole.name }),
      ...Object.fromEntries(
        context.regions.flatMap(region => [
          [
            `ArtifactBucketName${toLogicalId(region)}`,
            bucketName(spec, parts, region),
          ],
          [`ArtifactKeyArn${toLogicalId(region)}`, keyArn(spec, parts, region)],
        ]),
      ),
      ...(spec.build && { BuildProjectName: names.buildProject }),
      ...(spec.build &&
        context.isFirst && {
          BuildRoleArn: buildRole.isNew
            ? foundationOutput(spec, parts, 'BuildRoleArn')
            : buildRole.arn,
        }),
      ...(makesEventRole && {
        EventRoleName: names.eventRole,
        RolePath: spec.rolePath ?? '/',
      }),
      ...(context.usesChangeSets && { ChangeSetName: names.changeSet }),
    },
    ...(makesEventRole && namedRoles),
    ...(attachesPolicy &&
      !makesEventRole && { capabilities: ['CAPABILITY_IAM'] }),
  };
}

function serviceRoleArn(
  spec: PipelineSpec,
  parts: PipelineParts,
): ParameterValue {
  return parts.serviceRole.isNew
    ? foundationOutput(spec, parts, 'ServiceRoleArn')
    : parts.serviceRole.arn;
}

function bucketName(
  spec: PipelineSpec,
  parts: PipelineParts,
  region: string,
): ParameterValue {
  const store = storeOf(parts, region);
  return store.existingKeyArn === undefined
    ? foundationOutput(spec, parts, 'ArtifactBucketName', region)
    : store.bucket;
}

function keyArn(
  spec: PipelineSpec,
  parts: PipelineParts,
  region: string,
): ParameterValue {
  return (
    storeOf(parts, region).existingKeyArn ??
    foundationOutput(spec, parts, 'ArtifactKeyArn', region)
  );
}

function storeOf({ stores }: PipelineParts, region: string): StoreParts {
  return stores.find(store => store.region === region)!;
}

function foundationOutput(
  spec: PipelineSpec,
  parts: PipelineParts,
  output: string,
  region: string = spec.region,
): ParameterValue {
  return {
    fromStack: {
      account: spec.account,
      region,
      stackName: parts.names.foundationStack,
    },
    output,
  };
}
