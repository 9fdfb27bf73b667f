import { ConflictError, isError } from '@backstage/errors';
import pLimit from 'p-limit';
import {
  type AccountSummary,
  assessPipeline,
  hopsOf,
  type HopVerdict,
  type ManifestStack,
  type PipelineReport,
  planRemedies,
  type RemedyPlan,
  type StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  placeKey,
  samePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients } from '../../aws';
import { collectEstate } from '../../collection';
import { predictManifest } from '../../planning';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import {
  deployManifest,
  type DeployManifestOptions,
  type DeploymentResult,
} from '../sequence/deployManifest';
import {
  detectDrift,
  type ResourceDrift,
  type StackDrift,
} from './detectDrift';
import type { DeployedStacks } from '../stack/DeployedStack';
import { instanceResources } from '../stackSet/instanceResources';
import { isDocumentOf } from './isDocumentOf';
import { planStacks } from '../plan/planStacks';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { repairStack } from './repairStack';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import { runPhase } from '../sequence/runPhase';
import type { StackPlan } from '../plan/StackPlan';
import { stackCondition } from '../stack/StackStatus';
import { STACKS_AT_A_TIME } from '../stacksAtATime';
import { withPipelineLock } from '../withPipelineLock';

/**
 * @public
 */
export interface RepairPipelineOptions
  extends Pick<
    DeployManifestOptions,
    | 'manifest'
    | 'templates'
    | 'clients'
    | 'onBehalfOf'
    | 'concurrency'
    | 'signal'
    | 'onEvent'
    | 'checkpoint'
    | 'pace'
    | 'roleSettling'
    | 'lock'
    | 'stackRules'
    | 'existingRoles'
  > {
  pipelineArn: string;
  /** Names for the accounts. */
  accounts?: AccountSummary[];
  /**
   * Whether the stacks are to become what the templates say, too, where they are
   * something else: so where the templates are those that made the pipeline.
   * Otherwise only stacks that are gone are made again, and that others differ is
   * said.
   */
  appliesTemplates: boolean;
  /** Says what is wrong, mends nothing. */
  dryRun?: boolean;
  /** Told once all is compared, before anything is written. */
  onCompared?: (repair: PipelineRepair) => void;
}

/**
 * A resource that was touched, and what became of it.
 *
 * @public
 */
export interface ResourceRepair extends Omit<ResourceDrift, 'expected'> {
  /** What it breaks now; sentences with the hop before them. */
  breaks: string[];
  /** How it was mended; absent where it was not. */
  mended?: 'reverted' | 'rewritten';
  /** Why it was not, in a repair that is over. */
  reason?: string;
}

/**
 * @public
 */
export interface StackRepair extends StackPlace {
  phase: ManifestStack['phase'];
  resources: ResourceRepair[];
  /** Resources that CloudFormation does not compare and that were written again. */
  rewritten: string[];
  /** Why nothing, or not everything, could be compared. */
  unread?: string;
}

/**
 * What three things say of each other: the templates, the stacks, and what AWS
 * has now; and what was done about it.
 *
 * @public
 */
export interface PipelineRepair {
  dryRun: boolean;
  /** Templates against stacks. */
  plan: StackPlan[];
  /** Stacks against what AWS has. */
  stacks: StackRepair[];
  /** Before anything was done. Absent where the pipeline is gone. */
  before?: PipelineReport;
  /** Afterwards; in a dry run absent. */
  after?: PipelineReport;
  /** What no stack mends: somebody else's documents, or further statements. */
  remedies?: RemedyPlan;
}

/**
 * Whether there is nothing to repair, or nothing left.
 *
 * @public
 */
export function isWhole(repair: PipelineRepair): boolean {
  const { dryRun, stacks, plan, before, after } = repair;
  const report = dryRun ? before : after;
  return (
    report !== undefined &&
    ailingOf(report).length === 0 &&
    (!dryRun || plan.every(({ outcome }) => outcome !== 'created')) &&
    stacks.every(({ resources }) =>
      resources.every(({ mended }) => mended !== undefined),
    )
  );
}

/**
 * Repairs a pipeline that the suite has made: compares its templates, its stacks
 * and what AWS has now, and makes of each stack what it was, from the foundation
 * to the pipeline. What it did is looked at afterwards.
 *
 * @throws ConflictError when a stack is another entity's; nothing was changed
 * @throws DeploymentFailedError, StoppedWaitingError
 *
 * @public
 */
