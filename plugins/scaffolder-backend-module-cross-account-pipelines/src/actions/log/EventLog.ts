import { constants } from 'node:fs';
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Through no link that somebody else has put there. */
const flag =
  // eslint-disable-next-line no-bitwise
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_WRONLY |
  (constants.O_NOFOLLOW ?? 0);

/**
 * Everything that happens while a step works on stacks, resource by resource, in
 * a file of the workspace.
 */
export class EventLog {
  private written: Promise<void>;

  constructor(private readonly file: string) {
    this.written = mkdir(dirname(file), { recursive: true }).then(() => {});
    this.written.catch(() => {});
  }

  /** A log that cannot be written stops nothing. */
  add(text: string): void {
    const line = `${new Date().toISOString()} ${text}\n`;
    this.written = this.written
      .then(() => appendFile(this.file, line, { flag }))
      .catch(() => {});
  }

  /** Resolves when all is in the file. */
  async close(): Promise<void> {
    await this.written;
  }
}
