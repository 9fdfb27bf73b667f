import { isError, NotAllowedError } from '@backstage/errors';
import type { ConfiguredAccount } from 'backstage-plugin-cross-account-pipelines-core';
import {
  DeploymentFailedError,
  DeploymentProgress,
  type DeploymentEvent,
  LostAccountsError,
  NotCertainError,
} from '../../deployment';
import { exitCodes, type ExitCode } from '../ExitCode';
import { plainLines } from '../output/plainText';
import type { Terminal } from '../Terminal';

/**
 * Does what changes stacks, and writes beside its result how far it is and why
 * it stopped.
 *
 * @param options - `progress`: whether to write a line per change of state
 * @param deploy - returns the exit code of a run that came to its end
 */
export async function followDeployment(
  { stderr }: Pick<Terminal, 'stderr'>,
  options: { accounts?: ConfiguredAccount[]; progress?: boolean },
  deploy: (onEvent: (event: DeploymentEvent) => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  const told = new DeploymentProgress(options.accounts);
  try {
    return await deploy(event => {
      const text = told.add(event);
      if (text !== undefined && options.progress) {
        stderr.write(plainLines(text));
      }
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) {
      throw error;
    }
    stderr.write(plainLines((error as Error).message));
    return code;
  }
}

/** @returns undefined for what is wrong with the command line, or unforeseen */
function codeOf(error: unknown): ExitCode | undefined {
  if (error instanceof NotCertainError) {
    return exitCodes.unknown;
  }
  return error instanceof DeploymentFailedError ||
    error instanceof LostAccountsError ||
    (isError(error) && error.name === NotAllowedError.name)
    ? exitCodes.findings
    : undefined;
}
