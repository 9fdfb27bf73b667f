import {
  formatRunEvent,
  formatWatchedRun,
  RunGoesOnError,
  watchRun,
} from '../../running';
import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import type { Terminal } from '../Terminal';
import { UsageError } from '../UsageError';
import type { OpenedPipeline } from './openPipeline';

/** A day. */
const longest = 86_400;

/**
 * Follows a run to its end in the terminal, unless `--no-wait` says otherwise.
 */
export async function tellRun(
  { clients, accounts, pipelineArn }: OpenedPipeline,
  executionId: string,
  {
    options,
    terminal: { stdout, stderr },
  }: {
    options: Invocation['options'];
    terminal: Terminal;
  },
): Promise<ExitCode> {
  const { json } = options;
  const say = (text: string) => stderr.write(plainLines(text));
  const tell = (data: object, text: string) =>
    stdout.write(
      json
        ? `${JSON.stringify(
            { version: 1, pipelineArn, executionId, ...data },
            null,
            2,
          )}\n`
        : plainLines(text),
    );
  if (options['no-wait']) {
    tell({}, `Run ${executionId}`);
    return exitCodes.healthy;
  }
  say(`Run ${executionId}`);
  try {
    const watched = await watchRun({
      clients,
      accounts,
      pipelineArn,
      executionId,
      timeoutSeconds: readTimeout(options.timeout),
      onEvent: event => say(formatRunEvent(event)),
    });
    const { run, failures } = watched;
    tell(
      { status: run.status, run, failures },
      formatWatchedRun(watched).join('\n'),
    );
    return run.status === 'Succeeded' ? exitCodes.healthy : exitCodes.findings;
  } catch (error) {
    if (error instanceof RunGoesOnError) {
      tell({ status: 'InProgress' }, error.message);
      return exitCodes.unknown;
    }
    throw error;
  }
}

/** @throws UsageError when it is no number of seconds */
export function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const seconds = Number(text);
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest) {
    throw new UsageError(
      `--timeout is ${text}; it can be 1 to ${longest} seconds`,
    );
  }
  return seconds;
}
