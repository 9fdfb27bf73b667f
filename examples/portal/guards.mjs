import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runJest } from './runJest.mjs';

const model = 'plugins/cross-account-pipelines/docs/threat-model.md';
const table = 'examples/portal/guards/guards.yaml';

/** What is to be in a file once this process ends, by its path. */
const originals = new Map();

/**
 * Takes what stops each attack of the threat model away, one after the other,
 * and says whether the row's test fails then, as it has to. `npm run guards --
 * <text>` tries only the rows whose attack or test has that text.
 *
 * The files themselves are changed, and changed back at the end, however it
 * comes: only a process that is killed leaves one behind.
 */
runCommand(async () => {
  const wanted = process.argv.slice(2).join(' ');
  const rows = (await readRows()).filter(({ attack, test }) =>
    `${attack} ${test}`.includes(wanted),
  );
  const failures = [];
  /** How to run a test, by itself. */
  const known = new Map();
  for (const { attack, file, title, guards, test } of rows) {
    console.log(`\n${attack}\n  ${test}`);
    let how = known.get(test);
    if (!how) {
      // Some tests build on what those before them made.
      const wayOf = await findWay(file, title);
      if (wayOf.reason !== undefined) {
        failures.push(`${attack}: ${wayOf.reason}`);
        console.log(`  ${wayOf.reason}`);
        continue;
      }
      how = wayOf;
      known.set(test, how);
    }
    for (const guard of guards) {
      const { passed, failed, first } = await without(guard, () =>
        runTest(file, title, how),
      );
      const line = `without ${placeOf(guard)}: ${failed} of ${
        passed + failed
      } failed`;
      console.log(`  ${line}${first ? `: ${first}` : ''}`);
      if (failed === 0) {
        failures.push(`${attack}: ${line}`);
      }
    }
  }
  if (failures.length > 0) {
    throw new Error(['Tests that do not notice:', ...failures].join('\n  '));
  }
  console.log(`\nEvery guard of ${rows.length} rows is noticed`);
});

/** The rows of the threat model, with the guards of the table. */
async function readRows() {
  const { parse } = await import('yaml');
  const guardsOf = new Map(
    parse(readText(table)).map(({ attack, guards }) => [attack, guards]),
  );
  return readText(model)
    .split('\n')
    .filter(line => line.startsWith('| ') && !/^\| (Who|-+) /.test(line))
    .map(line => line.slice(1, -1).split(' | '))
    .map(cells => cells.map(cell => cell.trim()))
    .map(([, , attack, , test]) => {
      const [, file, title] = /^`([^`]+)`: (.+)$/.exec(test);
      return { attack, test, file, title, guards: guardsOf.get(attack) ?? [] };
    });
}

/** Does something while a guard is not there. */
async function without({ also = [], ...guard }, work) {
  try {
    [guard, ...also].forEach(takeAway);
    return await work();
  } finally {
    restore();
  }
}

function takeAway({ file, from, to }) {
  const target = path.join(rootDir, file);
  const text = readFileSync(target, 'utf8');
  if (text.split(from).length !== 2) {
    throw new Error(`${file} does not have this once: ${from}`);
  }
  originals.set(target, originals.get(target) ?? text);
  writeFileSync(
    target,
    text.replace(from, () => to),
  );
}

function restore() {
  for (const [target, text] of originals) {
    writeFileSync(target, text);
    originals.delete(target);
  }
}

process.on('exit', restore);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => process.exit(1));
}

function placeOf({ file, from }) {
  const before = readText(file).split(from)[0];
  return `${file}:${before.split('\n').length}`;
}

/** Alone where the test is green alone, or else after the others of its file. */
async function findWay(file, title) {
  const alone = await runTest(file, title, { alone: true });
  if (alone.passed > 0 && alone.failed === 0) {
    return { alone: true };
  }
  const { passed, failed } = await runTest(file, title, { alone: false });
  return passed > 0 && failed === 0
    ? { alone: false }
    : { reason: `with its guard: ${passed} passed, ${failed} failed` };
}

/** A test by its title, in which `%s` stands for any text. */
async function runTest(file, title, { alone }) {
  const pattern = title
    .replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')
    .replaceAll('%s', '.*');
  const {
    results: { testResults },
  } = await runJest(
    [
      '--coverage=false',
      '--maxWorkers=1',
      ...(alone ? [`--testNamePattern=${pattern}`] : []),
      file,
    ],
    { name: 'guard-results.json', quiet: true },
  );
  if (!testResults.every(({ assertionResults }) => assertionResults.length)) {
    throw new Error(`${file} did not even start: ${testResults[0]?.message}`);
  }
  const results = testResults
    .flatMap(each => each.assertionResults)
    .filter(({ fullName }) => new RegExp(pattern).test(fullName));
  const failed = results.filter(({ status }) => status === 'failed');
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: failed.length,
    first: failed[0]?.failureMessages[0]
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[\d+m/g, '')
      .split('\n')
      .filter(line => line.trim() !== '')
      .slice(0, 4)
      .map(line => line.trim())
      .join(' ')
      .slice(0, 160),
  };
}

function readText(file) {
  return readFileSync(path.join(rootDir, file), 'utf8');
}
