import { readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

const resultsFile = path.join(
  rootDir,
  'node_modules',
  '.cache',
  'test-results.json',
);

runCommand(async () => {
  console.log('\nType check');
  await runYarn(['tsc']);
  console.log('\nExports');
  const { reportApis } = await import('./reportApis.mjs');
  reportApis({ update: false });
  await runYarn(['knip', '--no-progress', '--no-config-hints']);
  console.log('\nLint');
  await runYarn(['lint', '--max-warnings', '0']);
  await runYarn(['prettier:check', '--loglevel', 'warn']);
  console.log('\nTests');
  await runJest();
});

async function runJest() {
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
        ...process.argv.slice(2),
      ],
      { env: { CI: '1' } },
    );
  } catch (error) {
    failure = error;
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } =
    JSON.parse(readFileSync(resultsFile, 'utf8'));
  // A suite that could not even start counts no test, yet it failed.
  const brokenSuites = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.length === 0,
  ).length;
  const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
  console.log(
    `\n${numPassedTests} passed, ${
      numFailedTests + brokenSuites
    } failed${skipped}`,
  );
  if (failure) {
    throw failure;
  }
}
