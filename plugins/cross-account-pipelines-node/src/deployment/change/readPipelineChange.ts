import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  estateFromTemplates,
  type ManifestStack,
  parsePipelineSpec,
  type StackManifest,
  type StackPlace,
} from 'backstage-plugin-cross-account-pipelines-core';
import {
  type ApplicationStack,
  applicationStacks,
  compareReachedPlaces,
  estateFromStacks,
  type LeftoverStack,
  parsePipelineArn,
  type parseTemplate,
  pipelineArnOf,
  type PipelineChange,
  pipelineNames,
  placeKey,
  reachedPlaces,
  type ReachedPlace,
  resolveManifest,
  samePlace,
  shortName,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import type { AwsClients, AwsPurpose } from '../../aws';
import {
  addRecord,
  type FormerParts,
  type PipelineRecord,
  placeStacks,
  readPipelineRecord,
} from '../../rendering';
import { holdsNothing } from '../ownership/requireOwnStacks';
import { sameOwner, stackOwner } from '../ownership/stackOwner';
import { phases } from '../plan/checkManifest';
import type { DeployedStack, DeployedStacks } from '../stack/DeployedStack';
import { parametersOf } from '../stack/hasSameInputs';
import { readDeployedStacks } from '../stack/readDeployedStacks';
import { instancesLeft } from '../stackSet/keepInstances';
import { requireSameWay } from '../stackSet/requireSameWay';

/** A pipeline that exists against what a manifest makes of it. */
export interface DeployedChange {
  /** Without what only the plan of each stack tells. */
  change: Omit<PipelineChange, 'stores'>;
  /** What goes on record. */
  former: FormerParts | undefined;
  /** The manifest's templates, with that in the pipeline's own. */
  templates: Record<string, string>;
}

interface ChangeOptions {
  manifest: StackManifest;
  /** Template texts by the path that the manifest names. */
  templates: Record<string, string>;
  /** All stacks of the manifest. */
  deployed: DeployedStacks;
  /** Default `parseTemplate`. */
  parse?: typeof parseTemplate;
  clients: AwsClients;
  /** Default `deploy`. */
  purpose?: AwsPurpose;
  onBehalfOf?: string;
  concurrency?: number;
  signal?: AbortSignal;
}

const phasesFromLast = [...phases].reverse();

type PlacedStack = StackPlace & Pick<ManifestStack, 'phase'>;

/**
 * Compares the pipeline of a manifest, as it is deployed, with what the manifest
 * makes of it: whom it reaches no more, and which stacks nothing needs any more.
 *
 * @returns undefined where the manifest names no pipeline, or there is none yet
 * @throws ConflictError when target accounts got their parts by stacks and would
 * get them by a StackSet, or the other way round
 * @throws StoppedWaitingError when the signal is aborted
 */
export async function readPipelineChange(
  options: ChangeOptions,
): Promise<DeployedChange | undefined> {
  const { manifest, templates, deployed, parse } = options;
  const { pipeline } = manifest;
  const home = pipeline && {
    account: pipeline.account,
    region: pipeline.region,
    stackName: pipelineNames(pipeline).pipelineStack,
  };
  const own = home && manifest.stacks.find(each => samePlace(each, home));
  const current = own && deployed.get(placeKey(own));
  if (!own || !current?.stack || current.template === undefined) {
    return undefined;
  }
  const record = readPipelineRecord(current.template, parse);
  const wanted = readPipelineRecord(templates[own.template], parse);
  const stacksAfter = [...manifest.stacks, ...(wanted ? stacksOf(wanted) : [])];
  const isLeft = (stack: StackPlace) =>
    !stacksAfter.some(each => samePlace(each, stack));

  const after = pipelinesOf(manifest.stacks, templates, parse);
  const known = record
    ? [...stacksOf(record), ...(record.former?.stacks ?? [])]
    : [];
  const left = await readLeftovers(
    (record ? known : usualStacks(current, own, pipeline!)).filter(isLeft),
    { ...options, owner: stackOwner(current.stack), isKnown: !!record },
  );
  const there = [
    ...manifest.stacks.map(stack => ({
      ...stack,
      ...deployed.get(placeKey(stack))!,
    })),
    ...left,
  ];
  requireSameWay({ before: there, manifest, templates });
  const before = there.flatMap(stack => deployedPipelines(stack, parse));
  const stays = after.applications;
  const applications = onceEach([
    ...before.flatMap(each => each.applications),
    ...(record?.former?.applications ?? []),
  ]).filter(each => !stays.some(other => samePlace(each, other)));
  const former: FormerParts = {
    stacks: (record ? onceEach(known.filter(isLeft)) : left).map(
      ({ account, region, stackName, phase }) => ({
        account,
        region,
        stackName,
        phase,
      }),
    ),
    applications: applications.map(
      ({ account, region, stackName, roleArn }) => ({
        account,
        region,
        stackName,
        ...(roleArn && { roleArn }),
      }),
    ),
  };
  const isEmpty = former.stacks.length + former.applications.length === 0;
  return {
    change: {
      pipelineArn: pipelineArnOf(pipeline!),
      ...compareReachedPlaces({
        before: distinct(before.flatMap(({ places }) => places)),
        after: after.places,
      }),
      leftovers: phasesFromLast.flatMap(phase =>
        [...left, ...(phase === 'target' ? instancesOf(options) : [])]
          .filter(stack => stack.phase === phase)
          .map(({ account, region, stackName, roles }) => ({
            account,
            region,
            stackName,
            phase,
            roles,
          })),
      ),
      applications: await thereOf(applications, options),
    },
    former: isEmpty ? undefined : former,
    templates:
      isEmpty || !wanted
        ? templates
        : {
            ...templates,
            [own.template]: addRecord(templates[own.template], {
              ...wanted,
              former,
            }),
          },
  };
}

/** What StackSets have made and would make no more. */
function instancesOf(
  options: ChangeOptions,
): Array<PlacedStack & Pick<Leftover, 'roles'>> {
  const { manifest, deployed } = options;
  return instancesLeft(options).map(({ ofStackSetIn, ...place }) => {
    const stack = manifest.stacks.find(each => samePlace(each, ofStackSetIn))!;
    const { phase } = stack;
    return {
      ...place,
      phase,
      roles: rolesOf(
        { ...deployed.get(placeKey(stack))!, phase },
        place.account,
      ),
    };
  });
}

/** What a pipeline says of itself, as it is deployed or as it will be. */
interface ReachOfPipelines {
  places: ReachedPlace[];
  applications: ApplicationStack[];
}

/** The stacks that the pipeline of a record consists of. */
function stacksOf({ spec }: PipelineRecord): PlacedStack[] {
  return placeStacks(parsePipelineSpec(spec));
}

/** Target accounts are resolved by nothing that a pipeline says. */
function pipelinesOf(
  stacks: ManifestStack[],
  templates: Record<string, string>,
  parse?: typeof parseTemplate,
): ReachOfPipelines {
  const manifest: StackManifest = {
    version: 1,
    stacks: stacks.filter(({ phase }) => phase !== 'target'),
  };
  const estate = estateFromStacks({
    manifest,
    stacks: resolveManifest({ manifest, templates, parse }).stacks,
  });
  const pipelines = Object.values(estate.accounts).flatMap(account =>
    Object.values(account.pipelines),
  );
  return {
    places: distinct(
      pipelines.flatMap(({ arn, definition }) =>
        reachedPlaces(definition, parsePipelineArn(arn)!),
      ),
    ),
    applications: pipelines.flatMap(({ arn, definition }) =>
      applicationStacks(definition, parsePipelineArn(arn)!),
    ),
  };
}

/** A deployed stack that holds a pipeline. */
function deployedPipelines(
  stack: DeployedStack & PlacedStack,
  parse?: typeof parseTemplate,
): ReachOfPipelines[] {
  const { account, region, stackName, phase, template } = stack;
  if (phase !== 'pipeline' || template === undefined) {
    return [];
  }
  const parameters = parametersOf(stack.stack);
  const file = 'deployed.yaml';
  try {
    return [
      pipelinesOf(
        [{ account, region, stackName, phase, template: file, parameters }],
        { [file]: template },
        parse,
      ),
    ];
  } catch {
    // Whoever deployed it may have used anything; its plan says so.
    return [];
  }
}

/** Of a pipeline that says nothing of what made it. */
function usualStacks(
  current: DeployedStack,
  own: ManifestStack,
  pipeline: NonNullable<StackManifest['pipeline']>,
): PlacedStack[] {
  const { targetStack } = pipelineNames(pipeline);
  return deployedPipelines({ ...own, ...current })
    .flatMap(({ places }) => places)
    .map(({ account, region }) => ({
      account,
      region,
      stackName: targetStack,
      phase: 'target' as const,
    }));
}

type Leftover = DeployedStack & PlacedStack & { roles: LeftoverStack['roles'] };

/** Those that are still there, and the pipeline's own. */
async function readLeftovers(
  stacks: PlacedStack[],
  options: ChangeOptions & {
    owner: string | undefined;
    /** They were recorded, so that one which cannot be read may be there. */
    isKnown: boolean;
  },
): Promise<Leftover[]> {
  const { owner, isKnown } = options;
  const places = onceEach(stacks);
  const found = await readStacks(places, options);
  return places.flatMap(place => {
    const { account, region, stackName, phase } = place;
    const read = found.get(placeKey(place))!;
    const isThere = read.stack
      ? !holdsNothing(read.stack) && sameOwner(stackOwner(read.stack), owner)
      : read.error !== undefined && isKnown;
    return isThere
      ? [
          {
            ...read,
            account,
            region,
            stackName,
            phase,
            roles: rolesOf({ ...read, phase }),
          },
        ]
      : [];
  });
}

function rolesOf(
  stack: DeployedStack & PlacedStack,
  /** Where a StackSet of the stack made them. */
  inAccount: string = stack.account,
): string[] {
  const { account, region, stackName, phase, template } = stack;
  if (template === undefined) {
    return [];
  }
  const file = 'deployed.yaml';
  try {
    const { estate } = estateFromTemplates({
      manifest: {
        version: 1,
        stacks: [
          {
            account,
            region,
            stackName,
            phase,
            template: file,
            parameters: parametersOf(stack.stack),
          },
        ],
      },
      templates: { [file]: template },
    });
    return Object.keys(estate.accounts[inAccount].roles).map(shortName).sort();
  } catch {
    return [];
  }
}

/** Of the stacks that a pipeline has deployed, those that are there. */
async function thereOf(
  applications: FormerParts['applications'],
  options: ChangeOptions,
): Promise<StackPlace[]> {
  const places = applications.map(({ account, region, stackName }) => ({
    account,
    region,
    stackName,
    phase: 'target' as const,
  }));
  const found = await readStacks(places, {
    ...options,
    purpose: 'read',
    withTemplates: false,
  });
  return applications.flatMap(({ account, region, stackName, roleArn }) => {
    const place = { account, region, stackName };
    const { stack, error } = found.get(placeKey(place))!;
    const isThere = stack
      ? !holdsNothing(stack) && isDeployedWith(roleArn, stack)
      : error !== undefined;
    return isThere ? [place] : [];
  });
}

/** Its name may be another's by now. */
function isDeployedWith(
  roleArn: string | undefined,
  { RoleARN }: Stack,
): boolean {
  return RoleARN === undefined || RoleARN === roleArn;
}

function readStacks(
  places: PlacedStack[],
  options: ChangeOptions & { withTemplates?: boolean },
): Promise<DeployedStacks> {
  const { clients, purpose, withTemplates, onBehalfOf, concurrency, signal } =
    options;
  return readDeployedStacks({
    manifest: {
      version: 1,
      stacks: places.map(place => ({ ...place, template: '' })),
    },
    clients,
    purpose,
    withTemplates,
    onBehalfOf,
    concurrency,
    signal,
  });
}

function onceEach<T extends StackPlace>(stacks: T[]): T[] {
  return [...new Map(stacks.map(stack => [placeKey(stack), stack])).values()];
}

function distinct(places: ReachedPlace[]): ReachedPlace[] {
  return [
    ...new Map(
      places.map(place => [`${place.account} ${place.region}`, place]),
    ).values(),
  ];
}
