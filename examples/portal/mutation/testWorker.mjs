import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Runs one test file at a time for `TestProcess`, in a process of its own, since a
 * mutant may never come to an end.
 */
const require = createRequire(import.meta.url);
const { readConfig } = require('jest-config');
const Runtime = require('jest-runtime').default;
const TestRunner = require('jest-runner').default;

const [rootDir] = process.argv.slice(2);
const { globalConfig, projectConfig } = await readConfig(
  {
    $0: 'jest',
    _: [],
    cache: true,
    config: JSON.stringify(await jestConfig()),
    runInBand: true,
    testTimeout: 120_000,
  },
  rootDir,
);
const context = await Runtime.createContext(projectConfig, {
  maxWorkers: 1,
  watch: false,
  watchman: false,
});

process.on('message', async ({ file, ...mutation }) => {
  process.mutation = mutation;
  const began = performance.now();
  const failure = await runFile(file);
  const { noticedBy, coverage, isEndless } = process.mutation;
  process.send({
    noticedBy: noticedBy ?? failure,
    coverage,
    isEndless,
    ms: performance.now() - began,
    rss: process.memoryUsage.rss(),
  });
});
process.send('ready');

/** What went wrong with the file, if anything did. */
async function runFile(file) {
  const runner = new TestRunner(globalConfig, {});
  let failure;
  runner.on('test-file-failure', ([, error]) => {
    failure = error.message ?? String(error);
  });
  runner.on('test-file-success', ([, result]) => {
    failure = result.testExecError?.message;
  });
  await runner.runTests(
    [{ context, path: file }],
    { isInterrupted: () => false, isWatchMode: () => false },
    { serial: true },
  );
  return failure;
}

/**
 * Backstage's own. Without its module loader, which would keep the modules of
 * one mutant for the next.
 */
async function jestConfig() {
  const { runtime, id, ...config } =
    await require('@backstage/cli/config/jest.js');
  return {
    ...config,
    rootDir,
    testEnvironment: fileURLToPath(
      new URL('MutantEnvironment.cjs', import.meta.url),
    ),
  };
}
