import { ConflictError } from '@backstage/errors';
import pLimit from 'p-limit';
import {
  assessPipeline,
  describeHop,
  hopsOf,
  type PipelineReport,
} from 'backstage-plugin-cross-account-pipelines-core';
import { collectEstate } from '../collection';
import {
  deployManifest,
  type DeployManifestOptions,
  readDeployedRecord,
  type StackPlan,
  StoppedWaitingError,
} from '../deployment';
import { readSettledReport, type SettlingOptions } from '../verification';
import {
  blockers,
  DEFAULT_CONCURRENCY,
  messageOf,
  planRollOut,
  wideningsOf,
} from './planRollOut';
import { isSameData, renderForRollOut } from './renderForRollOut';
import type { RollOutPlan } from './RollOutPlan';
import type {
  RolledOutPipeline,
  RollOutEvent,
  RollOutReport,
} from './RollOutReport';
import type { RollOutScope } from './RollOutScope';

/**
 * @public
 */
export interface RollOutOptions
  extends RollOutScope,
    Pick<
      DeployManifestOptions,
      | 'stackRules'
      | 'existingRoles'
      | 'lock'
      | 'checkpoint'
      | 'pace'
      | 'roleSettling'
    > {
  /** Plans, and deploys nothing. */
  dryRun?: boolean;
  /** How a pipeline is looked at once it is deployed. */
  settling?: SettlingOptions;
  onEvent?: (event: RollOutEvent) => void;
}

/** By ARN. */
type Outcomes = Map<
  string,
  Pick<RolledOutPipeline, 'outcome' | 'error' | 'after' | 'duration'>
>;

/**
 * Brings a new version of templates or guardrails to many pipelines: the canaries
 * first, then wave by wave. Each pipeline is looked at in AWS once it is
 * deployed. Where one fails or has a broken hop, what is under way is finished
 * and nothing further is begun.
 *
 * All pipelines are planned before the first is touched: where something is in
 * the way of one, none is. A further run takes up where the last one ended: it
 * leaves alone those that are current, and goes on only where none of them is
 * broken.
 *
 * @throws InputError when no pipeline is named, or one twice
 * @throws StoppedWaitingError when the signal is aborted
 *
 * @public
 */
export async function rollOut(options: RollOutOptions): Promise<RollOutReport> {
  const { dryRun = false, onEvent = () => {} } = options;
  const plan = await planRollOut({
    ...options,
    onPipeline: each => onEvent({ type: 'pipeline-planned', plan: each }),
  });
  onEvent({ type: 'roll-out-planned', plan });
  const outcomes: Outcomes = new Map();
  const end = (outcome: RollOutReport['outcome']) =>
    reportOf(plan, outcomes, { dryRun, outcome });
  if (plan.pipelines.some(({ obstacles }) => obstacles.length > 0)) {
    return end('refused');
  }
  if (plan.waves.length === 0) {
    return end('nothing-to-do');
  }
  if (dryRun) {
    return end('planned');
  }
  const isWhole =
    (await checkCurrent(plan, outcomes, options)) &&
    (await rollOutWaves(plan, outcomes, options));
  return end(isWhole ? 'finished' : 'stopped');
}

function reportOf(
  { pipelines, waves, templates }: RollOutPlan,
  outcomes: Outcomes,
  how: Pick<RollOutReport, 'dryRun' | 'outcome'>,
): RollOutReport {
  return {
    ...how,
    templates,
    waves,
    pipelines: pipelines.map(pipeline => {
      const index = waves.findIndex(arns =>
        arns.includes(pipeline.pipelineArn),
      );
      return {
        ...pipeline,
        ...(index >= 0 && { wave: index + 1 }),
        outcome: 'left',
        ...outcomes.get(pipeline.pipelineArn),
      };
    }),
  };
}

/**
 * An earlier run may have stopped at a pipeline that has the new version and does
 * not work with it.
 */
async function checkCurrent(
  { pipelines }: RollOutPlan,
  outcomes: Outcomes,
  options: RollOutOptions,
): Promise<boolean> {
  const current = pipelines.filter(({ standing }) => standing === 'current');
  const { concurrency = DEFAULT_CONCURRENCY, onEvent } = options;
  const limit = pLimit(concurrency);
  await Promise.all(
    current.map(({ pipelineArn }) =>
      limit(async () => {
        const after = await lookAt(pipelineArn, options).catch(error =>
          unlessStopped(error, options),
        );
        if (after instanceof Error || after.broken.length > 0) {
          outcomes.set(pipelineArn, {
            outcome: 'failed',
            error:
              after instanceof Error
                ? messageOf(after)
                : `It has this version already and is broken: ${after.broken.join(
                    '; ',
                  )}`,
            ...(!(after instanceof Error) && { after }),
          });
        }
      }),
    ),
  );
  if (current.length > 0) {
    onEvent?.({ type: 'current-checked', pipelines: current.length });
  }
  return outcomes.size === 0;
}

