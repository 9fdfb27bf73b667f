import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runYarn } from './runYarn.mjs';

/**
 * Runs tests, and answers with Jest's results, whatever they are, and with the
 * error where not all passed.
 *
 * @throws where Jest did not come to results at all
 */
export async function runJest(args, { name, quiet = false }) {
  const resultsFile = path.join(rootDir, 'node_modules', '.cache', name);
  mkdirSync(path.dirname(resultsFile), { recursive: true });
  rmSync(resultsFile, { force: true });
  let failure;
  try {
    await runYarn(
      [
        'backstage-cli',
        'repo',
        'test',
        // Real servers on a busy machine take longer than Jest's 5 s.
        '--testTimeout=60000',
        '--silent',
        '--json',
        `--outputFile=${resultsFile}`,
        ...args,
      ],
      { env: { CI: '1' }, quiet },
    );
  } catch (error) {
    failure = error;
  }
  let results;
  try {
    results = JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch (error) {
    throw failure ?? error;
  }
  return { results, failure };
}
