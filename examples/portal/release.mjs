import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { packPlugins } from './pack.mjs';
import { rootDir } from './rootDir.mjs';
import { run } from './run.mjs';
import { runCommand } from './runCommand.mjs';
import { runYarn } from './runYarn.mjs';

const billsDir = path.join(rootDir, 'node_modules', '.cache', 'sbom');

/**
 * Packs the plugins, writes what each is made of (CycloneDX) and publishes them.
 * Without `--publish` npm only says what it would do. Provenance is attested
 * where npm can: in the workflow `release`.
 */
runCommand(async () => {
  const publish = process.argv.includes('--publish');
  if (!publish) {
    console.log(
      'Before a release: npm run test:install -- --all; the workflow `release` does as much before it publishes.',
    );
  }
  const { originOf } = await import('./originOf.mjs');
  if (publish && !originOf('.')) {
    throw new Error(
      'npm attests where packages come from, and this clone has no `origin` at GitHub or another host that npm knows',
    );
  }
  const tarballs = await packPlugins();
  await writeBills(Object.keys(tarballs));
  for (const tarball of Object.values(tarballs)) {
    await run('npm', [
      'publish',
      tarball,
      '--access',
      'public',
      ...(publish ? ['--provenance'] : ['--dry-run']),
    ]);
  }
});

/** What runs in a portal, without what only builds and tests need. */
async function writeBills(names) {
  rmSync(billsDir, { recursive: true, force: true });
  mkdirSync(billsDir, { recursive: true });
  for (const name of names) {
    await runYarn([
      'workspace',
      name,
      'dlx',
      '--quiet',
      '@cyclonedx/yarn-plugin-cyclonedx@3.4.0',
      '--production',
      '--output-format',
      'JSON',
      '--output-file',
      path.join(billsDir, `${name}.cdx.json`),
    ]);
  }
  console.log(`\nBills of materials (CycloneDX): ${billsDir}`);
}
