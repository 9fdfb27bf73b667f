import { DefaultAwsClients } from '../../aws';
import { readDeployedPipeline, removePipeline } from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { describeRemoved } from '../output/describeRemoved';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import { followDeployment } from './followDeployment';
import { readConcurrency } from './readConcurrency';
import type { Terminal } from '../Terminal';
import { readPipelineArn } from '../readPipelineArn';

/** Removes a pipeline that the suite has made. */
export async function removeCommand(
  invocation: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { options } = invocation;
  const { stdout, env, folder } = terminal;
  const { config: file, json, progress } = options;
  const { pipelineArn } = readPipelineArn(invocation, []);
  const concurrency = readConcurrency(options.concurrency);
  const dryRun = options['dry-run'];
  const { config, accounts } = await readPortalConfig({ file, folder, env });
  const clients = DefaultAwsClients.fromConfig(config);
  const { rendered, record } = await readDeployedPipeline({
    clients,
    pipelineArn,
  });
  return followDeployment(terminal, { accounts, progress }, async onEvent => {
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
      onEvent,
    });
    stdout.write(
      json
        ? `${JSON.stringify({ version: 1, ...result }, null, 2)}\n`
        : plainLines(describeRemoved(result).join('\n')),
    );
    return result.kept.length > 0 ? exitCodes.findings : exitCodes.healthy;
  });
}
