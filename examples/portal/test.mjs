import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runJest } from './runJest.mjs';
import { runYarn } from './runYarn.mjs';

runCommand(async () => {
  await Promise.all([checkExports(), checkText()]);
  console.log('\nTests');
  await runTests(process.argv.slice(2));
});

async function checkExports() {
  console.log('\nTypes and exports');
  await runYarn(['tsc']);
  const { reportApis } = await import('./reportApis.mjs');
  reportApis({ update: false });
}

/** Says what it has to say in one piece, as the other check speaks meanwhile. */
async function checkText() {
  const output = [];
  const options = { write: chunk => output.push(chunk) };
  try {
    await runYarn(['lint', '--max-warnings', '0'], options);
    await runYarn(['prettier:check', '--loglevel', 'warn'], options);
    await runYarn(['knip', '--no-progress', '--no-config-hints'], options);
  } finally {
    console.log('\nLint, formatting and unused code');
    process.stdout.write(Buffer.concat(output));
  }
}

/** @param {string} name - as `--retries=1` */
function takeNumber(args, name) {
  const index = args.findIndex(arg => arg.startsWith(`--${name}=`));
  return index < 0 ? 0 : Number(args.splice(index, 1)[0].split('=')[1]);
}

/** Runs all tests and, where told to, the suites that failed once more. */
async function runTests(args) {
  const retries = takeNumber(args, 'retries');
  const first = await runSuites(args);
  let last = first;
  for (
    let retry = 0;
    retry < retries && last.failedSuites.length > 0;
    retry++
  ) {
    console.log(`\nOnce more:\n${last.failedSuites.join('\n')}`);
    last = await runSuites(last.failedSuites);
  }
  const { passed, skipped } = first;
  const mended = first.failed - last.failed;
  console.log(
    `\n${passed + mended} passed, ${last.failed} failed${
      skipped > 0 ? `, ${skipped} skipped` : ''
    }${mended > 0 ? `, ${mended} only the second time` : ''}`,
  );
  if (last.failure) {
    throw last.failure;
  }
}

async function runSuites(args) {
  const { results, failure } = await runJest(args, {
    name: 'test-results.json',
  });
  const { numPassedTests, numFailedTests, numPendingTests, testResults } =
    results;
  const failedSuites = testResults.filter(({ status }) => status === 'failed');
  // A suite that could not even start counts no test, yet it failed.
  const broken = failedSuites.filter(
    ({ assertionResults }) => assertionResults.length === 0,
  );
  return {
    failure,
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: numPendingTests,
    failedSuites: failedSuites.map(({ name }) => path.relative(rootDir, name)),
  };
}
