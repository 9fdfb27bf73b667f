import { cpSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { TestProcess } from './mutation/TestProcess.mjs';
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
/** Rooms whose tests say what a room does, where its own are not all of them. */
const witnesses = { providers: ['providers', 'pipeline'] };
const SAMPLE = Number(process.env.MUTANTS ?? 200);
const SEED = Number(process.env.SEED ?? 1);
const PROCESSES = Number(process.env.PROCESSES ?? 2);
/** Times as often as unbroken, and the code at a mutant does not end. */
const ENDLESS = 100;
/** For what does not end elsewhere; other work may keep the machine busy. */
const DEADLINE = 180_000;

/**
 * Breaks the core on purpose, at a sample of places in each room, and counts
 * how many of the breaks the room's own tests notice. `npm run mutate -- policy
 * report` takes only these rooms; `MUTANTS` says how many in each and `SEED`
 * which.
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
  for (const room of asked.length > 0 ? asked : rooms) {
    await tryRoom(room);
  }
});

async function tryRoom(room) {
  const began = performance.now();
  // Beside the package, so that its tests find what they look for elsewhere.
  const copyDir = path.join(coreDir, '..', `.mutants-${room}-${process.pid}`);
  cpSync(path.join(coreDir, 'src'), path.join(copyDir, 'src'), {
    recursive: true,
  });
  const processes = Array.from(
    { length: PROCESSES },
    () => new TestProcess(coreDir, path.join(copyDir, 'src')),
  );
  try {
    const mutants = await instrument(room, copyDir);
    const files = await runUnbroken(room, { copyDir, processes });
    const results = await inTurn(
      draw(mutants, SAMPLE),
      processes,
      (mutant, each) => tryMutant(mutant, { files, process: each }),
    );
    printScore(room, results, (performance.now() - began) / 60_000);
  } finally {
    processes.forEach(each => each.stop());
    rmSync(copyDir, { recursive: true, force: true });
  }
}

/** Writes the room with all its mutants, each asleep, into the copy. */
async function instrument(room, copyDir) {
  const { createInjector } = await import('typed-inject');
  const { createInstrumenter } = await import('@stryker-mutator/instrumenter');
  const instrumenter = createInjector()
    .provideValue('logger', {
      isDebugEnabled: () => false,
      debug() {},
      info() {},
      warn() {},
    })
    .provideValue('options', {})
    .injectFunction(createInstrumenter);
  const names = globSync(`src/${room}/**/*.ts`, {
    cwd: copyDir,
    exclude: name => /\.test\.ts$|__testUtils__|fixtures/.test(String(name)),
  }).sort();
  const written = new Map(
    names.map(name => [name, readFileSync(path.join(copyDir, name), 'utf8')]),
  );
  const { files, mutants } = await instrumenter.instrument(
    names.map(name => ({ name, content: written.get(name), mutate: true })),
    { plugins: null, ignorers: [], excludedMutations: [], noHeader: false },
  );
  files.forEach(({ name, content }) =>
    writeFileSync(path.join(copyDir, name), content),
  );
  return mutants.map(mutant => ({
    ...mutant,
    written: written.get(mutant.fileName),
  }));
}

/** The room's test files, quick ones first, with what each of their tests comes by. */
async function runUnbroken(room, { copyDir, processes }) {
  const paths = (witnesses[room] ?? [room])
    .flatMap(each =>
      globSync(`src/${each}/**/*.test.ts`, { cwd: copyDir }).sort(),
    )
    // Whatever they notice, they take minutes to.
    .filter(name => !name.endsWith('.fuzz.test.ts'))
    .map(name => path.join(copyDir, name));
  const files = await inTurn(paths, processes, async (file, each) => {
    const result = await each.run({ file }, 600_000);
    if (!result || result.noticedBy) {
      // A test that reads the code as text finds the mutants in it.
      console.log(
        `${room}: left out ${path.relative(
          copyDir,
          file,
        )}, which fails unbroken: ${result?.noticedBy ?? 'it does not end'}`,
      );
      return undefined;
    }
    return { file, ...result };
  });
  return files.filter(Boolean).sort((one, other) => one.ms - other.ms);
}

async function tryMutant({ id, ...mutant }, { files, process: each }) {
  for (const { file, coverage } of files) {
    const loading = coverage.static[id] ?? 0;
    const tests = Object.entries(coverage.perTest)
      .filter(([, counts]) => counts[id])
      .map(([title]) => title);
    if (loading === 0 && tests.length === 0) {
      continue;
    }
    const hits = tests.reduce(
      (sum, title) => sum + coverage.perTest[title][id],
      loading,
    );
    const result = await each.run(
      {
        file,
        mutant: id,
        // What a module is made of when it is loaded, any test may use.
        tests: loading > 0 ? undefined : tests,
        hitLimit: hits * ENDLESS,
      },
      DEADLINE,
    );
    if (!result || result.isEndless) {
      return { ...mutant, status: result ? 'endless' : 'late' };
    }
    if (result.noticedBy) {
      return { ...mutant, status: 'noticed' };
    }
  }
  return { ...mutant, status: 'survived' };
}

/** Each item by whichever process is free; the answers in the items' order. */
async function inTurn(items, processes, run) {
  const answers = [];
  let next = 0;
  await Promise.all(
    processes.map(async each => {
      while (next < items.length) {
        const at = next++;
        answers[at] = await run(items[at], each);
      }
    }),
  );
  return answers;
}

function printScore(room, results, minutes) {
  const survivors = results.filter(({ status }) => status === 'survived');
  const late = results.filter(({ status }) => status === 'late');
  // Late may mean no more than that the machine was busy.
  const judged = results.length - late.length;
  const noticed = judged - survivors.length;
  console.log(
    `${room.padEnd(11)} ${noticed} of ${judged} noticed, ${(
      (100 * noticed) /
      judged
    ).toFixed(1)} % (seed ${SEED}, ${minutes.toFixed(1)} minutes${
      late.length > 0 ? `, ${late.length} not decided in time` : ''
    })`,
  );
  for (const { fileName, original, replacement } of [...survivors, ...late].map(
    describe,
  )) {
    console.log(`  ${fileName}\n    - ${original}\n    + ${replacement}`);
  }
}

/** As a line of the file reads and would read. */
function describe({
  fileName,
  location: { start, end },
  replacement,
  written,
}) {
  const lines = written.split('\n');
  const before = lines.slice(start.line, end.line + 1);
  before[before.length - 1] = before.at(-1).slice(0, end.column);
  before[0] = before[0].slice(start.column);
  return {
    fileName: `${fileName}:${start.line + 1}:${start.column + 1}`,
    original: onOneLine(before.join('\n')),
    replacement: onOneLine(replacement),
  };
}

function onOneLine(code) {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
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
