import type { AwsAccountClients, AwsClients } from '../../aws';
import type { StackRules } from '../../config';
import { predictManifest } from '../../planning';
import type { FormerParts } from '../../rendering';
import type {
  Estate,
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  placeKey,
  samePlace,
  type TemplateBody,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { additions } from '../stack/additions';
import { adoptionBy } from '../ownership/adoptionBy';
import { LostAccountsError } from '../change/LostAccountsError';
import { lostStores } from '../change/lostStores';
import { readPipelineChange } from '../change/readPipelineChange';
import { checkManifest, phases } from '../plan/checkManifest';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import type { DeployedStack, DeployedStacks } from '../stack/DeployedStack';
import type {
  DeploymentEvent,
  DeploymentPhase,
  StackEventDetail,
} from '../DeploymentEvent';
import { deployStack, type Checkpoint } from '../stack/deployStack';
import {
  describeOutcome,
  outputsOf,
  type StackDeployment,
} from '../stack/StackDeployment';
import { NotCertainError } from '../stack/NotCertainError';
import type { PaceOptions } from '../stack/Pace';
import { planWithBridges, unknownsOfPlan } from '../plan/planStacks';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { settleStacks } from './settleStacks';
import { isInSameRegion, keepInstances } from '../stackSet/keepInstances';
import { requireAllowedAttachments } from '../ownership/requireAllowedAttachments';
import { requireExisting } from '../ownership/requireExisting';
import { requireOrganizationAccess } from '../ownership/requireOrganizationAccess';
import { requireMended } from '../ownership/requireMended';
import { requireOwnApplicationStacks } from '../ownership/requireOwnApplicationStacks';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import {
  removeLeftovers,
  type RemovedPipeline,
  type RemovePipelineOptions,
} from './removePipeline';
import { runPhase, type FinishedStack } from './runPhase';
import {
  repeatWhileRolesSettle,
  type RoleSettling,
} from './repeatWhileRolesSettle';
import { MissingOutputError, resolveParameters } from '../stack/stackOutputs';
import { MAX_INLINE_TEMPLATE, uploadTemplate } from '../stack/uploadTemplate';
import { type LockOptions, withPipelineLock } from '../withPipelineLock';

/**
 * @public
 */
export interface DeployManifestOptions {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  clients: AwsClients;
  /** Entity ref of the user who asked, for CloudTrail. */
  onBehalfOf?: string;
  /** Stacks at a time. Default 100. */
  concurrency?: number;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  /** Lists the changes, makes none. */
  dryRun?: boolean;
  /**
   * What it throws at `deployment-planned` ends the deployment before anything is
   * written.
   */
  onEvent?: (event: DeploymentEvent) => void;
  /** After the plan; what it throws ends the deployment. */
  beforeWriting?: () => Promise<void>;
  /**
   * Asked for each submit, with a key that names account, Region, stack and
   * change set. What it keeps holds no secret.
   */
  checkpoint?: Checkpoint;
  pace?: PaceOptions;
  /** How long a new role may take to be usable everywhere. */
  roleSettling?: RoleSettling;
  /** Which stacks pipelines may deploy. Default: what is not reserved. */
  stackRules?: StackRules;
  /**
   * Roles that are there already and that stacks may attach policies to: ARNs, in
   * which `*` stands for any text. Default: none.
   */
  existingRoles?: string[];
  /**
   * Names of stacks that have no owner and are to be taken over; `stackRules`
   * has to allow it.
   */
  adopt?: string[];
  /** Goes on although not everything that matters could be found out. */
  allowUnknown?: boolean;
  /** Goes on although the pipeline, as it is, reaches more accounts. */
  allowLoss?: boolean;
  /**
   * Removes, once the pipeline is switched, the stacks of it that nothing needs
   * any more; where asked, what it has deployed with them and the artifacts.
   */
  removeLeftovers?: Pick<
    RemovePipelineOptions,
    'deleteApplicationStacks' | 'emptyBuckets'
  >;
  /** How other runs are kept off the pipeline meanwhile. */
  lock?: LockOptions;
}

/**
 * @public
 */
export interface DeploymentResult {
  dryRun: boolean;
  /** In the order of the phases. */
  stacks: StackDeployment[];
  /** Where it was asked to remove what is left over and there was any. */
  leftovers?: RemovedPipeline;
}

/**
 * Deploys the stacks of a manifest: the foundation, then all targets in
 * parallel, then the pipeline. Outputs are carried forward. A stack that fails
 * stops none of its own phase, but the phases after it.
 *
 * Where the new stacks would take away what the pipeline, as it is, may need,
 * they do so last: until the pipeline is switched they allow both, so that a run
 * which fails leaves a pipeline that works.
 *
 * Before anything is written, the event `deployment-planned` says what would
 * change against what is deployed.
 *
 * What the pipeline leaves over goes on record in its own stack, so that it can
 * be found and removed later, too.
 *
 * A further run takes up where the last one ended; with nothing changed it only
 * reads, beside its lock. Two at once do not: the second waits for the first.
 *
 * @throws DeploymentFailedError that names every stack that failed and its
 * first failed resource
 * @throws StoppedWaitingError when the signal is aborted
 * @throws InputError when the manifest is not complete
 * @throws NotFoundError when a bucket that the stacks use does not exist
 * @throws ConflictError when a stack of the same name is another entity's by its
 * tag `backstage-component`, a person has to mend a stack first, StackSets may not
 * work in the organization, or another run works on the pipeline; nothing was
 * changed then
 * @throws LockLostError when another run has taken over
 * @throws NotAllowedError when the pipeline would deploy another's stack, or a
 * stack gives a policy to a role that is there already and not among
 * `existingRoles`
 * @throws NotCertainError when something that matters cannot be found out and
 * `allowUnknown` is not set; nothing was changed then
 * @throws LostAccountsError when the pipeline exists already, would no longer
 * reach accounts that it reaches, and `allowLoss` is not set; nothing was changed
 * then
 *
 * @public
 */
export async function deployManifest(
  options: DeployManifestOptions,
): Promise<DeploymentResult> {
  checkManifest(options);
  await requireExisting(options);
  await requireOrganizationAccess(options);
  const looked = await look(options);
  if (options.dryRun) {
    return deployLooked(options, looked);
  }
  return withPipelineLock({ ...options, does: 'deploy' }, async signal => {
    const locked = { ...options, signal };
    // Another run may have ended since.
    const found = options.manifest.pipeline
      ? await readDeployedStacks({ ...locked, known: looked.found })
      : looked.found;
    return deployLooked(locked, { ...looked, found });
  });
}

/** What was seen before anything was done. */
interface Looked {
  found: DeployedStacks;
  /** Predicted. */
  estate: Estate;
  /** What could not be found out; sentences without a full stop. */
  unknown: string[];
}

/** Whose the stacks are. */
async function look(options: DeployManifestOptions): Promise<Looked> {
  const { manifest, templates } = options;
  const { estate, foreignRoles } = await predictManifest({
    manifest,
    templates,
  });
  await requireAllowedAttachments({ ...options, foreignRoles });
  const found = await readDeployedStacks(options);
  requireOwnStacks({
    manifest,
    deployed: found,
    adoption: adoptionBy(options),
  });
  const unknown = await requireOwnApplicationStacks({ ...options, estate });
  return { found, estate, unknown };
}

async function deployLooked(
  given: DeployManifestOptions,
  looked: Looked,
): Promise<DeploymentResult> {
  const { manifest, signal, onEvent = () => {}, dryRun = false } = given;
  const { deployed, bridges, retaggings, templates, former } = await prepare(
    given,
    looked,
  );
  let options = { ...given, templates };
  const done: FinishedStack[] = [];
  const bridged = dryRun
    ? []
    : manifest.stacks.filter(stack => bridges.has(placeKey(stack)));
  const retagged = bridged.filter(stack => retaggings.has(placeKey(stack)));
  const narrowed = bridged.filter(
    stack =>
      !retagged.includes(stack) ||
      retaggings.get(placeKey(stack)) !== undefined,
  );
  const run = async (
    phase: DeploymentPhase,
    stacks: ManifestStack[],
    bodies: Bridges,
  ) =>
    runPhase({
      phase,
      stacks,
      done,
      concurrency: options.concurrency,
      onEvent,
      signal,
      dryRun,
      run: (stack, onStackEvent) =>
        repeatWhileRolesSettle({
          run: () =>
            deployOne(stack, {
              ...options,
              bridge: bodies.get(placeKey(stack)),
              done,
              deployed,
              onStackEvent,
            }),
          done,
          onEvent: onStackEvent,
          signal,
          settling: options.roleSettling,
        }),
    });
  for (const phase of phases) {
    const stacks = manifest.stacks.filter(each => each.phase === phase);
    done.push(...(await run(phase, stacks, dryRun ? new Map() : bridges)));
  }
  // What goes may need a role that its account's stack holds until then.
  const leftovers =
    options.removeLeftovers && former
      ? await removeLeftovers({
          ...options,
          ...options.removeLeftovers,
          former,
        })
      : undefined;
  if (leftovers) {
    // What stays may need the roles that a StackSet would take away.
    options = {
      ...options,
      templates: keepInstances({ ...options, deployed }, instance =>
        leftovers.kept.some(place => isInSameRegion(place, instance)),
      ),
    };
  }
  const last = [
    ...(await run('retagging', retagged, retaggings)),
    ...(await run('narrowing', narrowed, new Map())),
  ];
  return {
    dryRun,
    stacks: done.map(stack => {
      const end = last.findLast(each => samePlace(each, stack));
      return end ? { ...stack, ...end, outcome: stack.outcome } : stack;
    }),
    ...(leftovers && { leftovers }),
  };
}

/** By `placeKey`. */
type Bridges = ReadonlyMap<string, TemplateBody | undefined>;

/** Everything that is looked at before anything is written. */
async function prepare(
  options: DeployManifestOptions,
  { found: seen, unknown: unseen }: Looked,
): Promise<{
  deployed: DeployedStacks;
  bridges: Bridges;
  retaggings: Bridges;
  templates: Record<string, string>;
  former?: FormerParts;
}> {
  const { manifest, allowUnknown, allowLoss, onEvent = () => {} } = options;
  const deployed = await settleStacks({ ...options, found: seen });
  requireOwnStacks({ manifest, deployed, adoption: adoptionBy(options) });
  const found = await readPipelineChange({ ...options, deployed });
  const wanted = found?.templates ?? options.templates;
  const templates = options.removeLeftovers
    ? wanted
    : keepInstances({ manifest, templates: wanted, deployed });
  const { plan, bridges, retaggings } = await planWithBridges({
    manifest,
    templates,
    deployed,
  });
  const change = found && { ...found.change, stores: lostStores(plan) };
  onEvent({
    type: 'deployment-planned',
    stacks: plan,
    ...(change && { change }),
  });
  requireMended(deployed);
  if (change && change.lost.length > 0 && !allowLoss) {
    throw new LostAccountsError(change);
  }
  const unknown = [...unseen, ...unknownsOfPlan(plan)];
  if (unknown.length > 0 && !allowUnknown) {
    throw new NotCertainError(unknown);
  }
  await options.beforeWriting?.();
  return { deployed, bridges, retaggings, templates, former: found?.former };
}

interface DeployOneOptions extends DeployManifestOptions {
  /** What the stack has to be until the pipeline is switched. */
  bridge?: TemplateBody;
  /** Stacks that this run is through with. */
  done: StackDeployment[];
  /** As they were before this run. */
  deployed: DeployedStacks;
  onStackEvent: (event: StackEventDetail) => void;
}

async function deployOne(
  stack: ManifestStack,
  options: DeployOneOptions,
): Promise<StackDeployment> {
  const { dryRun, signal, onStackEvent: onEvent } = options;
  const clients = await clientsOf(stack, options);
  const known = options.deployed.get(placeKey(stack))!;
  const text = options.bridge
    ? JSON.stringify(options.bridge)
    : options.templates[stack.template];
  const template = { file: stack.template, text };
  try {
    if (dryRun && Buffer.byteLength(text) > MAX_INLINE_TEMPLATE) {
      throw new MissingOutputError(
        `the template is larger than ${MAX_INLINE_TEMPLATE} bytes, and a dry run puts nothing into a bucket`,
      );
    }
    return await deployStack({
      clients,
      stackName: stack.stackName,
      template,
      parameters: resolveParameters(stack, place =>
        readOutputs(place, options),
      ),
      capabilities: options.bridge
        ? [...new Set(['CAPABILITY_NAMED_IAM', ...(stack.capabilities ?? [])])]
        : stack.capabilities,
      tags: stack.tags,
      adoption: adoptionBy(options),
      uploadTemplate: await templateUpload(stack, text, options),
      known,
      dryRun,
      signal,
      onEvent,
      checkpoint: options.checkpoint,
      pace: options.pace,
    });
  } catch (error) {
    if (!dryRun || !(error instanceof MissingOutputError)) {
      throw error;
    }
    onEvent({ type: 'changes-unknown', reason: error.message });
    return guess(template, known, onEvent);
  }
}

/** What a dry run can say where a parameter's value does not exist yet. */
function guess(
  template: { file: string; text: string },
  { stack: existing, ...known }: DeployedStack,
  onEvent: (event: StackEventDetail) => void,
): StackDeployment {
  const { account, region, stackName, error } = known;
  const place = { account, region, stackName };
  if (error) {
    throw error;
  }
  if (existing) {
    return describeOutcome(place, 'updated', existing);
  }
  const changes = additions(template);
  onEvent({ type: 'changes-planned', changes, dryRun: true });
  return describeOutcome(place, 'created', undefined, changes);
}

function clientsOf(
  { account, region }: { account: string; region: string },
  { clients, onBehalfOf }: DeployManifestOptions,
): Promise<AwsAccountClients> {
  return clients.forAccount({ account, region, purpose: 'deploy', onBehalfOf });
}

/** From this run, or as they were for a stack that the manifest does not deploy. */
function readOutputs(
  place: StackPlace,
  { done, deployed, dryRun }: DeployOneOptions,
): Record<string, string> | undefined {
  const own = done.find(each => samePlace(each, place));
  if (own) {
    return own.stackId || !dryRun ? own.outputs : undefined;
  }
  const { stack, error } = deployed.get(placeKey(place))!;
  if (error) {
    throw error;
  }
  return stack && outputsOf(stack);
}

/**
 * A large template goes through the artifact bucket of its account, once the
 * foundation has made one.
 */
async function templateUpload(
  { account, region }: ManifestStack,
  text: string,
  options: DeployManifestOptions,
): Promise<((text: string) => Promise<string>) | undefined> {
  if (Buffer.byteLength(text) <= MAX_INLINE_TEMPLATE) {
    return undefined;
  }
  const foundations = options.manifest.stacks
    .filter(each => each.phase === 'foundation' && each.account === account)
    .sort(
      (one, other) =>
        Number(other.region === region) - Number(one.region === region),
    );
  for (const foundation of foundations) {
    const clients = await clientsOf(foundation, options);
    const bucket = await findBucket(
      new CloudFormationStack({
        clients,
        stackName: foundation.stackName,
        signal: options.signal,
      }),
    );
    if (bucket) {
      return upload => uploadTemplate({ clients, bucket, text: upload });
    }
  }
  return undefined;
}

async function findBucket(
  foundation: CloudFormationStack,
): Promise<string | undefined> {
  if (!(await foundation.describe())) {
    return undefined;
  }
  const bucket = (await foundation.resources()).find(
    ({ ResourceType, ResourceStatus }) =>
      ResourceType === 'AWS::S3::Bucket' &&
      /^(CREATE|UPDATE)_COMPLETE$/.test(ResourceStatus!),
  );
  return bucket?.PhysicalResourceId;
}
