import { setTimeout as sleep } from 'node:timers/promises';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { LockLostError } from './LockLostError';
import type { LockRecord, PipelineLock } from './PipelineLock';

/** How much of a lease may pass unrenewed before its holder stops writing. */
const trusted = 0.75;

/** Gives signs of life until it is stopped or the lock is another's. */
export class LockRenewal {
  private readonly losing = new AbortController();
  private readonly stopping = new AbortController();
  private readonly ended: Promise<void>;

  constructor(
    private readonly lock: PipelineLock,
    private readonly stackId: string,
    private readonly record: LockRecord,
    private readonly every = 20_000,
  ) {
    this.ended = this.renew();
  }

  /** Aborted when this run may no longer write. */
  get lost(): AbortSignal {
    return this.losing.signal;
  }

  /** A sign on its way is waited for: it would make a lock without a run. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.ended;
  }

  private async renew(): Promise<void> {
    let renewedAt = performance.now();
    for (let number = 1; !this.stopping.signal.aborted; number++) {
      try {
        await sleep(this.every, undefined, {
          signal: this.stopping.signal,
          ref: false,
        });
      } catch {
        return;
      }
      const at = performance.now();
      const isOwn = await this.renewOnce(number).catch(() => undefined);
      if (isOwn) {
        renewedAt = at;
      } else if (isOwn === false) {
        this.lose(
          'Another run has taken over the pipeline from this one, which goes no further',
        );
        return;
      } else if (performance.now() - renewedAt > this.record.lease * trusted) {
        this.lose(
          `AWS did not let this run show for ${Math.round(
            (performance.now() - renewedAt) / 1_000,
          )} s that it lives, so another may have taken over; it goes no further. Run again`,
        );
        return;
      }
    }
  }

  private async renewOnce(number: number): Promise<boolean> {
    const signal = AbortSignal.timeout(this.record.lease / 4);
    return Promise.race([
      this.lock.renew(this.stackId, this.record, number, signal),
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    ]);
  }

  private lose(message: string): void {
    const { place } = this.lock;
    this.losing.abort(
      new LockLostError(`${message} (lock: ${describePlace(place)})`),
    );
  }
}
