import { exitCodes, type ExitCode } from '../ExitCode';
import type { Invocation } from '../Invocation';
import { plainLines } from '../output/plainText';
import type { Terminal } from '../Terminal';

/** Says what was done with a run. */
export function tellDone(
  data: object,
  text: string,
  { options, terminal }: { options: Invocation['options']; terminal: Terminal },
): ExitCode {
  terminal.stdout.write(
    options.json
      ? `${JSON.stringify({ version: 1, ...data }, null, 2)}\n`
      : plainLines(text),
  );
  return exitCodes.healthy;
}
