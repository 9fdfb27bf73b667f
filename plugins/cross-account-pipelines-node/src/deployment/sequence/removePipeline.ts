import type { Stack } from '@aws-sdk/client-cloudformation';
import { ConflictError, isError } from '@backstage/errors';
import type {
  Estate,
  ManifestStack,
  StackManifest,
  StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ApplicationStack,
  applicationStacks,
  describePlace,
  parsePipelineArn,
  placeKey,
  samePlace,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsAccountClients, AwsClients } from '../../aws';
import { predictManifest } from '../../planning';
import type { FormerParts } from '../../rendering';
import { CloudFormationStack } from '../stack/CloudFormationStack';
import { deleteManifest } from './deleteManifest';
import { deleteStack } from '../stack/deleteStack';
import type { DeployedStacks } from '../stack/DeployedStack';
import type { DeploymentEvent } from '../DeploymentEvent';
import { emptyBucket, holdsObjects } from '../stack/emptyBucket';
import type { PaceOptions } from '../stack/Pace';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { requireOwnStacks } from '../ownership/requireOwnStacks';
import type { StackDeployment } from '../stack/StackDeployment';
import { hasStackSet, readInstancesIn } from '../stackSet/instanceGroups';
import { isInSameRegion } from '../stackSet/keepInstances';
import { type LockOptions, withPipelineLock } from '../withPipelineLock';

/**
 * @public
 */
export interface RemovePipelineOptions {
  /** Of the pipeline, as `readDeployedPipeline` gives it or as it was rendered. */
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  /** What is on record of earlier deployments; it goes, too. */
  former?: FormerParts;
  clients: AwsClients;
  /**
   * What the pipeline deploys, where no stack of the manifest holds the pipeline.
   * Default: what the templates say.
   */
  applications?: ApplicationStack[];
  /** Deletes the stacks that the pipeline deployed, too. */
  deleteApplicationStacks?: boolean;
  /** Deletes all artifacts, old versions too. */
  emptyBuckets?: boolean;
  /** Says what would become of each stack, and deletes nothing. */
  dryRun?: boolean;
  onBehalfOf?: string;
  concurrency?: number;
  /** Ends the wait, not what CloudFormation has begun. */
  signal?: AbortSignal;
  onEvent?: (event: DeploymentEvent) => void;
  pace?: PaceOptions;
  /** How other runs are kept off the pipeline meanwhile. */
  lock?: LockOptions;
}

/**
 * @public
 */
export interface RemovedPipeline {
  dryRun: boolean;
  /** What became of each stack, or in a dry run would; in order. */
  stacks: StackDeployment[];
  /** What stays, and why. */
  kept: Array<StackPlace & { reason: string }>;
  /** What goes later, or stays outside of any stack; sentences. */
  remains: string[];
}

/**
 * Removes a pipeline in reverse order: the pipeline, what it deployed where that
 * is asked for, its target accounts, its foundation.
 *
 * A target account keeps its roles as long as a stack there was deployed with
 * one of them: nobody could delete that stack afterwards. A foundation stays as
 * long as its bucket holds artifacts.
 *
 * @throws DeploymentFailedError that names every stack that could not be deleted
 * @throws ConflictError when a stack is another entity's, or another run works
 * on the pipeline; nothing was deleted
 * @throws LockLostError when another run has taken over
 * @throws StoppedWaitingError when the signal is aborted
 *
 * @public
 */
export async function removePipeline(
  given: RemovePipelineOptions,
): Promise<RemovedPipeline> {
  const options = { ...given, manifest: withFormer(given) };
  const deployed = await readOwnStacks(options);
  return options.dryRun
    ? removeLocked(options, deployed)
    : withPipelineLock({ ...options, does: 'remove' }, signal =>
        removeLocked({ ...options, signal }, deployed),
      );
}

