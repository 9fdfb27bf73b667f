/** Below the number of variables that every database takes in a statement. */
const BATCH_SIZE = 500;

export function* inBatches<T>(items: T[], size = BATCH_SIZE): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
