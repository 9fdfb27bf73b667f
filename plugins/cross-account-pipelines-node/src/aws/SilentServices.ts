import { ServiceUnavailableError } from '@backstage/errors';
import { isThrottling } from './toReadableError';

/** Milliseconds after which a call that is given up would hardly be answered. */
const HANGING = 10_000;

/** One service of one account, in one Region where it is regional. */
export interface ServicePlace {
  service: string;
  /** Twelve digits. */
  account: string;
  /** Absent where the service is the same in every Region. */
  region?: string;
}

/**
 * Services that throttle or do not answer, so that not everybody who needs them
 * waits for them in turn.
 */
export class SilentServices {
  readonly #since = new Map<string, number>();
  readonly #pause: number;

  /** @param pause - milliseconds for which a service is left alone */
  constructor(pause: number) {
    this.#pause = pause;
  }

  noteFailure(place: ServicePlace, error: unknown): void {
    if (isThrottling(error)) {
      this.#since.set(keyOf(place), Date.now());
    }
  }

  /** @param waited - for an answer, in milliseconds */
  noteGivenUp(place: ServicePlace, waited: number): void {
    if (waited >= HANGING) {
      this.#since.set(keyOf(place), Date.now());
    }
  }

  /** @throws ServiceUnavailableError while the service is left alone */
  requireTalking(place: ServicePlace): void {
    const since = this.#since.get(keyOf(place)) ?? -Infinity;
    if (Date.now() - since < this.#pause) {
      const { service, account, region } = place;
      throw new ServiceUnavailableError(
        `${service} in account ${account}${
          region ? `, ${region}` : ''
        } throttled or did not answer, and is asked nothing for ${
          this.#pause / 1_000
        } s`,
      );
    }
  }
}

function keyOf({ service, account, region = '' }: ServicePlace): string {
  return [service, account, region].join(' ');
}
