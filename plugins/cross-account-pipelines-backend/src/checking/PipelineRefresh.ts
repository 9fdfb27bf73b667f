import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { ClaimReader } from '../ownership/ClaimReader';
import type { TagClaims } from '../ownership/TagClaims';
import type { PipelineStore } from '../store/PipelineStore';
import type { AccountBackOff } from './AccountBackOff';
import { accountOf, CheckQueue } from './CheckQueue';
import type { CheckRun, PipelineChecker } from './PipelineChecker';

/**
 * Pipelines read at the same time. Each is itself read account by account, and
 * AWS throttles by account, so more would mostly wait.
 */
const CONCURRENCY = 4;

/** What changed within that time is looked at soon again; ms. */
const RECENTLY = 15 * 60_000;

/** As many pipelines are checked in one go; more are spread over the interval. */
const MOST_AT_ONCE = 25;

/** The part of the interval that checks are spread over. */
const SPREAD = 0.8;

/** What has changed lately is looked at twice in a run that lasts so long; ms. */
const LONG_RUN = 2 * 60_000;

/** How long a run looks for pipelines by tags before it checks any; ms. */
const PATIENCE_FOR_TAGS = 60_000;

/** What a run does with time; tests have a clock of their own. */
export interface Clock {
  now(): number;
  /** Ends early, and without an error, when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    await sleep(ms, undefined, { signal }).catch(() => {});
  },
};

/**
 * Checks every pipeline that the catalog names or that was registered: the most
 * due first, many of them spread over the time until the next run, and what has
 * changed lately once more at the end of a long run. No account keeps others from
 * being read: each has few checks at a time, and one that does not answer is left
 * alone for a while.
 */
export class PipelineRefresh {
  readonly #checker: PipelineChecker;
  readonly #claims: ClaimReader;
  readonly #logger: LoggerService;
  readonly #store: PipelineStore;
  readonly #tagClaims: TagClaims;
  readonly #interval: number;
  readonly #clock: Clock;
  readonly #backOff: AccountBackOff;

  /**
   * @param options - `interval`: ms from the beginning of one run to that of the
   *   next; nothing is spread without it
   */
  constructor(options: {
    backOff: AccountBackOff;
    checker: PipelineChecker;
    claims: ClaimReader;
    logger: LoggerService;
    store: PipelineStore;
    tagClaims: TagClaims;
    interval?: number;
    clock?: Clock;
  }) {
    this.#interval = options.interval ?? 0;
    this.#clock = options.clock ?? systemClock;
    this.#backOff = options.backOff;
    this.#checker = options.checker;
    this.#claims = options.claims;
    this.#logger = options.logger;
    this.#store = options.store;
    this.#tagClaims = options.tagClaims;
  }

  /**
   * @param signal - no further pipelines are read once it fires
   */
  async run(signal: AbortSignal): Promise<void> {
    await this.#readClaims();
    const begun = this.#clock.now();
    const due = await this.#store.listDue(new Date(begun));
    const checks = await this.#store.countChecks();
    // People wait for what was never read.
    const isNew = (pipelineArn: string) => !checks.get(pipelineArn);
    await this.#checkAll(due, { signal, isNew });
    if (this.#clock.now() - begun >= LONG_RUN && !signal.aborted) {
      const changed = await this.#store.listChanged(
        new Date(begun - RECENTLY).toISOString(),
      );
      await this.#checkAll(changed.slice(0, MOST_AT_ONCE), { signal });
    }
  }

  async #checkAll(
    pipelineArns: string[],
    options: {
      signal: AbortSignal;
      /** Whether it is read at once, however many there are. */
      isNew?: (pipelineArn: string) => boolean;
    },
  ): Promise<void> {
    const { signal, isNew = () => false } = options;
    const queue = new CheckQueue(pipelineArns);
    const run = await this.#checker.beginRun();
    const { length } = pipelineArns.filter(arn => !isNew(arn));
    const gap = length > MOST_AT_ONCE ? (this.#interval * SPREAD) / length : 0;
    let next = this.#clock.now();
    const work = async () => {
      for (;;) {
        const pipelineArn = signal.aborted ? undefined : queue.take();
        if (pipelineArn === undefined) {
          return;
        }
        try {
          if (!isNew(pipelineArn)) {
            const wait = next - this.#clock.now();
            next += gap;
            if (wait > 0) {
              await this.#clock.sleep(wait, signal);
            }
          }
          if (!signal.aborted) {
            await this.#checkOne(run, pipelineArn);
          }
        } finally {
          queue.done(pipelineArn);
        }
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  }

  async #readClaims(): Promise<void> {
    const seenAt = new Date().toISOString();
    const claims = await this.#tagClaims.find(await this.#claims.readClaims(), {
      patience: PATIENCE_FOR_TAGS,
    });
    const known = new Set(claims.map(({ entityRef }) => entityRef));
    const others = (await this.#store.ownership.listOwners()).filter(
      ref => !known.has(ref),
    );
    const entities = await this.#claims.readEntities(others);
    await this.#store.ownership.setClaims(claims, { seenAt, entities });
  }

  async #checkOne(run: CheckRun, pipelineArn: string): Promise<void> {
    const account = accountOf(pipelineArn);
    try {
      if (await this.#backOff.isWaiting(account, this.#clock.now())) {
        this.#logger.debug(
          `${pipelineArn} was not read: its account is left alone for a while`,
        );
        return;
      }
      const { result, outcome } = await run.check(pipelineArn);
      if (outcome !== 'unread') {
        await this.#backOff.succeeded(account);
        return;
      }
      const until = await this.#backOff.failed(account, this.#clock.now());
      if (until !== undefined) {
        this.#logger.warn(
          `Several checks of pipelines in account ${account} in a row gave no report, the last because: ${
            result.error
          }. The schedule leaves the account alone until ${new Date(
            until,
          ).toISOString()}`,
        );
      }
    } catch (error) {
      this.#logger.error(
        `What was read of ${pipelineArn} could not be stored`,
        toError(error),
      );
    }
  }
}
