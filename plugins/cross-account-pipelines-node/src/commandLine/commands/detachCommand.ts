import { DefaultAwsClients } from '../../aws';
import {
  DeploymentFailedError,
  DeploymentProgress,
  detachPipeline,
  formatDetachment,
} from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';
import { readConcurrency } from './readConcurrency';

/** Takes back what `attach` did to a pipeline. */
export async function detachCommand(
  { operands, options }: Invocation,
  { stdout, stderr, env, folder }: Terminal,
): Promise<ExitCode> {
  const { config: file, json, progress } = options;
  if (operands.length !== 1) {
    throw new UsageError('detach takes the ARN of one pipeline');
  }
  const [pipelineArn] = operands;
  const concurrency = readConcurrency(options.concurrency);
  const dryRun = options['dry-run'];
  const { config, accounts } = await readPortalConfig({ file, folder, env });
  const told = new DeploymentProgress(accounts);
  try {
    const result = await detachPipeline({
      pipelineArn,
      clients: DefaultAwsClients.fromConfig(config),
      accounts,
      deleteApplicationStacks: options['application-stacks'],
      lock: { takeOver: options['take-over'] },
      concurrency,
      dryRun,
      onPlanned: plan => {
        if (!json) {
          stdout.write(plainLines(formatDetachment(plan)));
        }
      },
      onEvent: event => {
        const text = told.add(event);
        if (text !== undefined && progress) {
          stderr.write(plainLines(text));
        }
      },
    });
    const { plan, stacks, kept, remains, report } = result;
    stdout.write(
      json
        ? `${JSON.stringify(
            {
              version: 1,
              dryRun: result.dryRun,
              changes: plan.changes,
              stacks,
              kept,
              remains,
              report,
            },
            null,
            2,
          )}\n`
        : plainLines(
            [
              ...kept.map(
                ({ account, region, stackName, reason }) =>
                  `kept  ${account} ${region} ${stackName}: ${reason}`,
              ),
              ...remains,
              dryRun ? 'Nothing was changed' : 'The pipeline is as it was',
            ].join('\n'),
          ),
    );
    return kept.length > 0 ? exitCodes.findings : exitCodes.healthy;
  } catch (error) {
    if (error instanceof DeploymentFailedError) {
      stderr.write(plainLines(error.message));
      return exitCodes.findings;
    }
    throw error;
  }
}
