import { partitionOf } from '../../template/partitions';

/**
 * The ARN of a pipeline, in the partition of its Region.
 *
 * @alpha
 */
export function pipelineArnOf(pipeline: {
  name: string;
  /** Twelve digits. */
  account: string;
  region: string;
}): string {
  const { name, account, region } = pipeline;
  const partition = partitionOf(region).id;
  return `arn:${partition}:codepipeline:${region}:${account}:${name}`;
}
