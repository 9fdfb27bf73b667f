/** Six times the interval at which a portal reads unless told otherwise. */
const oldAfterMs = 60 * 60_000;

/** Whether something may have changed meanwhile, and nobody has looked. */
export function isOldReading(readAt: string): boolean {
  return Date.now() - Date.parse(readAt) > oldAfterMs;
}
