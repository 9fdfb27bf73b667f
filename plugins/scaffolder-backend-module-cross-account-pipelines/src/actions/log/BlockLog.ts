/** In which what was logged before is stored; ms. */
const GAP = 250;

/**
 * Writes a task's log so that it is read in the order in which it was written.
 * The scaffolder stores each call by itself and awaits none, so that on PostgreSQL
 * one overtakes another that was made just before: what comes in quick succession
 * is one call, and the next waits a little.
 */
export class BlockLog {
  readonly #write: (text: string) => void;
  readonly #gap: number;
  #texts: string[] = [];
  #timer?: NodeJS.Timeout;
  #writtenAt = -Infinity;

  /**
   * @param write - logs a block of text
   * @param options - `gap` is between two of them; ms
   */
  constructor(write: (text: string) => void, options: { gap?: number } = {}) {
    this.#write = write;
    this.#gap = options.gap ?? GAP;
  }

  add(text: string): void {
    this.#texts.push(text);
    const wait = this.#writtenAt + this.#gap - performance.now();
    if (wait <= 0) {
      this.#flush();
    } else {
      this.#timer ??= setTimeout(() => this.#flush(), wait);
    }
  }

  /** Resolves when others may write on. */
  async close(): Promise<void> {
    if (this.#texts.length > 0) {
      await this.#settle();
      this.#flush();
    }
    await this.#settle();
  }

  async #settle(): Promise<void> {
    const wait = this.#writtenAt + this.#gap - performance.now();
    if (wait > 0) {
      await new Promise(resolve => setTimeout(resolve, wait));
    }
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#texts.length > 0) {
      const text = this.#texts.join('\n');
      this.#texts = [];
      this.#write(text);
      this.#writtenAt = performance.now();
    }
  }
}