/** Its stacks, and those that it once had. */
function withFormer({ manifest, former }: RemovePipelineOptions) {
  return {
    ...manifest,
    stacks: [...manifest.stacks, ...formerStacks({ manifest, former })],
  };
}

/** As the manifest would name them; nobody asks for their templates. */
function formerStacks(options: {
  manifest: StackManifest;
  former?: FormerParts;
}): ManifestStack[] {
  const { manifest, former } = options;
  return (former?.stacks ?? [])
    .filter(stack => !manifest.stacks.some(each => samePlace(each, stack)))
    .map(stack => ({
      ...stack,
      template: '',
      tags: manifest.stacks[0]?.tags,
    }));
}

/**
 * Removes what earlier deployments of a pipeline have made and the present one
 * does not, and nothing else. Whoever calls it keeps other runs off.
 *
 * @throws DeploymentFailedError that names every stack that could not be deleted
 * @throws ConflictError when a stack is another entity's; nothing was deleted
 */
export async function removeLeftovers(
  options: RemovePipelineOptions & { former: FormerParts },
): Promise<RemovedPipeline> {
  const { manifest, former } = options;
  const left = {
    ...options,
    manifest: { ...manifest, stacks: formerStacks({ manifest, former }) },
  };
  const deployed = await readOwnStacks(left);
  return removeStacks(left, {
    deployed,
    applications: former.applications,
    estate: { accounts: {} },
  });
}

async function readOwnStacks(
  options: RemovePipelineOptions,
): Promise<DeployedStacks> {
  const { manifest } = options;
  const deployed = await readDeployedStacks({
    ...options,
    withTemplates: false,
  });
  requireOwnStacks({
    manifest,
    deployed,
    refusal: 'Not all stacks are those of the pipeline; nothing was deleted',
  });
  requireUnprotected(deployed);
  return deployed;
}

/**
 * CloudFormation refuses to delete such a stack, half-way through.
 *
 * @throws ConflictError that says what to do
 */
function requireUnprotected(deployed: DeployedStacks): void {
  const found = [...deployed.values()].filter(
    ({ stack }) => stack?.EnableTerminationProtection,
  );
  if (found.length > 0) {
    throw new ConflictError(
      [
        'Not all stacks may be deleted; nothing was. Take the termination protection away, with credentials of the account, and run again:',
        ...found.map(place => `${describePlace(place)}: ${unprotect(place)}`),
      ].join('\n- '),
    );
  }
}

function unprotect({ region, stackName }: StackPlace): string {
  return `aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stackName} --region ${region}`;
}

/** @param deployed - for a dry run, which looks no further */
async function removeLocked(
  options: RemovePipelineOptions,
  deployed: DeployedStacks,
): Promise<RemovedPipeline> {
  const { manifest, templates, former } = options;
  const { estate } = await predictManifest({
    manifest: {
      ...manifest,
      stacks: manifest.stacks.filter(({ template }) => template !== ''),
    },
    templates,
  });
  const applications =
    options.applications ??
    Object.values(estate.accounts)
      .flatMap(({ pipelines }) => Object.values(pipelines))
      .flatMap(({ arn, definition }) =>
        applicationStacks(definition, parsePipelineArn(arn)!),
      );
  return removeStacks(options, {
    deployed,
    estate,
    applications: [...applications, ...(former?.applications ?? [])],
  });
}

