import type { LoggerService } from '@backstage/backend-plugin-api';
import { CustomErrorBase, toError } from '@backstage/errors';
import type { LinkTransition } from 'backstage-plugin-cross-account-pipelines-common';
import type {
  PipelineAssessor,
  StoredJudgement,
} from '../assessment/PipelineAssessor';
import { PipelineGoneError } from '../assessment/PipelineGoneError';
import type { PipelineStore, StoredPipeline } from '../store/PipelineStore';
import type {
  CheckOutcome,
  PipelineTelemetry,
} from '../telemetry/PipelineTelemetry';

/** How long a check may take, in ms. */
const PATIENCE = 30_000;

class CheckTimeoutError extends CustomErrorBase {
  override name = 'CheckTimeoutError' as const;
}

/** Hears of every reading that was stored. */
export type CheckListener = (stored: {
  pipeline: StoredPipeline;
  /** What is different from the reading before. */
  transitions: LinkTransition[];
  /** AWS has no such pipeline any more, and had one before. */
  isGone: boolean;
}) => Promise<void>;

/** What a check has found. */
export interface Checked {
  result: StoredPipeline;
  outcome: CheckOutcome;
}

/** Checks many pipelines, and reads once what they share. */
export interface CheckRun {
  /** As {@link PipelineChecker.check}, on schedule. */
  check(pipelineArn: string): Promise<Checked>;
}

type Assess = PipelineAssessor['assess'];

interface CheckOptions {
  pipelineArn: string;
  onBehalfOf?: string;
  /** Which number of a pipeline's checks is read how. */
  assessorOf: (check: number) => Assess;
}

/**
 * Reads a pipeline's accounts and stores what was found. Nobody is given a
 * reading that was begun before they asked, since what they changed in AWS may
 * not be in it: whoever asks while one is under way shares the next. People do
 * not wait for the schedule.
 */
export class PipelineChecker {
  readonly #assessor: PipelineAssessor;
  readonly #store: PipelineStore;
  readonly #logger: LoggerService;
  readonly #patience: number;
  readonly #telemetry?: PipelineTelemetry;
  readonly #onStored?: CheckListener;
  readonly #running = new Map<string, Promise<Checked>>();
  readonly #next = new Map<string, Promise<Checked>>();

  constructor(options: {
    assessor: PipelineAssessor;
    store: PipelineStore;
    logger: LoggerService;
    onStored?: CheckListener;
    /** How long a check may take, in ms. Default 30 s. */
    patience?: number;
    telemetry?: PipelineTelemetry;
  }) {
    this.#telemetry = options.telemetry;
    this.#assessor = options.assessor;
    this.#store = options.store;
    this.#logger = options.logger;
    this.#onStored = options.onStored;
    this.#patience = options.patience ?? PATIENCE;
  }

  /**
   * Rejects only when the result cannot be stored; a pipeline that cannot be
   * read is a result.
   *
   * @param options - `onBehalfOf` is the user who asked; absent on schedule
   */
  async check(
    pipelineArn: string,
    options: { onBehalfOf?: string } = {},
  ): Promise<StoredPipeline> {
    const { onBehalfOf } = options;
    const assessorOf = () => this.#assess;
    const checked = this.#checkOnce({ pipelineArn, onBehalfOf, assessorOf });
    return (await checked).result;
  }

