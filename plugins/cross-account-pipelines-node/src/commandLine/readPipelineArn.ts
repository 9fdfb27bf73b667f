import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { Invocation } from './Invocation';
import { UsageError } from './UsageError';

/**
 * Reads the ARN of a pipeline and what a command takes after it.
 *
 * @param takes - what that is, in words
 * @throws UsageError when there are more or fewer operands, or the first is no
 * such ARN
 */
export function readPipelineArn<const Names extends readonly string[]>(
  { command, operands }: Pick<Invocation, 'command' | 'operands'>,
  takes: Names,
): { pipelineArn: string; rest: { [Name in keyof Names]: string } } {
  const [pipelineArn, ...rest] = operands;
  if (operands.length !== takes.length + 1) {
    throw new UsageError(
      `${command} takes ${['the ARN of one pipeline', ...takes].join(', ')}`,
    );
  }
  if (!parsePipelineArn(pipelineArn)) {
    throw new UsageError(
      `${pipelineArn} is not the ARN of a pipeline; expected arn:aws:codepipeline:<Region>:<account>:<name>`,
    );
  }
  return { pipelineArn, rest: rest as { [Name in keyof Names]: string } };
}
