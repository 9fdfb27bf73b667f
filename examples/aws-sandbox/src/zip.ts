import { unzipSync, zipSync } from 'fflate';

/** Bytes, unpacked. */
const MAX_UNPACKED = 50_000_000;

/**
 * Something that should be a zip file and is none, or none that is taken.
 */
export class ZipError extends Error {}

/**
 * The files of a zip by their path.
 *
 * @throws ZipError for anything else, for paths that lead out of the folder and
 * for what grows too large
 */
export function unpack(zip: Uint8Array): Record<string, Uint8Array> {
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(zip, {
      filter({ originalSize }) {
        size += originalSize;
        if (size > MAX_UNPACKED) {
          throw new ZipError(`The zip unpacks to over ${MAX_UNPACKED} bytes`);
        }
        return true;
      },
    });
  } catch (error) {
    throw error instanceof ZipError
      ? error
      : new ZipError('The file is not a zip file');
  }
  const paths = Object.keys(files);
  const outside = paths.find(
    path => path.startsWith('/') || path.split('/').includes('..'),
  );
  if (outside !== undefined) {
    throw new ZipError(`The zip has a path that leads out of it: ${outside}`);
  }
  return Object.fromEntries(
    paths.filter(path => !path.endsWith('/')).map(path => [path, files[path]]),
  );
}

export function pack(files: Record<string, Uint8Array>): Buffer {
  return Buffer.from(zipSync(files));
}
