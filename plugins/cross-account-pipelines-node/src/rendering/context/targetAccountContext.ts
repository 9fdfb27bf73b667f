import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  groupByKind,
  targetKindOf,
  type TargetRolePurpose,
  type TargetSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  type AccessLogsContext,
  accessLogs,
  bucketNamespace,
  principalTags,
  type TagContext,
} from './foundationContext';
import { existingRole, targetPlace, type PlaceParts } from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

/**
 * What `target-account.yaml` can name, and what each kind of target adds to it.
 * Accounts with the same context share one template; what differs from account to
 * account is a parameter.
 */
export interface TargetAccountContext {
  makesActionRole: boolean;
  makesDeployRole: boolean;
  makesCodeDeployRole: boolean;
  makesInstanceRole: boolean;
  makesTestRole: boolean;
  /** Any role at all. */
  makesRoles: boolean;
  /** Anything at all. */
  makesAnything: boolean;
  /** Bucket and key of the pipeline account are named. */
  usesStore: boolean;
  retain: boolean;
  permissionsBoundary?: unknown;
  /** What is asked of the service role beside its name. */
  principalTags: TagContext[];
  /** Set where buckets have names that only their own account can take. */
  bucketNamespace?: string;
  /** Set where S3 writes down who used the buckets that are made here. */
  accessLogs?: AccessLogsContext;
  deployRole: {
    managedPolicyArns: unknown[];
    statements: unknown[];
    permissionsBoundary?: unknown;
  };
  /** A repository that the source action reads here. */
  repository?: { name: string; branch: string; emitsEvents: boolean };
  readsArtifacts: boolean;
  writesArtifacts: boolean;
  /** An action works on CodePipeline's own compute and writes logs. */
  writesLogs: boolean;
  /** Existing deploy roles that the action role hands over. */
  passedRoleArns: string[];
  /** Names of existing instance roles that have to read revisions. */
  instanceRoles: string[];
  [ofKind: string]: unknown;
}

export function targetAccountContext(
  spec: PipelineSpec,
  place: PlaceParts,
): TargetAccountContext {
  const { targets, source } = place;
  const deployRole = spec.deployRole ?? {};
  const made = madeRoles(place);
  const readers = targets.flatMap(
    ({ deploy }) => targetKindOf(deploy).readers?.(deploy) ?? [],
  );
  const readsArtifacts = targets.some(
    ({ deploy, actionRoleArn }) =>
      targetKindOf(deploy).actionReads !== false && !actionRoleArn,
  );
  const makesThings = targets.some(
    ({ deploy }) => (targetKindOf(deploy).makes?.(deploy) ?? []).length > 0,
  );
  return {
    makesActionRole: made.has('action'),
    makesDeployRole: made.has('deploy'),
    makesCodeDeployRole: made.has('codedeploy'),
    makesInstanceRole: made.has('instance'),
    makesTestRole: made.has('test'),
    makesRoles: made.size > 0,
    makesAnything: made.size > 0 || makesThings,
    usesStore:
      readsArtifacts ||
      made.has('deploy') ||
      source !== undefined ||
      readers.some(reader => reader !== 'deploy'),
    retain: spec.retain ?? false,
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    principalTags: principalTags(spec),
    bucketNamespace: bucketNamespace(spec),
    accessLogs: targets.some(
      ({ deploy }) => deploy.provider === 'S3' && deploy.create,
    )
      ? accessLogs(spec, true)
      : undefined,
    deployRole: {
      managedPolicyArns: (deployRole.managedPolicyArns ?? []).map(
        toTemplateValue,
      ),
      statements: (deployRole.statements ?? []).map(toTemplateValue),
      permissionsBoundary: toTemplateValue(
        deployRole.permissionsBoundary ?? spec.permissionsBoundary,
      ),
    },
    repository: source && {
      name: source.repository,
      branch: source.branch,
      emitsEvents: source.detectChanges === 'events',
    },
    readsArtifacts,
    writesArtifacts: targets.some(
      ({ deploy, actionRoleArn }) =>
        !actionRoleArn && targetKindOf(deploy).actionWrites?.(deploy),
    ),
    writesLogs: targets.some(
      ({ deploy }) => targetKindOf(deploy).needsV2 ?? false,
    ),
    passedRoleArns: unique(
      targets.flatMap(({ deployRoleArn }) => deployRoleArn ?? []),
    ),
    instanceRoles: unique(
      readers.flatMap(reader =>
        typeof reader === 'object' ? existingRole(reader.arn).name : [],
      ),
    ),
    ...Object.assign(
      {},
      ...groupByKind(targets.map(({ deploy }) => deploy)).map(
        ({ kind, alike }) => kind.context(alike, targetPlace(spec, place)),
      ),
    ),
  };
}

/** What the stack of a place makes of our roles. */
export function madeRoles({
  targets,
  source,
}: PlaceParts): Set<TargetRolePurpose> {
  const made = new Set<TargetRolePurpose>(targets.flatMap(madeFor));
  if (source) {
    made.add('action');
  }
  return made;
}

function madeFor({
  deploy,
  actionRoleArn,
  deployRoleArn,
}: TargetSpec): TargetRolePurpose[] {
  const own = targetKindOf(deploy).roles?.(deploy) ?? [];
  return [
    ...(actionRoleArn ? [] : (['action'] as const)),
    ...own.filter(purpose => purpose !== 'deploy' || !deployRoleArn),
  ];
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