async function rollOutWaves(
  { waves }: RollOutPlan,
  outcomes: Outcomes,
  options: RollOutOptions,
): Promise<boolean> {
  const { canary = 1, concurrency = DEFAULT_CONCURRENCY } = options;
  const { onEvent = () => {} } = options;
  for (const [index, pipelineArns] of waves.entries()) {
    onEvent({
      type: 'wave-started',
      wave: index + 1,
      waves: waves.length,
      isCanary: index === 0 && canary > 0,
      pipelineArns,
    });
    const limit = pLimit(concurrency);
    let hasFailed = false;
    await Promise.all(
      pipelineArns.map(pipelineArn =>
        limit(async () => {
          if (hasFailed) {
            return;
          }
          const done = await rollOutOne(pipelineArn, options);
          outcomes.set(pipelineArn, done);
          hasFailed ||= done.outcome === 'failed';
        }),
      ),
    );
    if (hasFailed) {
      return false;
    }
  }
  return true;
}

async function rollOutOne(
  pipelineArn: string,
  options: RollOutOptions,
): Promise<Pick<RolledOutPipeline, 'outcome' | 'error' | 'after'>> {
  const { onEvent = () => {} } = options;
  const begun = performance.now();
  const finish = (
    done: Pick<RolledOutPipeline, 'error' | 'after'> & {
      outcome: 'rolled-out' | 'failed';
    },
  ) => {
    const duration = Math.round(performance.now() - begun);
    const { outcome, error } = done;
    onEvent({
      type: 'pipeline-finished',
      pipelineArn,
      outcome,
      duration,
      ...(error !== undefined && { error }),
    });
    return { ...done, duration };
  };
  onEvent({ type: 'pipeline-started', pipelineArn });
  try {
    await deployAnew(pipelineArn, options);
    const after = await lookAt(pipelineArn, options);
    onEvent({ type: 'pipeline-verified', pipelineArn, health: after.health });
    return finish(
      after.broken.length === 0
        ? { outcome: 'rolled-out', after }
        : {
            outcome: 'failed',
            after,
            error: `It is deployed and broken: ${after.broken.join('; ')}`,
          },
    );
  } catch (error) {
    return finish({
      outcome: 'failed',
      error: messageOf(unlessStopped(error, options)),
    });
  }
}

/** The pipeline may have been changed since it was planned. */
async function deployAnew(
  pipelineArn: string,
  options: RollOutOptions,
): Promise<void> {
  // Whoever deploys reads with the role that deploys.
  const { purpose: _, onEvent = () => {}, ...deployment } = options;
  const { record, rendered } = await renderForRollOut(pipelineArn, options);
  await options.authorize?.(rendered);
  const { manifest, files } = rendered;
  let planned: StackPlan[] = [];
  await deployManifest({
    ...deployment,
    concurrency: undefined,
    manifest,
    templates: files,
    onEvent: event => {
      if (event.type === 'deployment-planned') {
        planned = event.stacks;
      }
      onEvent({ type: 'pipeline-deploys', pipelineArn, event });
    },
    beforeWriting: async () => {
      // Nobody else changes it any more: the lock is held.
      const now = await readDeployedRecord({ ...options, pipelineArn });
      if (!isSameData(now.spec, record.spec)) {
        throw new ConflictError(
          'Somebody else has changed the pipeline meanwhile; nothing was changed. Run again',
        );
      }
      const found = await blockers(wideningsOf(rendered, planned), options);
      if (found.length > 0) {
        throw new ConflictError(found.join('; '));
      }
    },
  });
}

async function lookAt(
  pipelineArn: string,
  options: RollOutOptions,
): Promise<NonNullable<RolledOutPipeline['after']>> {
  const { clients, accounts, onBehalfOf, signal, settling } = options;
  const report = await readSettledReport({
    ...settling,
    signal,
    read: async () =>
      assessPipeline({
        estate: await collectEstate({
          clients,
          pipelineArn,
          onBehalfOf,
          signal,
        }),
        pipelineArn,
        accounts,
      }),
  });
  return { health: report.health, broken: brokenOf(report) };
}

function brokenOf(report: PipelineReport): string[] {
  return [
    ...hopsOf(report)
      .filter(({ health }) => health === 'broken')
      .map(verdict => `${verdict.hop} ${describeHop(verdict)}`),
    ...report.findings
      .filter(({ health }) => health === 'broken')
      .map(({ message }) => message),
  ].map(sentence => sentence.replace(/\.$/, ''));
}

/** @throws what ends the whole roll-out, rather than one pipeline's part */
function unlessStopped(error: unknown, { signal }: RollOutOptions): Error {
  if (signal?.aborted || error instanceof StoppedWaitingError) {
    throw error;
  }
  return error instanceof Error ? error : new Error(String(error));
}
