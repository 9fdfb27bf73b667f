import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootDir } from './rootDir.mjs';
import { runYarn } from './runYarn.mjs';

const stampFile = path.join(rootDir, 'node_modules', '.installed-lockfile');

/**
 * Installs the dependencies when they are missing or the lockfile has changed
 * since they were installed; otherwise does nothing.
 */
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(rootDir, 'yarn.lock')))
    .digest('hex');
  const installed =
    existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim();
  if (installed === wanted) {
    return;
  }
  console.log('Installing dependencies; the first time this takes minutes.');
  await runYarn(['install', '--immutable']);
  writeFileSync(stampFile, `${wanted}\n`);
}
