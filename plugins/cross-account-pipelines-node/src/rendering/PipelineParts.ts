import {
  type CodeCommitSourceSpec,
  partitionOf,
  pipelineNames,
  type PipelineNames,
  type PipelineSpec,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
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
  actionRole: RoleParts;
  deployRole: RoleParts;
  testRole: RoleParts;
  instanceRole: RoleParts;
  codeDeployRole: RoleParts;
  eventRole: RoleParts;
}

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
    const role = (purpose: Parameters<PipelineNames['targetRole']>[0]) =>
      toRole(place.account, names.targetRole(purpose, place.region));
    return {
      ...place,
      actionRole: role('action'),
      deployRole: role('deploy'),
      testRole: role('test'),
      instanceRole: role('instance'),
      codeDeployRole: role('codedeploy'),
      eventRole: role('event'),
    };
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
    : place.actionRole;
}

/** The role that CloudFormation works with in a target. */
export function deployRoleOf(target: TargetSpec, place: PlaceParts): RoleParts {
  return target.deployRoleArn
    ? existingRole(target.deployRoleArn)
    : place.deployRole;
}

/** Every role that the service role assumes, each once. */
export function actionRoles({ places }: PipelineParts): RoleParts[] {
  return uniqueRoles(places.flatMap(actionRolesOf));
}

function actionRolesOf(place: PlaceParts): RoleParts[] {
  return [
    ...(place.source ? [place.actionRole] : []),
    ...place.targets.map(target => actionRoleOf(target, place)),
  ];
}

function artifactUsers(places: PlaceParts[]) {
  return {
    readers: uniqueRoles(places.flatMap(readersOf)),
    writers: uniqueRoles(
      places.filter(({ source }) => source).map(place => place.actionRole),
    ),
  };
}

function readersOf(place: PlaceParts): RoleParts[] {
  return place.targets.flatMap(target => {
    const { deploy } = target;
    const action = actionRoleOf(target, place);
    switch (deploy.provider) {
      case 'CloudFormation':
        return [action, deployRoleOf(target, place)];
      case 'CodeBuild':
        return [place.testRole];
      case 'CodeDeploy':
        return [
          action,
          deploy.instanceRoleArn
            ? existingRole(deploy.instanceRoleArn)
            : place.instanceRole,
        ];
      default:
        return [action];
    }
  });
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
