import { readdir, readFile, realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { ArtifactsSpec } from './BuildSpec';
import { BuildSpecError } from './BuildSpec';

/** Bytes of one artifact before it is packed. */
const MAX_SIZE = 20_000_000;

/** The pattern as a regular expression: `*` within a folder, `**` across. */
function toExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/^\.\//, '')
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(part => {
      switch (part) {
        case '**/':
          return '(?:[^/]+/)*';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}$`);
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter(entry => entry.isFile())
    .map(entry =>
      relative(directory, join(entry.parentPath, entry.name))
        .split(sep)
        .join('/'),
    );
}

/**
 * The files of a build that make up one artifact, by their path in it.
 *
 * @throws BuildSpecError when there are none, or they are too large
 */
export async function collectArtifacts(
  source: string,
  spec: ArtifactsSpec,
): Promise<Record<string, Uint8Array>> {
  const root = await realpath(source);
  const named = resolve(root, spec.baseDirectory);
  // A command may have put a link there.
  const base = await realpath(named).catch(() => named);
  if (base !== root && !base.startsWith(`${root}${sep}`)) {
    throw new BuildSpecError(
      `CLIENT_ERROR: base-directory ${spec.baseDirectory} is outside of the source`,
    );
  }
  const wanted = spec.files.map(toExpression);
  const excluded = spec.excluded.map(toExpression);
  const matches = (path: string, patterns: RegExp[]) =>
    patterns.some(pattern => pattern.test(path));
  const paths = (await listFiles(base).catch(() => [])).filter(
    path => matches(path, wanted) && !matches(path, excluded),
  );
  if (paths.length === 0) {
    throw new BuildSpecError(
      `CLIENT_ERROR: no matching artifact paths found for ${spec.files.join(
        ', ',
      )}`,
    );
  }
  const files: Record<string, Uint8Array> = {};
  let size = 0;
  for (const path of paths) {
    const content = await readFile(join(base, path));
    size += content.length;
    if (size > MAX_SIZE) {
      throw new BuildSpecError(
        `CLIENT_ERROR: the artifact is larger than ${MAX_SIZE} bytes`,
      );
    }
    files[spec.discardPaths ? basename(path) : path] = content;
  }
  return files;
}
