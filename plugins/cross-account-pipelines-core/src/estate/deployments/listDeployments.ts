import { unforeseenPart } from '../../policy';
import { componentTag, pipelineNames } from '../../pipeline';
import type {
  ResolvedManifestStack,
  ResolvedResource,
  StackManifest,
} from '../../template';
import { partitionOf } from '../../template/partitions';
import type { Deployment, NamedPart } from '../Estate';
import { callsOfLock, callsOfResource, callsOfStack } from './deployerCalls';

/**
 * What the stacks of a manifest ask of the role that deploys them.
 *
 * @public
 */
export function listDeployments(
  { pipeline }: Pick<StackManifest, 'pipeline'>,
  stacks: ResolvedManifestStack[],
): Deployment[] {
  return [...(pipeline ? [lockOf(pipeline)] : []), ...stacks.map(toDeployment)];
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

function toDeployment({ stack, resolved }: ResolvedManifestStack): Deployment {
  const { account, region, stackName, tags = {} } = stack;
  const place = {
    partition: partitionOf(region).id,
    account,
    region,
    tags,
  };
  const resources = Object.values(resolved.resources);
  const calls = [
    callsOfStack(stackName, place),
    ...resources.map(resource => callsOfResource(resource, place)),
  ];
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
  };
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
