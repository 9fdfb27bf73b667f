import type { World } from './world/World';

/**
 * Keys to call the sandbox with.
 */
export interface SandboxCredentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * A running loopback AWS.
 */
export interface Sandbox {
  /** The endpoint of every service, e.g. `http://127.0.0.1:4566`. */
  readonly url: string;
  /** What it knows; for tests that look behind the wire. */
  readonly world: World;
  /** Keys of the portal's user in account 999999999999. */
  readonly portal: SandboxCredentials;
  /**
   * Keys of a user who may do everything in an account.
   *
   * @throws Error for an account that the sandbox does not have
   */
  administrator(account: string): SandboxCredentials;
  /** Answers the next calls of a service, e.g. `cloudformation`, with "Rate exceeded". */
  throttle(service: string, calls: number): void;
  /** How long a change in IAM takes to have an effect; milliseconds. */
  setConsistencyDelay(milliseconds: number): void;
  /** Ends everything that runs and closes the port. */
  stop(): Promise<void>;
}
