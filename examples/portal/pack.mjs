import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

const pluginsDir = path.join(rootDir, 'plugins');

/** Where `npm run pack` puts the tarballs. */
export const tarballsDir = path.join(
  rootDir,
  'node_modules',
  '.cache',
  'tarballs',
);

/** Kilobytes (1,000 bytes) that a tarball may take. */
const budgets = {
  default: 100,
  // With every sentence of the engine in German.
  'cross-account-pipelines': 150,
  'cross-account-pipelines-core': 450,
  'cross-account-pipelines-node': 400,
};

/**
 * Builds the packages as they are published and packs them, one tarball each, with
 * where the clone comes from as `repository`, `homepage` and `bugs`.
 *
 * @returns the tarballs by the name of their package
 * @throws when a tarball is larger than its budget, or publint or Are The Types
 *   Wrong? object to it
 */
export async function packPlugins() {
  rmSync(tarballsDir, { recursive: true, force: true });
  mkdirSync(tarballsDir, { recursive: true });
  await runYarn(['tsc']);
  const plugins = readdirSync(pluginsDir).map(folder => {
    const file = path.join(pluginsDir, folder, 'package.json');
    return { folder, file, name: JSON.parse(readFileSync(file, 'utf8')).name };
  });
  await buildAll(plugins.map(({ name }) => name));
  const tarballs = {};
  const { originOf } = await import('./originOf.mjs');
  // One by one: Yarn reads the manifests of all, and packing changes one.
  for (const { folder, file, name } of plugins) {
    const tarball = path.join(tarballsDir, `${folder}.tgz`);
    await withFields(file, originOf(`plugins/${folder}`), () =>
      runYarn(['workspace', name, 'pack', '--out', tarball]),
    );
    tarballs[name] = tarball;
  }
  printSizes(tarballs);
  await judge(tarballs);
  return tarballs;
}

/** Builds packages, as many at once as there are processors. */
async function buildAll(names) {
  const waiting = [...names];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let name = waiting.shift(); name; name = waiting.shift()) {
        await runYarn(['workspace', name, 'build']);
      }
    }),
  );
}

/** Does something while a manifest has more fields than it has in the clone. */
async function withFields(file, fields, work) {
  const text = readFileSync(file, 'utf8');
  try {
    writeFileSync(
      file,
      `${JSON.stringify({ ...JSON.parse(text), ...fields }, undefined, 2)}\n`,
    );
    await work();
  } finally {
    writeFileSync(file, text);
  }
}

async function judge(tarballs) {
  const { judgeTarball } = await import('./judgeTarball.mjs');
  const problems = [];
  for (const [name, tarball] of Object.entries(tarballs)) {
    for (const problem of await judgeTarball(tarball)) {
      problems.push(`${name}: ${problem}`);
    }
  }
  if (problems.length > 0) {
    throw new Error(
      `Not fit to be published:\n${problems
        .map(problem => `- ${problem}`)
        .join('\n')}`,
    );
  }
  console.log(
    'publint and Are The Types Wrong? object to nothing but what the Backstage CLI writes into every package.',
  );
}

function printSizes(tarballs) {
  console.log('\nTarballs, in kilobytes');
  const tooLarge = Object.entries(tarballs).filter(([name, tarball]) => {
    const kilobytes = Math.round(statSync(tarball).size / 1000);
    const budget = budgets[path.basename(tarball, '.tgz')] ?? budgets.default;
    console.log(`${String(kilobytes).padStart(6)} of ${budget}  ${name}`);
    return kilobytes > budget;
  });
  if (tooLarge.length > 0) {
    throw new Error(
      `Larger than its budget: ${tooLarge
        .map(([name]) => name)
        .join(', ')}. See \`tar tvf\` for what is in it.`,
    );
  }
}

if (process.argv[1] === import.meta.filename) {
  runCommand(packPlugins);
}
