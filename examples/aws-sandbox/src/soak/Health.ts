/** What a process holds once all garbage is collected. */
export interface Health {
  /** Bytes. */
  heapUsed: number;
  external: number;
  rss: number;
  /** Sockets, servers, timers. */
  handles: number;
  /** Open file descriptors. */
  files: number;
  /** How many handles there are of which kind. */
  kinds: string;
}

type Figure = Exclude<keyof Health, 'kinds'>;

/** How much more the last third may hold than the one before it. */
const allowed: Record<Figure, { share: number; least: number }> = {
  heapUsed: { share: 0.03, least: 3_000_000 },
  external: { share: 0.1, least: 5_000_000 },
  // What the allocator gives back, and when, is not ours.
  rss: { share: 0.15, least: 80_000_000 },
  // Connections come and go; one more with each deployment is found in two hours.
  handles: { share: 0, least: 5 },
  files: { share: 0, least: 8 },
};

/**
 * Says what grew. The first third is left out: caches fill and code is compiled.
 *
 * @param samples - at equal distances of work, not of time
 * @throws when they are too few for thirds
 */
export function findGrowth(samples: readonly Health[]): string[] {
  const third = Math.floor(samples.length / 3);
  if (third === 0) {
    throw new Error(`Nobody can tell what grew from ${samples.length} samples`);
  }
  const middle = samples.slice(third, samples.length - third);
  const last = samples.slice(samples.length - third);
  return (Object.keys(allowed) as Figure[]).flatMap(key => {
    const [before, after] = [middle, last].map(part =>
      median(part.map(sample => sample[key])),
    );
    const { share, least } = allowed[key];
    return after - before > Math.max(before * share, least)
      ? [`${key} grew from ${before} to ${after} (${samples.at(-1)!.kinds})`]
      : [];
  });
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
