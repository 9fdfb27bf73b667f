import { execFileSync, spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';

/** Backstage 1.57 runs under these majors; under Node 20 its plugins never start. */
const SUPPORTED_MAJORS = [22, 24];
const WANTED_MAJOR = 24;

/**
 * Runs the calling script again under Node 24 when the machine's own Node is
 * not one that Backstage runs under. npm brings it as the package `node`, so no
 * installer and no root rights are needed.
 *
 * Returns at once under a supported Node; otherwise it never returns, and the
 * process ends as the second one did.
 */
export async function ensureNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (SUPPORTED_MAJORS.includes(major)) {
    putFirstOnPath(process.execPath);
    return;
  }
  if (process.env.PORTAL_NODE_TRIED) {
    throw new Error(
      `Node ${WANTED_MAJOR} was asked for, but Node ${process.versions.node} answered. ` +
        `Install Node ${WANTED_MAJOR} and try again.`,
    );
  }
  console.log(
    `Node ${
      process.versions.node
    } here; Backstage wants ${SUPPORTED_MAJORS.join(
      ' or ',
    )}. Using Node ${WANTED_MAJOR} from npm.`,
  );
  const node = findNode();
  putFirstOnPath(node);
  const child = spawn(node, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, PORTAL_NODE_TRIED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  await new Promise(() => {
    child.once('error', error => {
      console.error(`Node ${WANTED_MAJOR} did not start: ${error.message}`);
      process.exit(1);
    });
    child.once('exit', (code, signal) =>
      process.exit(code ?? 128 + (constants.signals[signal] ?? 0)),
    );
  });
}

function findNode() {
  try {
    return execFileSync(
      'npx',
      [
        '--yes',
        '--package',
        `node@${WANTED_MAJOR}`,
        '--call',
        'node --print process.execPath',
      ],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
        shell: process.platform === 'win32',
      },
    ).trim();
  } catch (error) {
    throw new Error(
      `Node ${WANTED_MAJOR} could not be fetched from the npm registry (${error.message}). ` +
        `Check that npm reaches its registry, or install Node ${WANTED_MAJOR}.`,
    );
  }
}

/** So that scripts which start with `#!/usr/bin/env node` find the same Node. */
function putFirstOnPath(node) {
  process.env.PATH = [path.dirname(node), process.env.PATH].join(
    path.delimiter,
  );
}
