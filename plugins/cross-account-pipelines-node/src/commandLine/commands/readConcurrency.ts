import { UsageError } from '../UsageError';

/** More than AWS or this machine would bear. */
const most = 100;

/** @throws UsageError when it is no number of stacks */
export function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new UsageError(
      `--concurrency is ${text}; it can be 1 to ${most} stacks at a time`,
    );
  }
  return number;
}
