import { createRequire } from 'node:module';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';

const coreDir = path.join(rootDir, 'plugins', 'cross-account-pipelines-core');
const rooms = [
  'policy',
  'template',
  'report',
  'providers',
  'pipeline',
  'estate',
  'assessment',
  'explaining',
  'checking',
];
const SAMPLE = Number(process.env.MUTANTS ?? 200);
const SEED = Number(process.env.SEED ?? 1);

/** What Stryker says of a mutant that a test noticed, and of one that none did. */
const noticed = ['Killed', 'Timeout'];
const survived = ['Survived', 'NoCoverage'];

/**
 * Breaks the core on purpose, at a sample of places in each room, and counts
 * how many of the breaks a test notices. `npm run mutate -- policy report` takes
 * only these rooms; `MUTANTS` says how many in each and `SEED` which.
 */
runCommand(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter(room => !rooms.includes(room));
  if (unknown.length > 0) {
    throw new Error(
      `No room of the core is called ${unknown.join(
        ', ',
      )}; there are ${rooms.join(', ')}.`,
    );
  }
  process.chdir(coreDir);
  const chosen = asked.length > 0 ? asked : rooms;
  const results = await tryMutants(
    (await Promise.all(chosen.map(drawMutants))).flat(),
  );
  console.log(`\nMutation scores, seed ${SEED}`);
  chosen.forEach(room => printScore(room, results));
});

/** All rooms at once: the tests are run unbroken only once. */
async function tryMutants(mutate) {
  const { Stryker } = await import('@stryker-mutator/core');
  return new Stryker({
    mutate,
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    jest: { projectType: 'custom', config: await jestConfig() },
    concurrency: 2,
    reporters: ['progress-append-only'],
    tempDirName: '.stryker',
    allowEmpty: true,
    timeoutMS: 20_000,
    // Minutes, for the tests unbroken.
    dryRunTimeoutMinutes: 20,
    logLevel: 'warn',
  }).runMutationTest();
}

function printScore(room, results) {
  const own = results.filter(
    ({ fileName, status }) =>
      path.relative(coreDir, fileName).startsWith(path.join('src', room)) &&
      [...noticed, ...survived].includes(status),
  );
  const survivors = own.filter(({ status }) => survived.includes(status));
  const caught = own.length - survivors.length;
  console.log(
    `${room.padEnd(11)} ${caught} of ${own.length} noticed, ${(
      (100 * caught) /
      own.length
    ).toFixed(1)} %`,
  );
  for (const { fileName, location, mutatorName, replacement } of survivors) {
    const place = `${path.relative(coreDir, fileName)}:${location.start.line}`;
    const change = replacement.replace(/\s+/g, ' ').slice(0, 80);
    console.log(`  ${place} ${mutatorName}: ${change}`);
  }
}

/**
 * Backstage's own, in whichever copy of the folder Stryker runs it. Without its
 * module loader, which would keep the modules of one mutant for the next.
 */
async function jestConfig() {
  const { runtime, id, ...config } = await createRequire(import.meta.url)(
    '@backstage/cli/config/jest.js',
  );
  return { ...config, rootDir: 'src' };
}

/** Places of a room that can be broken, drawn by the seed. */
async function drawMutants(room) {
  const { createInjector } = await import('typed-inject');
  const { createInstrumenter } = await import('@stryker-mutator/instrumenter');
  const files = globSync(`src/${room}/**/*.ts`, {
    exclude: name => /\.test\.ts$|__testUtils__|fixtures/.test(String(name)),
  }).sort();
  const instrumenter = createInjector()
    .provideValue('logger', {
      isDebugEnabled: () => false,
      debug() {},
      info() {},
      warn() {},
    })
    .provideValue('options', {})
    .injectFunction(createInstrumenter);
  const { mutants } = await instrumenter.instrument(
    files.map(name => ({
      name,
      content: readFileSync(name, 'utf8'),
      mutate: true,
    })),
    { plugins: null, ignorers: [], excludedMutations: [], noHeader: true },
  );
  return draw(mutants, SAMPLE).map(
    ({ fileName, location: { start, end } }) =>
      `${fileName}:${start.line + 1}:${start.column}-${end.line + 1}:${
        end.column
      }`,
  );
}

function draw(items, count) {
  const random = randomFrom(SEED);
  const pool = [...items];
  const drawn = [];
  while (drawn.length < count && pool.length > 0) {
    drawn.push(...pool.splice(Math.floor(random() * pool.length), 1));
  }
  return drawn;
}

/** mulberry32: the same numbers for the same seed. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
