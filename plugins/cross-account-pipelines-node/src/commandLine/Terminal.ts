import type { Readable, Writable } from 'node:stream';

/**
 * What a command reads from and writes to.
 *
 * @public
 */
export interface Terminal {
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  env: Record<string, string | undefined>;
  /** The folder that paths start from. */
  folder: string;
}
