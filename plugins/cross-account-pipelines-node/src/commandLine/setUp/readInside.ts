import { realpath } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { UsageError } from '../UsageError';
import { readTextFile, type YamlFile } from './YamlFile';

/**
 * A file that a manifest or a spec names. A link in a folder that somebody else
 * wrote must not lead out of it.
 *
 * @param folder - of the file that names it
 * @throws UsageError
 */
export async function readInside(
  folder: string,
  { file }: YamlFile,
  named: string,
): Promise<string> {
  const name = join(dirname(file), named);
  const path = resolve(folder, named);
  const [base, real] = await Promise.all([
    realpath(folder),
    realpath(path).catch(() => path),
  ]);
  if (real !== path && !real.startsWith(base + sep)) {
    throw new UsageError(`${name} leads out of the folder of ${file}`);
  }
  return readTextFile(real, name);
}