async function removeStacks(
  options: RemovePipelineOptions,
  found: {
    deployed: DeployedStacks;
    /** What the stacks make. */
    estate: Pick<Estate, 'accounts'>;
    applications: FormerParts['applications'];
  },
): Promise<RemovedPipeline> {
  const { manifest, dryRun = false } = options;
  const { deployed, estate, applications } = found;
  const stands = manifest.stacks.filter(stack => !isGone(stack, deployed));
  const kept: RemovedPipeline['kept'] = [];
  const stacks: StackDeployment[] = [];
  const remove = async (wanted: ManifestStack[]) => {
    const going = wanted.filter(
      stack => !kept.some(each => samePlace(each, stack)),
    );
    if (dryRun) {
      stacks.push(
        ...going.map(({ account, region, stackName }): StackDeployment => {
          const place = { account, region, stackName };
          const { stack } = deployed.get(placeKey(place))!;
          return {
            ...place,
            outcome: stack ? 'deleted' : 'unchanged',
            changes: [],
            outputs: {},
          };
        }),
      );
    } else if (going.length > 0) {
      const done = await deleteManifest({
        ...options,
        manifest: { ...manifest, stacks: going },
      });
      stacks.push(...done.stacks);
    }
  };
  const ofPhase = (phase: ManifestStack['phase']) =>
    stands.filter(stack => stack.phase === phase);

  kept.push(...unreadFormer(stands, deployed));
  const instances = await readInstances(ofPhase('target'), options);
  await remove(ofPhase('pipeline'));
  for (const application of applications) {
    const reason = await removeApplication(application, options, stacks);
    if (reason !== undefined) {
      const { account, region, stackName } = application;
      kept.push({ account, region, stackName, reason });
      kept.push(
        ...targetsWith(application, manifest, instances).map(target => ({
          ...target,
          reason: `${describePlace(application)} needs its deploy role`,
        })),
      );
    }
  }
  await remove(ofPhase('target'));
  for (const foundation of ofPhase('foundation')) {
    const reason = await clearBuckets(foundation, options);
    if (reason !== undefined) {
      const { account, region, stackName } = foundation;
      kept.push({ account, region, stackName, reason });
    }
  }
  await remove(ofPhase('foundation'));
  return {
    dryRun,
    stacks,
    kept,
    remains: remainders(estate, stacks),
  };
}

/** Of an earlier deployment, and removed since. */
function isGone(
  { template, ...place }: ManifestStack,
  deployed: DeployedStacks,
) {
  const { stack, error } = deployed.get(placeKey(place))!;
  return template === '' && !stack && !error;
}

/** The portal may not work any more where the pipeline once had a stack. */
function unreadFormer(
  stacks: ManifestStack[],
  deployed: DeployedStacks,
): RemovedPipeline['kept'] {
  return stacks.flatMap(({ template, account, region, stackName }) => {
    const place = { account, region, stackName };
    const { error } = deployed.get(placeKey(place))!;
    return template === '' && error
      ? [
          {
            ...place,
            reason: `whether it is there cannot be read: ${error.message}`,
          },
        ]
      : [];
  });
}

/** @returns why it stays; undefined when it does not, or is not there */
async function removeApplication(
  place: FormerParts['applications'][number],
  options: RemovePipelineOptions,
  stacks: StackDeployment[],
): Promise<string | undefined> {
  const { account, region, stackName } = place;
  const { clients, onBehalfOf, signal, onEvent, pace } = options;
  const at = (purpose: 'read' | 'deploy') =>
    clients.forAccount({ account, region, purpose, onBehalfOf });
  let current: Stack | undefined;
  try {
    current = await new CloudFormationStack({
      clients: await at('read'),
      stackName,
      signal,
    }).describe();
  } catch (error) {
    if (signal?.aborted || !isError(error)) {
      throw error;
    }
    return `whether it is there cannot be read: ${error.message}`;
  }
  if (!current) {
    return undefined;
  }
  if (!options.deleteApplicationStacks) {
    return 'the pipeline deployed it, and nobody asked to delete it';
  }
  if (current.EnableTerminationProtection) {
    return `it is protected against deletion. Take that away with ${unprotect(
      place,
    )}, then run again`;
  }
  // Its name may be another's by now.
  if (current.RoleARN !== undefined && current.RoleARN !== place.roleArn) {
    return `it was deployed with ${current.RoleARN}, which is not of this pipeline`;
  }
  if (options.dryRun) {
    stacks.push({
      account,
      region,
      stackName,
      outcome: 'deleted',
      changes: [],
      outputs: {},
    });
    return undefined;
  }
  try {
    // CloudFormation deletes it with the deploy role that it remembers.
    stacks.push(
      await deleteStack({
        clients: await at('deploy'),
        stackName,
        anyOwner: true,
        signal,
        pace,
        onEvent: event => onEvent?.({ account, region, stackName, ...event }),
      }),
    );
    return undefined;
  } catch (error) {
    if (signal?.aborted || !isError(error)) {
      throw error;
    }
    return `it could not be deleted: ${error.message}. Delete it with aws cloudformation delete-stack --stack-name ${stackName} --region ${region}, then run again`;
  }
}

