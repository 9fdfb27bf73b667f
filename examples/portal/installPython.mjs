import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { rootDir } from './rootDir.mjs';

const execute = promisify(execFile);
const INSTALL_TIMEOUT_MS = 300_000;

/**
 * Installs packages of the Python index into a virtual environment of their own.
 * Only what judges the suite from outside is in Python; nobody else needs it.
 *
 * @param name - of the environment
 * @param packages - with their versions, as pip takes them
 * @returns the environment's `python`
 * @throws when Python 3 with venv is missing, or the index does not answer
 */
export async function installPython(name, packages) {
  const environment = path.join(rootDir, 'node_modules', '.cache', name);
  const python = path.join(environment, 'bin', 'python');
  if (!existsSync(python)) {
    console.log(`Installing ${packages.join(', ')} from the Python index…`);
    await execute('python3', ['-m', 'venv', environment]).catch(error => {
      throw new Error(
        `This needs Python 3 with venv (Debian: apt-get install python3-venv). ${error.message}`,
      );
    });
  }
  await execute(
    python,
    [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      ...packages,
    ],
    { timeout: INSTALL_TIMEOUT_MS },
  );
  return python;
}