export async function repairPipeline(
  options: RepairPipelineOptions,
): Promise<PipelineRepair> {
  const { manifest, templates, dryRun = false } = options;
  const deployed = await readDeployedStacks(options);
  requireOwnStacks({
    manifest,
    deployed,
    refusal: 'Not all stacks are those of the pipeline; nothing was changed',
  });
  const plan = await planStacks({ manifest, templates, deployed });
  const [drifts, before] = await Promise.all([
    detectAll(deployed, options),
    assess(options),
  ]);
  const compared: PipelineRepair = {
    dryRun,
    plan,
    before: before?.report,
    stacks: drifts.map(drift => describe(drift, before?.report)),
  };
  options.onCompared?.(compared);
  if (dryRun) {
    return { ...compared, remedies: before?.remedies };
  }
  const mend = (phase: ManifestStack['phase']) =>
    mendPhase(phase, { ...options, deployed, drifts, report: before?.report });
  const outcomes = new Map([
    ...(await mend('foundation')),
    ...(await mend('target')),
  ]);
  await deployRest(plan, options);
  for (const [key, outcome] of await mend('pipeline')) {
    outcomes.set(key, outcome);
  }
  const after = await assess(options);
  return {
    dryRun,
    plan,
    before: before?.report,
    after: after?.report,
    remedies: after?.remedies,
    stacks: compared.stacks.map(stack => ({
      ...stack,
      ...outcomes.get(placeKey(stack)),
    })),
  };
}

async function detectAll(
  deployed: DeployedStacks,
  options: RepairPipelineOptions,
): Promise<StackDrift[]> {
  const { manifest, concurrency = STACKS_AT_A_TIME, pace, signal } = options;
  const limit = pLimit(concurrency);
  const there = manifest.stacks.filter(stack => {
    const status = deployed.get(placeKey(stack))?.stack?.StackStatus;
    return status && stackCondition(status) === 'ready';
  });
  return Promise.all(
    there.map(({ account, region, stackName, phase }) =>
      limit(async (): Promise<StackDrift> => {
        try {
          const clients = await clientsOf({ account, region }, options);
          const stack = new CloudFormationStack({ clients, stackName, signal });
          const drift = await detectDrift({ stack, phase, pace, signal });
          const made = instanceResources(
            deployed.get(placeKey({ account, region, stackName }))!,
          );
          return { ...drift, notCompared: [...drift.notCompared, ...made] };
        } catch (error) {
          if (signal?.aborted || !isError(error)) {
            throw error;
          }
          return {
            account,
            region,
            stackName,
            phase,
            resources: [],
            notCompared: [],
            unread: error.message,
          };
        }
      }),
    ),
  );
}

