import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { ConflictError } from '@backstage/errors';
import type {
  ManifestStack,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { describePlace } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../aws';
import type { DeploymentEvent } from './DeploymentEvent';
import { describeHolder } from './describeHolder';
import { LockRenewal } from './LockRenewal';
import { Pace, type PaceOptions } from './stack/Pace';
import {
  type HeldLock,
  type LockRecord,
  PipelineLock,
  type PipelineWork,
} from './PipelineLock';
import { StoppedWaitingError } from './stack/StoppedWaitingError';

/**
 * How a run keeps others off its pipeline.
 *
 * @public
 */
export interface LockOptions {
  /**
   * Id of this run. One that was interrupted and has the same id does not wait
   * for itself. Default: a new one.
   */
  run?: string;
  /** Takes the lock of another run, which is believed to have crashed. */
  takeOver?: boolean;
  /**
   * Milliseconds to wait for another run that does the same. Default 600000.
   */
  wait?: number;
  /** Milliseconds between signs of life. Default 20000. */
  renewEvery?: number;
  /**
   * Milliseconds without a sign of life after which others take the lock.
   * Default 120000.
   */
  lease?: number;
}

interface WithPipelineLockOptions {
  does: PipelineWork;
  manifest: Pick<StackManifest, 'pipeline' | 'stacks'>;
  clients: AwsClients;
  onBehalfOf?: string;
  lock?: LockOptions;
  onEvent?: (event: DeploymentEvent) => void;
  pace?: PaceOptions;
  signal?: AbortSignal;
}

/**
 * Does something to a pipeline while no other run does. Another run that does
 * the same is waited for; one that does something else, or takes too long, ends
 * this one. One that gives no sign of life any more has crashed: its lock is
 * taken over.
 *
 * Whether another run lives is told by whether its lock changes while it is
 * watched, so that no two clocks have to agree.
 *
 * A manifest that names no pipeline has nothing to lock.
 *
 * @param work - has to heed the signal that it is given: it is aborted, too,
 * when another run has taken the lock
 * @throws ConflictError that says who works on the pipeline, since when, and
 * what to do
 * @throws LockLostError when another run has taken over
 * @throws StoppedWaitingError when the signal is aborted
 *
 * @public
 */
export async function withPipelineLock<T>(
  options: WithPipelineLockOptions,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { manifest, clients, onBehalfOf, does, signal } = options;
  const { pipeline } = manifest;
  if (!pipeline) {
    return work(signal);
  }
  const { account, region, name } = pipeline;
  const lock = new PipelineLock({
    clients: await clients.forAccount({
      account,
      region,
      purpose: 'deploy',
      onBehalfOf,
    }),
    name,
    tags: stackOfLock(manifest.stacks, pipeline)?.tags,
    pace: options.pace,
    signal,
  });
  const { run = randomUUID(), lease = 120_000 } = options.lock ?? {};
  const record: LockRecord = {
    run,
    does,
    by: onBehalfOf ?? loginName(),
    host: hostname(),
    nonce: randomUUID(),
    lease,
  };
  const stackId = await take(lock, record, name, options);
  const renewal = new LockRenewal(
    lock,
    stackId,
    record,
    options.lock?.renewEvery,
  );
  try {
    return await work(
      signal ? AbortSignal.any([signal, renewal.lost]) : renewal.lost,
    );
  } catch (error) {
    throw renewal.lost.aborted ? renewal.lost.reason : error;
  } finally {
    await renewal.stop();
    if (!renewal.lost.aborted) {
      // What cannot be removed expires.
      await lock.remove(stackId).catch(() => undefined);
    }
  }
}

/** The pipeline's own; where others made the pipeline, the one that attaches it. */
function stackOfLock(
  stacks: ManifestStack[],
  { account, region }: NonNullable<StackManifest['pipeline']>,
): ManifestStack | undefined {
  return (
    stacks.find(({ phase }) => phase === 'pipeline') ??
    stacks.find(stack => stack.account === account && stack.region === region)
  );
}

async function take(
  lock: PipelineLock,
  record: LockRecord,
  name: string,
  options: WithPipelineLockOptions,
): Promise<string> {
  const { onEvent = () => {}, signal } = options;
  const { takeOver = false, wait = 600_000 } = options.lock ?? {};
  const pace = new Pace(options.pace);
  const begun = performance.now();
  let watched: { signs: string; since: number; lived: boolean } | undefined;
  for (;;) {
    const held = await lock.read();
    const now = performance.now();
    if (!held) {
      const stackId = await lock.take(record);
      if (stackId) {
        return stackId;
      }
    } else if (held.record.nonce === record.nonce) {
      return held.stackId;
    } else {
      const { run, does, lease } = held.record;
      if (watched?.signs !== held.signs) {
        if (!watched) {
          onEvent({ type: 'run-awaited', ...tellOf(held, name) });
        }
        watched = {
          signs: held.signs,
          since: now,
          lived: watched !== undefined,
        };
      }
      if (takeOver || run === record.run || now - watched.since >= lease) {
        onEvent({ type: 'run-taken-over', ...tellOf(held, name) });
        await lock.remove(held.stackId);
        watched = undefined;
        continue;
      }
      if (now - begun >= wait || (watched.lived && does !== options.does)) {
        throw refusal(lock, held, name);
      }
    }
    await pace.pause({ news: false, signal }).catch(() => {
      throw new StoppedWaitingError({ underWay: [] });
    });
  }
}

function tellOf({ record, since }: HeldLock, pipeline: string) {
  const { run, does, by, host } = record;
  return {
    pipeline,
    holder: { run, does, by, host },
    since: since.toISOString(),
  };
}

function refusal(
  { place }: PipelineLock,
  held: HeldLock,
  name: string,
): ConflictError {
  return new ConflictError(
    `${describeHolder(
      tellOf(held, name),
    )}; nothing was changed. Run again when that has ended. If that run has crashed, the next one takes over ${Math.ceil(
      held.record.lease / 1_000,
    )} s after its last sign of life; at once with --take-over of the command deploy, remove, attach or detach, or when somebody deletes ${describePlace(
      place,
    )}, which holds nothing`,
  );
}

function loginName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
