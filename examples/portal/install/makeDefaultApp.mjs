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
import { parse, stringify } from 'yaml';
import { rootDir } from '../rootDir.mjs';
import { run } from '../run.mjs';
import { editJson, merge } from './addReadmeLines.mjs';
import { releases } from './releases.mjs';

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
 * Makes the app that `@backstage/create-app` makes for everybody, with the few
 * settings that a machine without a compiler and without Backstage's own servers
 * needs. Of an earlier release it is the app of somebody who made it then: its lock
 * file has what there was at that time.
 *
 * @param options - `release` is one of {@link releases}; the newest if there is none
 */
export async function makeDefaultApp(portalDir, { args = [], release } = {}) {
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
      `@backstage/create-app@${releases[release]?.createApp ?? 'latest'}`,
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
  if (release) {
    await lockAtThatTime(portalDir, release);
  }
}

/** Writes the lock file, and with it every version, of the days of a release. */
async function lockAtThatTime(portalDir, release) {
  const { version } = JSON.parse(
    readFileSync(path.join(portalDir, 'backstage.json'), 'utf8'),
  );
  if (version !== release) {
    throw new Error(
      `The app of ${release} says that it is one of Backstage ${version}: name another version of create-app in releases.mjs`,
    );
  }
  const days = Math.floor(
    (Date.now() - Date.parse(releases[release].until)) / 86_400_000,
  );
  const file = path.join(portalDir, '.yarnrc.yml');
  const settings = readFileSync(file, 'utf8');
  const { npmPreapprovedPackages: _, ...others } = parse(settings);
  try {
    writeFileSync(
      file,
      stringify({
        ...others,
        npmScopes: { backstage: { npmMinimalAgeGate: `${days}d` } },
      }),
    );
    await yarnIn(portalDir, ['install', '--mode=update-lockfile']);
  } finally {
    writeFileSync(file, settings);
  }
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
