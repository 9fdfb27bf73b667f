import { isError } from '@backstage/errors';
import { version } from '../../package.json';
import type { LoadCommand } from './commands/Command';
import { exitCodes, type ExitCode } from './ExitCode';
import { commandOf, parseInvocation } from './Invocation';
import { plainText } from './output/plainText';
import type { Terminal } from './Terminal';
import { usage } from './usage';

/**
 * Does what a command line asks for, with the code of that command only.
 *
 * @param args - what follows the name of the program
 */
export async function runInvocation(
  args: string[],
  terminal: Terminal,
  loadCommand: LoadCommand,
): Promise<ExitCode> {
  try {
    return await run(args, terminal, loadCommand);
  } catch (error) {
    const message = isError(error) ? error.message : String(error);
    terminal.stderr.write(`cross-account-pipelines: ${plainText(message)}\n`);
    return exitCodes.usage;
  }
}

async function run(
  args: string[],
  terminal: Terminal,
  loadCommand: LoadCommand,
): Promise<ExitCode> {
  const invocation = parseInvocation(args);
  const { options } = invocation;
  if (options.version) {
    terminal.stdout.write(`${version}\n`);
    return exitCodes.healthy;
  }
  if (options.help) {
    terminal.stdout.write(usage);
    return exitCodes.healthy;
  }
  const name = commandOf(invocation);
  if (name === undefined) {
    terminal.stderr.write(usage);
    return exitCodes.usage;
  }
  return loadCommand(name)(invocation, terminal);
}
