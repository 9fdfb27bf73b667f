import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runYarn } from './runYarn.mjs';

/** What decides by itself how many tests run beside each other. */
const WORKER_FLAGS = ['-i', '--runInBand', '-w', '--maxWorkers'];

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
        ...workersFor(args),
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

/**
 * One more than there are processors, as tests wait for servers, in as much memory
 * as leaves room for them.
 */
function workersFor(args) {
  return args.some(arg => WORKER_FLAGS.includes(arg.split('=')[0]))
    ? []
    : [
        `--maxWorkers=${availableParallelism() + 1}`,
        '--workerIdleMemoryLimit=10%',
      ];
}
