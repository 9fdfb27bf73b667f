import {
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { waitUntil } from './waitUntil';

/**
 * How long a pipeline that was changed a moment ago is looked at.
 *
 * @public
 */
export interface SettlingOptions {
  /** Between two readings at first, in ms. Default 2 s. */
  interval?: number;
  /** How long a hop has to stay broken to be believed, in ms. Default 20 s. */
  patience?: number;
  /**
   * Milliseconds that IAM may take to catch up: it says "a minute or so" of new
   * roles and policies. Default three minutes.
   */
  timeout?: number;
}

/**
 * Reads a pipeline until the reading is the last word: nothing is pending, and
 * what is broken has been so for a while, since AWS shows a new policy to some
 * callers later than to others.
 *
 * @param options - `read` reads AWS now; `onReading` hears of each reading that
 *   is not the last
 * @returns the last reading, also when the time is up
 *
 * @public
 */
export async function readSettledReport(
  options: SettlingOptions & {
    read: () => Promise<PipelineReport>;
    onReading?: (report: PipelineReport) => void;
    signal?: AbortSignal;
  },
): Promise<PipelineReport> {
  const { read, onReading, signal } = options;
  const {
    interval = 2_000,
    patience = 20_000,
    timeout = 180_000,
  }: SettlingOptions = options;
  let latest: PipelineReport | undefined;
  const isFinal = createJudge(patience);
  await waitUntil({
    ask: async () => {
      latest = await read();
      if (isFinal(latest)) {
        return latest;
      }
      onReading?.(latest);
      return undefined;
    },
    timeout,
    interval,
    signal,
  });
  return latest!;
}

function createJudge(patience: number): (report: PipelineReport) => boolean {
  const brokenSince = new Map<string, number>();
  return report => {
    const now = Date.now();
    const hops = hopsOf(report);
    for (const { id, health } of hops) {
      if (health !== 'broken') {
        brokenSince.delete(id);
      } else if (!brokenSince.has(id)) {
        brokenSince.set(id, now);
      }
    }
    return (
      hops.every(({ health }) => health !== 'pending') &&
      [...brokenSince.values()].every(since => now - since >= patience)
    );
  };
}
