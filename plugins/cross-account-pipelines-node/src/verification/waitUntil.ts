import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until there is an answer or the time is up, at growing intervals.
 *
 * @param ask - resolves to undefined while there is none
 * @throws what `ask` throws, and an AbortError when the signal fires
 *
 * @public
 */
export async function waitUntil<T>(options: {
  ask: () => Promise<T | undefined>;
  /** Milliseconds. */
  timeout: number;
  /** Milliseconds to the second question; later ones are up to five times that. */
  interval: number;
  signal?: AbortSignal;
}): Promise<T | undefined> {
  const { ask, timeout, signal } = options;
  const end = Date.now() + timeout;
  let interval = options.interval;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined || Date.now() + interval > end) {
      return answer;
    }
    await sleep(interval, undefined, { signal });
    interval = Math.min(interval * 1.5, options.interval * 5);
  }
}
