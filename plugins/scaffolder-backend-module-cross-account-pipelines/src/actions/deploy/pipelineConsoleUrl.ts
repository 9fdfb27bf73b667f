import type { PipelineArnParts } from 'backstage-plugin-cross-account-pipelines-core/alpha';

const consoles: Record<string, string> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/**
 * The page of a pipeline in the AWS console.
 */
export function pipelineConsoleUrl(pipeline: PipelineArnParts): string {
  const { name, partition, region } = pipeline;
  const host = consoles[partition] ?? 'console.aws.amazon.com';
  return `https://${region}.${host}/codesuite/codepipeline/pipelines/${encodeURIComponent(
    name,
  )}/view?region=${region}`;
}