/** By `placeKey` of the stack that has their StackSet, as it is deployed. */
type Instances = ReadonlyMap<string, StackPlace[]>;

async function readInstances(
  targets: ManifestStack[],
  options: RemovePipelineOptions,
): Promise<Instances> {
  const { templates, clients, onBehalfOf, signal } = options;
  const found = new Map<string, StackPlace[]>();
  for (const { account, region, stackName, template } of targets) {
    const place = { account, region, stackName };
    if (hasStackSet(templates[template])) {
      const stack = new CloudFormationStack({
        clients: await clients.forAccount({
          ...place,
          purpose: 'deploy',
          onBehalfOf,
        }),
        stackName,
        signal,
      });
      const text = (await stack.describe())
        ? (await stack.template()) ?? ''
        : '';
      found.set(placeKey(place), readInstancesIn(text));
    }
  }
  return found;
}

/** A StackSet stays whole: its accounts have their roles from one stack. */
function targetsWith(
  application: StackPlace,
  { stacks }: StackManifest,
  instances: Instances,
): StackPlace[] {
  return stacks
    .filter(
      stack =>
        stack.phase === 'target' &&
        (instances.get(placeKey(stack)) ?? [stack]).some(each =>
          isInSameRegion(each, application),
        ),
    )
    .map(({ account, region, stackName }) => ({ account, region, stackName }));
}

/** Our templates keep it, with what it tells of the others. */
const keptBucket = 'LogBucket';

/** @returns why the foundation has to stay */
async function clearBuckets(
  { account, region, stackName }: ManifestStack,
  options: RemovePipelineOptions,
): Promise<string | undefined> {
  const { clients, onBehalfOf, signal } = options;
  const deployer: AwsAccountClients = await clients.forAccount({
    account,
    region,
    purpose: 'deploy',
    onBehalfOf,
  });
  const stack = new CloudFormationStack({
    clients: deployer,
    stackName,
    signal,
  });
  if (!(await stack.describe())) {
    return undefined;
  }
  const buckets = (await stack.resources()).flatMap(
    ({ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus }) =>
      ResourceType === 'AWS::S3::Bucket' &&
      LogicalResourceId !== keptBucket &&
      PhysicalResourceId &&
      ResourceStatus !== 'DELETE_COMPLETE'
        ? [PhysicalResourceId]
        : [],
  );
  for (const bucket of buckets) {
    const content = { clients: deployer, bucket, signal };
    if (options.emptyBuckets && !options.dryRun) {
      await emptyBucket(content);
    } else if (!options.emptyBuckets && (await holdsObjects(content))) {
      return `bucket ${bucket} holds artifacts, and nobody asked to delete them`;
    }
  }
  return undefined;
}

function remainders(
  { accounts }: Pick<Estate, 'accounts'>,
  stacks: StackDeployment[],
): string[] {
  return Object.values(accounts).flatMap(({ id, keys }) =>
    Object.values(keys).flatMap(({ aliases = [] }) =>
      stacks.some(
        ({ account, outcome }) => account === id && outcome === 'deleted',
      )
        ? [
            `Key ${
              aliases[0] ?? 'of the artifacts'
            } of account ${id} is deleted after its waiting period of 30 days, unless its stack kept it`,
          ]
        : [],
    ),
  );
}