async function assess(options: {
  clients: AwsClients;
  pipelineArn: string;
  accounts?: AccountSummary[];
  onBehalfOf?: string;
  signal?: AbortSignal;
}): Promise<{ report: PipelineReport; remedies: RemedyPlan } | undefined> {
  const { clients, pipelineArn, accounts, onBehalfOf, signal } = options;
  try {
    const estate = await collectEstate({
      clients,
      pipelineArn,
      onBehalfOf,
      signal,
    });
    return {
      report: assessPipeline({ estate, pipelineArn, accounts }),
      remedies: planRemedies({ estate, pipelineArn, accounts }),
    };
  } catch (error) {
    if (isError(error) && error.name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}

function describe(
  { resources, notCompared: _, ...drift }: StackDrift,
  report: PipelineReport | undefined,
): StackRepair {
  return {
    ...drift,
    rewritten: [],
    resources: resources.map(({ expected, ...resource }) => ({
      ...resource,
      breaks: ailingOf(report)
        .filter(verdict =>
          documentsOf(verdict).some(document =>
            isDocumentOf(document, drift, { ...resource, expected }),
          ),
        )
        .map(({ hop, sentence, reason }) =>
          [`${hop} ${sentence}`, reason].filter(Boolean).join(': '),
        ),
    })),
  };
}

/** What was changed a moment ago is pending, and broken a moment later. */
function ailingOf(report: PipelineReport | undefined): HopVerdict[] {
  return report
    ? hopsOf(report).filter(
        ({ health }) => health === 'broken' || health === 'pending',
      )
    : [];
}

function documentsOf({ evidence, remedy }: HopVerdict) {
  return [
    ...evidence.map(({ document }) => document),
    ...[remedy, ...(remedy?.also ?? [])].flatMap(each => each?.document ?? []),
  ];
}

interface MendOptions extends RepairPipelineOptions {
  deployed: DeployedStacks;
  drifts: StackDrift[];
  report?: PipelineReport;
}

/** @returns by `placeKey` what became of the resources of each stack */
async function mendPhase(
  phase: ManifestStack['phase'],
  options: MendOptions,
): Promise<Map<string, Pick<StackRepair, 'resources' | 'rewritten'>>> {
  const { manifest, deployed, drifts, report, pace } = options;
  const outcomes = new Map<
    string,
    Pick<StackRepair, 'resources' | 'rewritten'>
  >();
  const work = drifts
    .filter(drift => drift.phase === phase)
    .map(drift => ({ drift, suspects: suspectsOf(drift, report) }))
    .filter(
      ({ drift, suspects }) => drift.resources.length + suspects.length > 0,
    );
  if (work.length === 0) {
    return outcomes;
  }
  const stacks = manifest.stacks.filter(stack =>
    work.some(({ drift }) => samePlace(drift, stack)),
  );
  await withPipelineLock({ ...options, does: 'repair' }, async signal => {
    // Another run may have ended since, or this one has deployed.
    const current = await readDeployedStacks({
      ...options,
      manifest: { ...manifest, stacks },
      known: deployed,
      signal,
    });
    await runPhase({
      phase,
      stacks,
      concurrency: options.concurrency,
      onEvent: options.onEvent ?? (() => {}),
      signal,
      run: async (stack, onEvent) => {
        const found = current.get(placeKey(stack))!;
        if (!found.stack) {
          throw (
            found.error ??
            new ConflictError('It went while it was compared; run again')
          );
        }
        const { drift, suspects } = work.find(each =>
          samePlace(each.drift, stack),
        )!;
        const { deployment, left, mended, reason } = await repairStack({
          stack,
          clients: await clientsOf(stack, options),
          deployed: found,
          drift,
          suspects,
          onEvent,
          checkpoint: options.checkpoint,
          pace,
          signal,
        });
        const still = new Set(left.resources.map(({ logicalId }) => logicalId));
        outcomes.set(placeKey(stack), {
          rewritten: suspects.filter(id => mended.has(id)),
          resources: describe(drift, report).resources.map(resource => ({
            ...resource,
            ...(still.has(resource.logicalId)
              ? { reason }
              : { mended: mended.get(resource.logicalId) }),
          })),
        });
        return deployment;
      },
    });
  });
  return outcomes;
}

/**
 * What CloudFormation does not compare and a broken hop rests on: only writing
 * it again tells whether it is what the stack says.
 */
function suspectsOf(
  drift: StackDrift,
  report: PipelineReport | undefined,
): string[] {
  const documents = ailingOf(report).flatMap(documentsOf);
  const suspects = drift.notCompared
    .filter(({ account = drift.account, expected = {}, ...resource }) =>
      documents.some(document =>
        isDocumentOf(
          document,
          { ...drift, account },
          { ...resource, expected },
        ),
      ),
    )
    .map(({ logicalId }) => logicalId);
  return [...new Set(suspects)];
}

/** Stacks that are gone, and where the templates count, those that differ. */
async function deployRest(
  plan: StackPlan[],
  options: RepairPipelineOptions,
): Promise<DeploymentResult | undefined> {
  const wanted = plan.filter(
    stack =>
      options.manifest.stacks.some(each => samePlace(each, stack)) &&
      (stack.outcome === 'created' ||
        (stack.outcome === 'updated' && options.appliesTemplates)),
  );
  if (wanted.length === 0) {
    return undefined;
  }
  const { manifest, templates, appliesTemplates } = options;
  const { estate } = await predictManifest({ manifest, templates });
  return deployManifest({
    ...options,
    // Of the pipeline, though another of its stacks makes them.
    existingRoles: [
      ...(options.existingRoles ?? []),
      ...Object.values(estate.accounts).flatMap(({ roles }) =>
        Object.keys(roles),
      ),
    ],
    manifest: appliesTemplates
      ? manifest
      : {
          ...manifest,
          stacks: manifest.stacks.filter(stack =>
            wanted.some(each => samePlace(each, stack)),
          ),
        },
    // Somebody agreed to what is there when it was made.
    allowUnknown: true,
    allowLoss: true,
  });
}

function clientsOf(
  { account, region }: { account: string; region: string },
  { clients, onBehalfOf }: RepairPipelineOptions,
) {
  return clients.forAccount({ account, region, purpose: 'deploy', onBehalfOf });
}
