import type { MessagePort, Worker } from 'node:worker_threads';
import { putTogether, takeApart, type Part } from './parts';

type Message =
  | { id: string; begin: unknown }
  | { id: string; part: Part }
  | { id: string; end: true }
  | { id: string; received: true };

/**
 * Sends large plain data between two threads, piece by piece: the next when the
 * other has taken the last, for a port hands over all that lies there at once.
 */
export class Correspondence {
  private readonly incoming = new Map<string, unknown>();
  private readonly awaited = new Map<string, () => void>();

  constructor(
    private readonly port: Worker | MessagePort,
    private readonly hear: (id: string, value: any) => void,
  ) {
    port.on('message', (message: Message) => this.receive(message));
  }

  /** Resolves when the other has all of it. */
  async send(id: string, value: unknown): Promise<void> {
    const { rest, parts } = takeApart(value);
    await this.post({ id, begin: rest });
    for (const part of parts) {
      await this.post({ id, part });
    }
    this.port.postMessage({ id, end: true });
  }

  private async post(message: Message): Promise<void> {
    const received = new Promise<void>(resolve => {
      this.awaited.set(message.id, resolve);
    });
    this.port.postMessage(message);
    await received;
  }

  private receive(message: Message): void {
    const { id } = message;
    if ('received' in message) {
      const resolve = this.awaited.get(id);
      this.awaited.delete(id);
      resolve?.();
    } else if ('end' in message) {
      const value = this.incoming.get(id);
      this.incoming.delete(id);
      this.hear(id, value);
    } else {
      if ('begin' in message) {
        this.incoming.set(id, message.begin);
      } else {
        putTogether(this.incoming.get(id), message.part);
      }
      // In the next turn: others are to have theirs.
      setImmediate(() => this.port.postMessage({ id, received: true }));
    }
  }
}
