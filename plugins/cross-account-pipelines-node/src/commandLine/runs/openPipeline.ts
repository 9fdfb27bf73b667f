import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import { type AwsClients, DefaultAwsClients } from '../../aws';
import { PipelineRuns } from '../../running';
import type { Invocation } from '../Invocation';
import { readPortalConfig } from '../setUp/PortalConfig';
import type { Terminal } from '../Terminal';
import { readPipelineArn } from '../readPipelineArn';

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
 * @throws UsageError when there are more or fewer, or it is no such ARN
 */
export async function openPipeline<const Names extends readonly string[]>(
  invocation: Invocation,
  { folder, env }: Terminal,
  takes: Names,
): Promise<OpenedPipeline & { rest: { [Name in keyof Names]: string } }> {
  const { pipelineArn, rest } = readPipelineArn(invocation, takes);
  const { config, accounts } = await readPortalConfig({
    file: invocation.options.config,
    folder,
    env,
  });
  const clients = DefaultAwsClients.fromConfig(config);
  return {
    pipelineArn,
    clients,
    accounts,
    runs: new PipelineRuns({ clients }),
    rest,
  };
}
