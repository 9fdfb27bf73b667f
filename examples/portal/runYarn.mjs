import { readdirSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';

/**
 * Runs the Yarn that is kept in the repository, so that neither Yarn nor
 * Corepack has to be on the machine.
 */
export async function runYarn(args, options) {
  const releases = path.join(rootDir, '.yarn', 'releases');
  const [yarn] = readdirSync(releases);
  await run(process.execPath, [path.join(releases, yarn), ...args], options);
}
