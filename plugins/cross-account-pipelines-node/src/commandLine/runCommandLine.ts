import { isError } from '@backstage/errors';
import { version } from '../../package.json';
import { checkCommand } from './checkCommand';
import { deployCommand } from './deployCommand';
import { exitCodes, type ExitCode } from './ExitCode';
import { explainCommand } from './explainCommand';
import { parseInvocation, type Invocation } from './Invocation';
import { plainText } from './plainText';
import { removeCommand } from './removeCommand';
import { renderCommand } from './renderCommand';
import type { Terminal } from './Terminal';
import { usage } from './usage';

const commands: Record<
  string,
  (invocation: Invocation, terminal: Terminal) => Promise<ExitCode>
> = {
  render: renderCommand,
  check: checkCommand,
  deploy: deployCommand,
  remove: removeCommand,
  explain: explainCommand,
};

/**
 * Does what a command line asks for; `--help` says what there is.
 *
 * @param args - what follows the name of the program
 * @returns the exit code: 0 healthy, 1 something was found, 2 wrong usage or it
 * cannot be told, 3 nothing was found and something is unknown
 *
 * @public
 */
export async function runCommandLine(
  args: string[],
  terminal: Terminal,
): Promise<number> {
  try {
    return await run(parseInvocation(args), terminal);
  } catch (error) {
    const message = isError(error) ? error.message : String(error);
    terminal.stderr.write(`cross-account-pipelines: ${plainText(message)}\n`);
    return exitCodes.usage;
  }
}

async function run(
  invocation: Invocation,
  terminal: Terminal,
): Promise<ExitCode> {
  const { command, options } = invocation;
  if (options.version) {
    terminal.stdout.write(`${version}\n`);
    return exitCodes.healthy;
  }
  if (options.help) {
    terminal.stdout.write(usage);
    return exitCodes.healthy;
  }
  if (command === undefined) {
    terminal.stderr.write(usage);
    return exitCodes.usage;
  }
  return commands[command](invocation, terminal);
}
