/**
 * The parts of a pipeline's ARN.
 *
 * @alpha
 */
export interface PipelineArnParts {
  /** `aws`, or e.g. `aws-us-gov`. */
  partition: string;
  region: string;
  /** Twelve digits. */
  account: string;
  name: string;
}

// Names: codepipeline/latest/APIReference/API_PipelineDeclaration
const pattern =
  /^arn:(aws(?:-[a-z]+)*):codepipeline:([a-z]{2,}(?:-[a-z]+)+-\d+):(\d{12}):([A-Za-z0-9.@_-]{1,100})$/;

/**
 * Takes a pipeline's ARN apart; nothing for anything else, the ARN of one of
 * its stages or actions included.
 *
 * @alpha
 */
export function parsePipelineArn(arn: string): PipelineArnParts | undefined {
  const match = pattern.exec(arn);
  if (!match) {
    return undefined;
  }
  const [, partition, region, account, name] = match;
  return { partition, region, account, name };
}
