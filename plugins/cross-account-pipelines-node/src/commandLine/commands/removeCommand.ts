import { DefaultAwsClients } from '../../aws';
import {
  DeploymentFailedError,
  DeploymentProgress,
  readDeployedPipeline,
  removePipeline,
} from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { describeRemoved } from '../output/describeRemoved';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import { readConcurrency } from './readConcurrency';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';

/** Removes a pipeline that the suite has made. */
export async function removeCommand(
  { operands, options }: Invocation,
  { stdout, stderr, env, folder }: Terminal,
): Promise<ExitCode> {
  const { config: file, json, progress } = options;
  if (operands.length !== 1) {
    throw new UsageError('remove takes the ARN of one pipeline');
  }
  const [pipelineArn] = operands;
  const concurrency = readConcurrency(options.concurrency);
  const dryRun = options['dry-run'];
  const { config, accounts } = await readPortalConfig({ file, folder, env });
  const clients = DefaultAwsClients.fromConfig(config);
  const told = new DeploymentProgress(accounts);
  const { rendered, record } = await readDeployedPipeline({
    clients,
    pipelineArn,
  });
  try {
    const result = await removePipeline({
      manifest: rendered.manifest,
      templates: rendered.files,
      former: record.former,
      clients,
      deleteApplicationStacks: options['application-stacks'],
      emptyBuckets: options['empty-buckets'],
      concurrency,
      lock: { takeOver: options['take-over'] },
      dryRun,
      onEvent: event => {
        const text = told.add(event);
        if (text !== undefined && progress) {
          stderr.write(plainLines(text));
        }
      },
    });
    stdout.write(
      json
        ? `${JSON.stringify({ version: 1, ...result }, null, 2)}\n`
        : plainLines(describeRemoved(result).join('\n')),
    );
    return result.kept.length > 0 ? exitCodes.findings : exitCodes.healthy;
  } catch (error) {
    if (error instanceof DeploymentFailedError) {
      stderr.write(plainLines(error.message));
      return exitCodes.findings;
    }
    throw error;
  }
}
