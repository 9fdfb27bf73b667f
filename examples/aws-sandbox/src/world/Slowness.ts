import { setTimeout as wait } from 'node:timers/promises';

/**
 * Answers calls of a service late, or never, on demand.
 */
export class Slowness {
  private readonly latencies = new Map<string, number>();
  private readonly hanging = new Map<string, number>();

  /** @param signal - ends what hangs */
  constructor(private readonly signal: AbortSignal) {}

  /** Lets every call of a service take that much longer; 0 as before. */
  delay(service: string, milliseconds: number): void {
    this.latencies.set(service, milliseconds);
  }

  /** Never answers the next `calls` calls of a service. */
  hang(service: string, calls: number): void {
    this.hanging.set(service, calls);
  }

  /**
   * Passes the time that a call takes.
   *
   * @throws AbortError when the sandbox stops meanwhile
   */
  async pass(service: string): Promise<void> {
    const left = this.hanging.get(service) ?? 0;
    if (left > 0) {
      this.hanging.set(service, left - 1);
      await new Promise((_, reject) => {
        this.signal.addEventListener(
          'abort',
          () => reject(this.signal.reason),
          { once: true },
        );
      });
    }
    const latency = this.latencies.get(service) ?? 0;
    if (latency > 0) {
      await wait(latency, undefined, { signal: this.signal });
    }
  }
}
