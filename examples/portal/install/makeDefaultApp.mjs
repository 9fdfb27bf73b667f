import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { rootDir } from '../rootDir.mjs';
import { run } from '../run.mjs';
import { editJson, merge } from './addReadmeLines.mjs';

const releasesDir = path.join(rootDir, '.yarn', 'releases');
const [yarnRelease] = readdirSync(releasesDir);

/** Runs the Yarn of this repository in another one. */
export function yarnIn(folder, args, env) {
  return run(process.execPath, [path.join(releasesDir, yarnRelease), ...args], {
    cwd: folder,
    env,
  });
}

/**
 * Makes the app that `@backstage/create-app` makes for everybody, with the few settings that a machine without a compiler and
 * without Backstage's own servers needs.
 */
export async function makeDefaultApp(portalDir, { args = [] } = {}) {
  rmSync(portalDir, { recursive: true, force: true });
  const binDir = `${portalDir}-bin`;
  mkdirSync(binDir, { recursive: true });
  const yarn = path.join(binDir, 'yarn');
  writeFileSync(
    yarn,
    `#!/bin/sh\nexec '${process.execPath}' '${path.join(
      releasesDir,
      yarnRelease,
    )}' "$@"\n`,
  );
  chmodSync(yarn, 0o755);
  await run(
    'npx',
    [
      '--yes',
      '@backstage/create-app@latest',
      '--skip-install',
      '--path',
      portalDir,
      ...args,
    ],
    {
      env: {
        PATH: [binDir, process.env.PATH].join(path.delimiter),
        BACKSTAGE_APP_NAME: 'portal',
      },
    },
  );
  useOwnYarn(portalDir);
  editJson(path.join(portalDir, 'package.json'), manifest =>
    merge(manifest, {
      // Version 12 is compiled where it is installed.
      resolutions: { 'better-sqlite3': '^13.2.0' },
    }),
  );
}

function useOwnYarn(portalDir) {
  copyFileSync(
    path.join(releasesDir, yarnRelease),
    path.join(portalDir, '.yarn', 'releases', yarnRelease),
  );
  const file = path.join(portalDir, '.yarnrc.yml');
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8').replace(
      /^yarnPath:.*$/m,
      `yarnPath: .yarn/releases/${yarnRelease}`,
    )}enableScripts: false\n`,
  );
  editJson(path.join(portalDir, 'package.json'), manifest => ({
    ...manifest,
    packageManager: `yarn@${/yarn-(.*)\.cjs/.exec(yarnRelease)[1]}`,
  }));
}
