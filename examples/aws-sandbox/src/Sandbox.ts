import type { RunSummary, WorldSummary } from './control/describeWorld';
import type { HopReference } from './control/SandboxControl';
import type { OrganizationPolicy } from './world/Organization';
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
  /** What a request that changes the sandbox needs as `x-sandbox-token`. */
  readonly token: string;
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
  /** What there is: accounts, stacks, pipelines with their last run. */
  describe(): WorldSummary;
  /**
   * Breaks a hop by really editing the policy that it needs.
   *
   * @throws Error when the pipeline has no such hop
   */
  breakHop(hop: HopReference): void;
  /** Puts the policy back as it was. */
  mendHop(hop: HopReference): void;
  /**
   * Starts a run of a pipeline, by name or ARN.
   *
   * @returns the id of the execution
   */
  startPipeline(nameOrArn: string): string;
  /**
   * Waits until the latest run of a pipeline has ended.
   *
   * @throws Error when it has never run
   */
  waitForRun(nameOrArn: string): Promise<RunSummary>;
  /** Answers the next calls of a service, e.g. `cloudformation`, with "Rate exceeded". */
  throttle(service: string, calls: number): void;
  /**
   * Answers what an account asks more often in a Region with "Rate exceeded";
   * calls a second by action, e.g. `cloudformation:DescribeStacks`.
   */
  limitRates(perSecond: Record<string, number>): void;
  /** Lets every call of a service take that much longer; milliseconds. */
  slowDown(service: string, milliseconds: number): void;
  /** Never answers the next calls of a service. */
  hang(service: string, calls: number): void;
  /**
   * Puts policies of the organization on an account, instead of those put there
   * before.
   */
  guard(
    account: string,
    policies: {
      serviceControl?: OrganizationPolicy[];
      resourceControl?: OrganizationPolicy[];
    },
  ): void;
  /** How long a change in IAM takes to have an effect; milliseconds. */
  setConsistencyDelay(milliseconds: number): void;
  /** How long one operation on one resource takes; milliseconds. */
  setDelay(milliseconds: number): void;
  /** Says that everything is there; until then the health check answers 503. */
  markReady(): void;
  /** Ends everything that runs and closes the port. */
  stop(): Promise<void>;
}
