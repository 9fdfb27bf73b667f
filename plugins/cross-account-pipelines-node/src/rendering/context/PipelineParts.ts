import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  type CodeCommitSourceSpec,
  partitionOf,
  pipelineNames,
  type PipelineNames,
  targetKindOf,
  type TargetPlace,
  type TargetRolePurpose,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { splitStages, type PipelinePart } from './splitStages';

/**
 * What a spec comes to, account by account and Region by Region. Contexts and
 * manifest are made from it.
 */
export interface PipelineParts {
  partition: string;
  names: PipelineNames;
  /** One, or several that go on where the one before ends. */
  pipelines: PipelinePart[];
  /** The home Region first, then each Region that actions work in. */
  stores: StoreParts[];
  /** Where roles are, in the order in which the spec names them. */
  places: PlaceParts[];
  serviceRole: RoleParts;
  buildRole: RoleParts;
}

/** A role that is made, or one that is there already. */
export interface RoleParts {
  name: string;
  arn: string;
  isNew: boolean;
}

/** The artifact store of one Region. */
export interface StoreParts {
  region: string;
  bucket: string;
  /** Absent: made here, and known when the foundation is there. */
  existingKeyArn?: string;
  /** Where logs of who used the artifacts go. */
  logBucket: string;
  /** The same, where it is there already. */
  existingLogBucket?: string;
  /** Roles of target accounts by what they do with artifacts. */
  readers: RoleParts[];
  writers: RoleParts[];
}

/** One account and Region that actions work in. */
export interface PlaceParts {
  account: string;
  region: string;
  targets: TargetSpec[];
  /** The source action works here as well. */
  source?: CodeCommitSourceSpec;
  /** Ours, by what they are for; those that the targets take are made. */
  roles: Record<TargetRolePurpose, RoleParts>;
}

const purposes: TargetRolePurpose[] = [
  'action',
  'deploy',
  'test',
  'instance',
  'codedeploy',
  'event',
];

export function pipelineParts(spec: PipelineSpec): PipelineParts {
  const partition = partitionOf(spec.region).id;
  const names = pipelineNames(spec);
  const { existing = {}, rolePath = '/' } = spec;
  const toRole = (account: string, name: string, existingArn?: string) => ({
    name: existingArn ? nameOf(existingArn) : name,
    arn:
      existingArn ?? `arn:${partition}:iam::${account}:role${rolePath}${name}`,
    isNew: existingArn === undefined,
  });
  const places = groupByPlace(spec).map(place => {
    const roles = Object.fromEntries(
      purposes.map(purpose => [
        purpose,
        toRole(place.account, names.targetRole(purpose, place.region)),
      ]),
    ) as PlaceParts['roles'];
    return { ...place, roles };
  });
  return {
    partition,
    names,
    pipelines: splitStages(spec),
    stores: unique([spec.region, ...places.map(({ region }) => region)]).map(
      region => ({
        region,
        bucket:
          existing.artifactStores?.[region]?.bucket ??
          names.artifactBucket(region),
        existingKeyArn: existing.artifactStores?.[region]?.keyArn,
        logBucket:
          spec.accessLogs?.buckets?.[region] ??
          names.logBucket(spec.account, region),
        existingLogBucket: spec.accessLogs?.buckets?.[region],
        ...artifactUsers(places.filter(place => place.region === region)),
      }),
    ),
    places,
    serviceRole: toRole(
      spec.account,
      names.serviceRole,
      existing.serviceRoleArn,
    ),
    buildRole: toRole(spec.account, names.buildRole, existing.buildRoleArn),
  };
}

/** The role that a target's actions work with. */
export function actionRoleOf(target: TargetSpec, place: PlaceParts): RoleParts {
  return target.actionRoleArn
    ? existingRole(target.actionRoleArn)
    : place.roles.action;
}

/** The role that CloudFormation works with in a target. */
export function deployRoleOf(target: TargetSpec, place: PlaceParts): RoleParts {
  return target.deployRoleArn
    ? existingRole(target.deployRoleArn)
    : place.roles.deploy;
}

/** Every role that the service role assumes, each once. */
export function actionRoles({ places }: PipelineParts): RoleParts[] {
  return uniqueRoles(places.flatMap(actionRolesOf));
}

function actionRolesOf(place: PlaceParts): RoleParts[] {
  return [
    ...(place.source ? [place.roles.action] : []),
    ...place.targets.map(target => actionRoleOf(target, place)),
  ];
}

function artifactUsers(places: PlaceParts[]) {
  return {
    readers: uniqueRoles(places.flatMap(readersOf)),
    writers: uniqueRoles(places.flatMap(writersOf)),
  };
}

function readersOf(place: PlaceParts): RoleParts[] {
  return place.targets.flatMap(target => {
    const kind = targetKindOf(target.deploy);
    const others = (kind.readers?.(target.deploy) ?? []).map(reader => {
      if (typeof reader === 'object') {
        return existingRole(reader.arn);
      }
      return reader === 'deploy'
        ? deployRoleOf(target, place)
        : place.roles[reader];
    });
    return kind.actionReads === false
      ? others
      : [actionRoleOf(target, place), ...others];
  });
}

/** What reads the source in another account writes it, too. */
function writersOf(place: PlaceParts): RoleParts[] {
  return [
    ...(place.source ? [place.roles.action] : []),
    ...place.targets
      .filter(({ deploy }) => targetKindOf(deploy).actionWrites?.(deploy))
      .map(target => actionRoleOf(target, place)),
  ];
}

/** Everything of one kind that is done in a place. */
export function alikeIn(
  { targets }: PlaceParts,
  { deploy }: TargetSpec,
): Array<TargetSpec['deploy']> {
  return targets
    .map(each => each.deploy)
    .filter(({ provider }) => provider === deploy.provider);
}

/** Where a target is, as providers ask for it. */
export function targetPlace(
  spec: PipelineSpec,
  { account, region }: Pick<PlaceParts, 'account' | 'region'>,
): TargetPlace {
  return {
    partition: partitionOf(spec.region).id,
    account,
    region,
    pipeline: spec.name,
    artifact: spec.build ? 'Build' : 'Source',
  };
}

function groupByPlace(
  spec: PipelineSpec,
): Array<Pick<PlaceParts, 'account' | 'region' | 'targets' | 'source'>> {
  const places = new Map<string, ReturnType<typeof groupByPlace>[number]>();
  const at = (account: string, region: string) => {
    const key = `${account} ${region}`;
    const place = places.get(key) ?? { account, region, targets: [] };
    places.set(key, place);
    return place;
  };
  const { source } = spec;
  if (
    source.provider === 'CodeCommit' &&
    source.account &&
    source.account !== spec.account
  ) {
    at(source.account, spec.region).source = source;
  }
  for (const target of spec.stages.flatMap(({ targets }) => targets)) {
    at(target.account, target.region).targets.push(target);
  }
  return [...places.values()];
}

export function existingRole(arn: string): RoleParts {
  return { name: nameOf(arn), arn, isNew: false };
}

function nameOf(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1);
}

function uniqueRoles(roles: RoleParts[]): RoleParts[] {
  return [...new Map(roles.map(role => [role.arn, role])).values()];
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
