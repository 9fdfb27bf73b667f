import { spawn } from 'node:child_process';
import { rootDir } from './rootDir.mjs';

/**
 * Runs a program, in the repository's folder unless told, with its output shown
 * unless `quiet`, or given to `write` as it comes.
 *
 * @throws when it cannot be started or ends with anything but 0
 */
export async function run(command, args, options = {}) {
  const { cwd = rootDir, env, quiet, write } = options;
  const shown = write ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    cwd,
    stdio: quiet ? 'ignore' : ['ignore', shown, shown],
    env: { ...process.env, ...env },
  });
  child.stdout?.on('data', write);
  child.stderr?.on('data', write);
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once(write ? 'close' : 'exit', (code, signal) =>
      code === 0
        ? resolve()
        : reject(
            new Error(
              `${[command, ...args].join(' ')} ended with ${code ?? signal}`,
            ),
          ),
    );
  });
}
