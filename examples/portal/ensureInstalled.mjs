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
  await install();
  writeFileSync(stampFile, `${wanted}\n`);
}

/**
 * A registry that hesitates ends Yarn 4 on Node 24 with "onCancel handler was
 * attached after the promise settled". What was fetched by then is kept, so
 * that another attempt goes on from there.
 */
async function install(attempts = 3) {
  try {
    await runYarn(['install', '--immutable']);
  } catch (error) {
    if (attempts === 1) {
      throw error;
    }
    console.log(`${error.message}. Trying again.`);
    await install(attempts - 1);
  }
}
