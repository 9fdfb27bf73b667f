/**
 * A call to AWS.
 *
 * @public
 */
export interface ObservedCall {
  /** As the SDK's client is called, e.g. `CodePipeline`. */
  service: string;
  /** E.g. `GetPipeline`. */
  operation: string;
  /** The account whose credentials call: twelve digits. */
  account: string;
  region: string;
}

/**
 * Hears of every call to AWS, for metrics and traces.
 *
 * @public
 */
export interface AwsCallObserver {
  /**
   * Makes the call, all its repetitions included, and returns what it gives.
   */
  observe<T>(call: ObservedCall, make: () => Promise<T>): Promise<T>;
  /** AWS refused an attempt because there were too many. */
  throttled(call: ObservedCall): void;
}
