import { unforeseenPart } from '../../policy';
import { pipelineNames } from '../../pipeline';
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
    names: resources.flatMap(namedPart),
  };
}

/** A role or a bucket: AWS refuses a second one of that name. */
function namedPart({
  type,
  arn,
  physicalId,
  properties,
}: ResolvedResource): NamedPart[] {
  const { RoleName, BucketName } = properties;
  if (type === 'AWS::IAM::Role' && RoleName && arn && !unforeseenPart(arn)) {
    return [{ type: 'role', id: arn }];
  }
  return type === 'AWS::S3::Bucket' && BucketName && !unforeseenPart(physicalId)
    ? [{ type: 'bucket', id: physicalId }]
    : [];
}
