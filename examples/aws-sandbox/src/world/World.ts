import {
  setImmediate as nextTurn,
  setTimeout as wait,
} from 'node:timers/promises';
import type { Bucket } from '../s3/Bucket';
import { Account } from './Account';
import { CallRates } from './CallRates';
import { CredentialStore } from './CredentialStore';
import { Organization } from './Organization';
import { PrincipalRegistry } from './PrincipalRegistry';
import { Slowness } from './Slowness';
import { Throttles } from './Throttles';
import { Trail } from './Trail';

type ObjectListener = (bucket: string, key: string) => void;

const TRAIL_CAPACITY = 2_000;

/**
 * Everything that the sandbox knows, in memory.
 */
export class World {
  readonly credentials = new CredentialStore();
  readonly principals = new PrincipalRegistry();
  readonly throttles = new Throttles();
  readonly rates = new CallRates();
  readonly trail = new Trail(TRAIL_CAPACITY);
  readonly organization = new Organization();
  /** By name, of all accounts. */
  readonly buckets = new Map<string, Bucket>();
  /** Where the sandbox listens; empty until it does. */
  endpoint = '';
  /** How long one operation on one resource takes; milliseconds. */
  delay: number;
  /** Builds run what any buildspec says, not only what the samples' say. */
  readonly runsAnyCommands: boolean;
  /** How long a change in IAM takes to have an effect; milliseconds. */
  consistencyDelay = 0;

  private readonly objectListeners: ObjectListener[] = [];
  private readonly accountsById = new Map<string, Account>();
  private readonly lifetime = new AbortController();
  readonly slowness = new Slowness(this.lifetime.signal);
  private readonly running = new Set<Promise<void>>();

  constructor(options: { delay: number; runsAnyCommands: boolean }) {
    this.delay = options.delay;
    this.runsAnyCommands = options.runsAnyCommands;
  }

  get accounts(): Account[] {
    return [...this.accountsById.values()];
  }

  addAccount(options: {
    id: string;
    name: string;
    inOrganization: boolean;
    tags?: Record<string, string>;
  }): Account {
    const account = new Account(options);
    this.accountsById.set(account.id, account);
    return account;
  }

  findAccount(id: string): Account | undefined {
    return this.accountsById.get(id);
  }

  /** @throws Error for an account that the sandbox does not have */
  account(id: string): Account {
    const account = this.accountsById.get(id);
    if (!account) {
      throw new Error(`The sandbox has no account ${id}`);
    }
    return account;
  }

  /** Calls a function for every object that is written. */
  onObjectWritten(listener: ObjectListener): void {
    this.objectListeners.push(listener);
  }

  announceObject(bucket: string, key: string): void {
    this.objectListeners.forEach(listener => listener(bucket, key));
  }

  /** Aborted when the sandbox stops. */
  get signal(): AbortSignal {
    return this.lifetime.signal;
  }

  /** When a change made now takes effect in IAM; ms since the epoch. */
  settlesAt(): number {
    return Date.now() + this.consistencyDelay;
  }

  /**
   * Lets the time of one resource operation pass.
   *
   * @throws AbortError when the sandbox stops meanwhile
   */
  async pause(): Promise<void> {
    await (this.delay > 0
      ? wait(this.delay, undefined, { signal: this.signal })
      : nextTurn(undefined, { signal: this.signal }));
  }

  /**
   * Waits for something that only a call from outside can bring about.
   *
   * @throws AbortError when the sandbox stops meanwhile
   */
  async orStop<T>(awaited: Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    let stop = () => {};
    const stopped = new Promise<never>((_, reject) => {
      stop = () => reject(this.signal.reason);
      this.signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([awaited, stopped]);
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
  }

  /**
   * Runs something that goes on after the call that began it has been answered.
   *
   * @returns when it has ended
   */
  runInBackground(task: () => Promise<void>): Promise<void> {
    const running = task().catch(error => {
      if (!this.signal.aborted) {
        throw error;
      }
    });
    const tracked = running.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
    return tracked;
  }

  async stop(): Promise<void> {
    this.lifetime.abort();
    await Promise.allSettled(this.running);
  }
}
