import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { InputError } from '@backstage/errors';

/** More than the templates and the manifest of a thousand accounts. */
const maxBytes = 32 * 1024 * 1024;

/** Text by path, as text that a task can remember; gzip in base64. */
export async function packFiles(
  files: Record<string, string>,
): Promise<string> {
  const packed = await promisify(gzip)(JSON.stringify(files), { level: 9 });
  return packed.toString('base64');
}

/**
 * @throws InputError when it is not what `packFiles` makes
 */
export async function unpackFiles(
  packed: string,
): Promise<Record<string, string>> {
  try {
    const bytes = await promisify(gunzip)(Buffer.from(packed, 'base64'), {
      maxOutputLength: maxBytes,
    });
    const files = Object.entries(JSON.parse(bytes.toString('utf8')));
    return Object.fromEntries(
      files.map(([path, text]) => [path, String(text)]),
    );
  } catch (error) {
    throw new InputError(
      'rendered is not what the output of a render step holds',
      error,
    );
  }
}
