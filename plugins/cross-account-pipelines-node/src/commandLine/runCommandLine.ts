import { commands } from './commands/commands';
import { runInvocation } from './runInvocation';
import type { Terminal } from './Terminal';

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
  return runInvocation(args, terminal, name => commands[name]);
}
