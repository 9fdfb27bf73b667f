import type { Writable } from 'node:stream';
import type { Explanation } from 'backstage-plugin-cross-account-pipelines-core';
import { exitCodes, type ExitCode } from '../ExitCode';
import { formatExplanations } from './formatExplanations';
import type { Invocation } from '../Invocation';
import { paintFor } from './Paint';

/** Prints explanations, as they were asked for, and says whether there are any. */
export function tellExplanations(
  explanations: Explanation[],
  context: { options: Invocation['options']; stdout: Writable },
): ExitCode {
  const {
    options: { json },
    stdout,
  } = context;
  stdout.write(
    json
      ? `${JSON.stringify({ version: 1, explanations }, null, 2)}\n`
      : formatExplanations(explanations, paintFor(stdout)),
  );
  return explanations.length > 0 ? exitCodes.healthy : exitCodes.findings;
}
