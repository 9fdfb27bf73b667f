import {
  type ConfiguredAccount,
  parsePipelineArn,
} from 'backstage-plugin-cross-account-pipelines-core';
import { type AwsClients, DefaultAwsClients } from '../../aws';
import { PipelineRuns } from '../../running';
import type { Invocation } from '../Invocation';
import { readPortalConfig } from '../setUp/PortalConfig';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';

/** A pipeline that a command line names, to do something with its runs. */
export interface OpenedPipeline {
  pipelineArn: string;
  clients: AwsClients;
  accounts?: ConfiguredAccount[];
  runs: PipelineRuns;
}

/**
 * Opens the pipeline that the first operand names.
 *
 * @param takes - what the command takes after it, in words
 * @returns the operands after it, too
 * @throws UsageError when there are more or fewer
 */
export async function openPipeline<const Names extends readonly string[]>(
  { command, operands, options }: Invocation,
  { folder, env }: Terminal,
  takes: Names,
): Promise<OpenedPipeline & { rest: { [Name in keyof Names]: string } }> {
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
  const { config, accounts } = await readPortalConfig({
    file: options.config,
    folder,
    env,
  });
  const clients = DefaultAwsClients.fromConfig(config);
  return {
    pipelineArn,
    clients,
    accounts,
    runs: new PipelineRuns({ clients }),
    rest: rest as { [Name in keyof Names]: string },
  };
}
