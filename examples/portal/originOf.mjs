import { execFileSync } from 'node:child_process';
import HostedGitInfo from 'hosted-git-info';
import { rootDir } from './rootDir.mjs';

/**
 * Where a package comes from, as npm shows it and as provenance needs it: the
 * workflow's own repository, or else the clone's `origin`.
 *
 * @param directory - of the package, from the root
 * @returns `repository`, `homepage` and `bugs`; nothing where no host is known
 */
export function originOf(directory) {
  const info = HostedGitInfo.fromUrl(readRemote() ?? '');
  return info
    ? {
        repository: {
          type: 'git',
          url: info.https({ noCommittish: true }),
          directory,
        },
        homepage: info.browse(directory, { noCommittish: true }),
        bugs: info.bugs(),
      }
    : undefined;
}

function readRemote() {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY } = process.env;
  if (GITHUB_REPOSITORY) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`;
  }
  try {
    return execFileSync('git', ['remote', 'get-url', 'origin'], {
      cwd: rootDir,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