  /**
   * A pipeline that somebody has checked since the run began is read by itself:
   * what the run has read already may be older than what they were shown.
   */
  async beginRun(): Promise<CheckRun> {
    const run = this.#assessor.beginRun?.() ?? this.#assessor;
    const begun = await this.#store.countChecks();
    const assess: Assess = options => run.assess(options);
    return {
      check: pipelineArn =>
        this.#checkOnce({
          pipelineArn,
          assessorOf: check =>
            check === (begun.get(pipelineArn) ?? 0) + 1 ? assess : this.#assess,
        }),
    };
  }

  readonly #assess: Assess = options => this.#assessor.assess(options);

  async #checkOnce(options: CheckOptions): Promise<Checked> {
    const { pipelineArn, onBehalfOf } = options;
    const key = `${onBehalfOf ? 'asked' : 'scheduled'} ${pipelineArn}`;
    const start = () => this.#start(key, options);
    const running = this.#running.get(key);
    if (!running) {
      return start();
    }
    let next = this.#next.get(key);
    if (!next) {
      next = running.then(start, start);
      this.#next.set(key, next);
    }
    return next;
  }

  #start(key: string, options: CheckOptions): Promise<Checked> {
    this.#next.delete(key);
    const check = this.#check(options).finally(() => {
      this.#running.delete(key);
    });
    this.#running.set(key, check);
    return check;
  }

  async #check(options: CheckOptions): Promise<Checked> {
    const work = () => this.#readAndStore(options);
    if (!this.#telemetry) {
      return work();
    }
    const { pipelineArn, onBehalfOf } = options;
    const trigger = onBehalfOf ? 'person' : 'schedule';
    return this.#telemetry.check({ pipelineArn, trigger }, work);
  }

  async #readAndStore({
    assessorOf,
    ...options
  }: CheckOptions): Promise<Checked> {
    const { pipelineArn } = options;
    const at = new Date().toISOString();
    const check = await this.#store.beginCheck(pipelineArn, at);
    try {
      const stored = await this.#assessAndStore(
        assessorOf(check),
        check,
        options,
      );
      await this.#tell({ ...stored, isGone: false });
      return { result: stored.pipeline, outcome: 'read' };
    } catch (error) {
      const reason = this.#explain(pipelineArn, error);
      const isGone = error instanceof PipelineGoneError;
      const gone = isGone
        ? await this.#store.saveGone(check, {
            pipelineArn,
            at,
            error: `AWS has no such pipeline any more. ${reason}`,
          })
        : undefined;
      if (!gone) {
        await this.#store.saveError(pipelineArn, reason);
      }
      const [pipeline] = await this.#store.getPipelines([pipelineArn]);
      if (gone === 'new') {
        await this.#tell({ pipeline, transitions: [], isGone: true });
      }
      return { result: pipeline, outcome: isGone ? 'gone' : 'unread' };
    }
  }

  /** What people ask for is judged whatever is known of it. */
  async #assessAndStore(
    assess: Assess,
    check: number,
    options: { pipelineArn: string; onBehalfOf?: string },
  ): Promise<{ pipeline: StoredPipeline; transitions: LinkTransition[] }> {
    const { pipelineArn } = options;
    const madeFrom = options.onBehalfOf
      ? undefined
      : await this.#store.recallMadeFrom(pipelineArn);
    const stored: StoredJudgement | undefined = madeFrom
      ? {
          madeFrom,
          readReport: async () =>
            (await this.#store.getPipelines([pipelineArn]))[0].report,
        }
      : undefined;
    const found = await this.#assessInTime(assess, { ...options, stored });
    if ('report' in found) {
      return this.#store.saveResult(check, found);
    }
    const pipeline = await this.#store.saveUnchanged(check, {
      ...found,
      pipelineArn,
      madeFrom: madeFrom!,
    });
    // Another replica stored something else meanwhile.
    return pipeline
      ? { pipeline, transitions: [] }
      : this.#assessAndStore(assess, check, options);
  }

  /** Ends in time even where AWS and what reads it do not. */
  async #assessInTime(
    assess: Assess,
    options: Omit<Parameters<Assess>[0], 'signal'>,
  ) {
    const end = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const error = new CheckTimeoutError(
          `AWS did not answer within ${
            this.#patience / 1000
          } s; the next check tries again`,
        );
        reject(error);
        end.abort(error);
      }, this.#patience);
    });
    try {
      const { signal } = end;
      return await Promise.race([assess({ ...options, signal }), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whoever is told late is no reason to lose a reading. */
  async #tell(stored: Parameters<CheckListener>[0]): Promise<void> {
    try {
      await this.#onStored?.(stored);
    } catch (error) {
      this.#logger.error(
        `Nobody was told what became of ${stored.pipeline.pipelineArn}`,
        toError(error),
      );
    }
  }

  #explain(pipelineArn: string, error: unknown): string {
    if (error instanceof CustomErrorBase) {
      this.#logger.warn(`${pipelineArn} was not read: ${error.message}`);
      return error.message;
    }
    const unexpected = toError(error);
    this.#logger.error(`${pipelineArn} was not read`, unexpected);
    return `The pipeline could not be read (${unexpected.name}); the portal's log says more`;
  }
}
