import { BlockLog } from './BlockLog';
import { EventLog } from './EventLog';

/**
 * What a step tells while it works: a line per change of state in the task's log,
 * in order, and everything in a file of the workspace.
 */
export class StepLog {
  readonly #blocks: BlockLog;
  readonly #events: EventLog;

  /**
   * @param ctx - of the action
   * @param options - `file` is the path of that file, `gap` is between two blocks
   * of the task's log; ms
   */
  constructor(
    ctx: { logger: { info(text: string): void } },
    options: { file: string; gap?: number },
  ) {
    this.#blocks = new BlockLog(text => ctx.logger.info(text), options);
    this.#events = new EventLog(options.file);
  }

  /** Into the task's log, if there is something to say. */
  say(text: string | undefined): void {
    if (text !== undefined) {
      this.#blocks.add(text);
    }
  }

  /** Into the file. */
  note(text: string): void {
    this.#events.add(text);
  }

  /** Resolves when all is written and others may write to the task's log. */
  async close(): Promise<void> {
    await Promise.all([this.#events.close(), this.#blocks.close()]);
  }
}
