import { DefaultAwsClients } from '../../aws';
import { detachPipeline, formatDetachment } from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import { readPortalConfig } from '../setUp/PortalConfig';
import type { Terminal } from '../Terminal';
import { readPipelineArn } from '../readPipelineArn';
import { followDeployment } from './followDeployment';
import { readConcurrency } from './readConcurrency';

/** Takes back what `attach` did to a pipeline. */
export async function detachCommand(
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
  return followDeployment(terminal, { accounts, progress }, async onEvent => {
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
      onEvent,
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
  });
}
