import { spawn } from 'node:child_process';
import { rootDir } from './rootDir.mjs';

/**
 * Runs a program, in the repository's folder unless told, with its output shown
 * unless `quiet`.
 *
 * @throws when it cannot be started or ends with anything but 0
 */
export async function run(command, args, { cwd = rootDir, env, quiet } = {}) {
  const child = spawn(command, args, {
    cwd,
    stdio: quiet ? 'ignore' : ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
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
