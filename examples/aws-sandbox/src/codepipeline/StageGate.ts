import type { Execution } from './Execution';

/** Executions that may wait before one stage. */
const MAX_WAITING = 50;

interface Waiting {
  execution: Execution;
  admit(isAdmitted: boolean): void;
}

/**
 * Lets one execution at a time into a stage. When they queue, all wait; else the
 * one that waits gives way to a newer one.
 * See `codepipeline/latest/userguide/concepts-how-it-works`.
 */
export class StageGate {
  private inside?: Execution;
  private waiting: Waiting[] = [];
  private isOpen = true;

  /** Executions that wait to be let in, the first to enter first. */
  get inbound(): Execution[] {
    return this.waiting.map(({ execution }) => execution);
  }

  /**
   * @returns whether it may go in; `false` when a newer execution took its place
   */
  enter(execution: Execution, mode: string): Promise<boolean> {
    if (this.isOpen && (mode === 'PARALLEL' || !this.inside)) {
      this.inside = execution;
      return Promise.resolve(true);
    }
    if (
      !/^(QUEUED|PARALLEL)$/.test(mode) ||
      this.waiting.length >= MAX_WAITING
    ) {
      this.waiting.shift()?.admit(false);
    }
    return new Promise(admit => {
      this.waiting.push({ execution, admit });
    });
  }

  leave(execution: Execution): void {
    if (this.inside !== execution) {
      return;
    }
    this.inside = undefined;
    this.admitNext();
  }

  /** Lets nobody in any more. */
  close(): void {
    this.isOpen = false;
  }

  open(): void {
    this.isOpen = true;
    this.admitNext();
  }

  private admitNext(): void {
    if (!this.isOpen || this.inside) {
      return;
    }
    const next = this.waiting.shift();
    this.inside = next?.execution;
    next?.admit(true);
  }
}
