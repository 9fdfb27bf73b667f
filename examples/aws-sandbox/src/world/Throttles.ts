import { Refusal } from '../front/ServiceError';

/**
 * Answers a number of calls of a service with "Rate exceeded", on demand.
 */
export class Throttles {
  private readonly remaining = new Map<string, number>();

  /** Throttles the next `calls` calls of a service, e.g. `cloudformation`. */
  set(service: string, calls: number): void {
    this.remaining.set(service, calls);
  }

  /**
   * Counts a call.
   *
   * @throws Refusal while the service is being throttled
   */
  take(service: string): void {
    const left = this.remaining.get(service) ?? 0;
    if (left > 0) {
      this.remaining.set(service, left - 1);
      throw new Refusal('Throttled', 'Rate exceeded');
    }
  }
}
