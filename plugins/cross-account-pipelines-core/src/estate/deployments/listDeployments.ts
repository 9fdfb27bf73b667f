import { unforeseenPart } from '../../policy';
import {
  accountOf,
  componentTag,
  pipelineNames,
  shortName,
} from '../../pipeline';
import type { ReachedAccount } from '../../providers/Provider';
import type {
  ResolvedManifestStack,
  ResolvedResource,
  StackManifest,
} from '../../template';
import { stackSetInstances } from '../../template/manifest/stackSetInstances';
import { partitionOf } from '../../template/partitions';
import type { Deployment, NamedPart } from '../Estate';
import { callsOfLock, callsOfResource, callsOfStack } from './deployerCalls';

/**
 * What the stacks of a manifest ask of the role that deploys them.
 *
 * @alpha
 */
export function listDeployments(
  { pipeline, existing = [] }: Pick<StackManifest, 'pipeline' | 'existing'>,
  stacks: ResolvedManifestStack[],
): Deployment[] {
  const roles = new Map(
    [...existing, ...stacks.flatMap(resourcesOf)].flatMap(({ arn = '' }) =>
      arn.includes(':role/') ? [[roleKey(arn), arn]] : [],
    ),
  );
  return [
    ...(pipeline ? [lockOf(pipeline)] : []),
    // What a StackSet makes, it makes with a role of its own.
    ...stacks
      .filter(({ ofStackSetIn }) => !ofStackSetIn)
      .map(stack => toDeployment(stack, roles)),
  ];
}

function resourcesOf({ resolved }: ResolvedManifestStack): ResolvedResource[] {
  return Object.values(resolved.resources);
}

/** The same with the path of the role and without it. */
function roleKey(arn: string): string {
  return `${accountOf(arn)} ${shortName(arn)}`;
}

/** One run at a time works on a pipeline: a stack that never comes to be. */
function lockOf(pipeline: NonNullable<StackManifest['pipeline']>): Deployment {
  const { account, region } = pipeline;
  const stackName = pipelineNames(pipeline).lockStack;
  const place = { partition: partitionOf(region).id, account, region };
  return {
    account,
    region,
    stackName,
    create: callsOfLock(stackName, place),
    change: [],
    names: [],
  };
}

interface Place {
  partition: string;
  account: string;
  region: string;
}

function toDeployment(
  made: ResolvedManifestStack,
  roles: ReadonlyMap<string, string>,
): Deployment {
  const { account, region, stackName, tags = {} } = made.stack;
  const partition = partitionOf(region).id;
  const place = {
    partition,
    account,
    region,
    tags,
    // A policy names its role without the path, which IAM asks about.
    roleArn: (name: string) => {
      const arn = `arn:${partition}:iam::${account}:role/${name}`;
      return roles.get(roleKey(arn)) ?? arn;
    },
  };
  const resources = resourcesOf(made);
  const calls = [
    callsOfStack(stackName, place),
    ...resources.map(resource => callsOfResource(resource, place)),
  ];
  const enters = enteredAccounts(made, place);
  const known = ({ resource }: { resource?: string }) =>
    resource !== undefined && !unforeseenPart(resource);
  return {
    account,
    region,
    stackName,
    create: calls.flatMap(({ create }) => create).filter(known),
    change: calls.flatMap(({ change }) => change).filter(known),
    owner: tags[componentTag],
    names: resources.flatMap(resource => namedPart(resource, place)),
    ...(enters.length > 0 && { enters }),
  };
}

/** With the roles that AWS's page names where the template names none. */
function enteredAccounts(
  { resolved }: ResolvedManifestStack,
  { roleArn }: Place & { roleArn(name: string): string },
): ReachedAccount[] {
  return Object.entries(resolved.resources).flatMap(([logicalId, resource]) => {
    const {
      PermissionModel,
      AdministrationRoleARN = roleArn(
        'AWSCloudFormationStackSetAdministrationRole',
      ),
      ExecutionRoleName = 'AWSCloudFormationStackSetExecutionRole',
    } = resource.properties;
    const administrationRoleArn = String(AdministrationRoleARN);
    return PermissionModel === 'SERVICE_MANAGED' ||
      unforeseenPart(administrationRoleArn)
      ? []
      : stackSetInstances({ resources: { [logicalId]: resource } }).map(
          ({ account, region }) => ({
            account,
            region,
            administrationRoleArn,
            executionRoleArn: `arn:${
              partitionOf(region).id
            }:iam::${account}:role/${ExecutionRoleName}`,
          }),
        );
  });
}

/** Of these AWS refuses a second one of the same name. */
function namedPart(
  { type, arn, physicalId, properties }: ResolvedResource,
  { partition, account, region }: Place,
): NamedPart[] {
  const { RoleName, BucketName, Name, AliasName } = properties;
  const ids: Record<string, NamedPart | undefined | false> = {
    'AWS::IAM::Role': RoleName !== undefined &&
      arn !== undefined && { type: 'role', id: arn },
    'AWS::S3::Bucket': BucketName !== undefined && {
      type: 'bucket',
      id: physicalId,
    },
    'AWS::CodePipeline::Pipeline': Name !== undefined &&
      arn !== undefined && { type: 'pipeline', id: arn },
    'AWS::KMS::Alias': typeof AliasName === 'string' && {
      type: 'key alias',
      id: `arn:${partition}:kms:${region}:${account}:${AliasName}`,
    },
  };
  const part = Object.hasOwn(ids, type) ? ids[type] : undefined;
  return part && !unforeseenPart(part.id) ? [part] : [];
}
