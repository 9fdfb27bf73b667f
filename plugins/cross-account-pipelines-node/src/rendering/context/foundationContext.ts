import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  buildContext,
  type OrganizationSpec,
  type SourceSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  actionRoles,
  type PipelineParts,
  type RoleParts,
  type StoreParts,
} from './PipelineParts';
import { toTemplateValue } from './toTemplateValue';

/** What `foundation.yaml` can name. */
export interface FoundationContext {
  /** Whether this is the pipeline's own Region. */
  isHome: boolean;
  makesStore: boolean;
  makesServiceRole: boolean;
  makesBuildRole: boolean;
  retain: boolean;
  permissionsBoundary?: unknown;
  /** What target accounts ask of the service role beside its name. */
  principalTags: TagContext[];
  /** Set where buckets have names that only their own account can take. */
  bucketNamespace?: string;
  /** Set where S3 writes down who used the artifacts. */
  accessLogs?: AccessLogsContext;
  /** Who else reads this Region's artifacts, and who writes them. */
  readers: PrincipalContext;
  writers: PrincipalContext;
  /** Those of the readers that CodeBuild works with. */
  testRoles: string[];
  /** Set where other accounts are named by their organization. */
  organization?: OrganizationSpec;
  /** The action roles of all target accounts, as lists that fit into a policy. */
  actionRoleLists: string[][];
  /** The pipelines that work with the service role. */
  pipelineNames: string[];
  /** Those that another one starts. */
  startedPipelines: string[];
  source: SourceSpec;
  /** The source action works in the pipeline account. */
  sourceIsHere: boolean;
  build?: { parameters: string[]; secrets: string[] };
  /** What stages ask for beside their targets. */
  topics: string[];
  usesAlarms: boolean;
  functions: string[];
  /** Projects that rules of stage conditions run. */
  projects: string[];
  /** A rule of a stage condition runs commands, which write logs. */
  runsCommands: boolean;
}

export interface TagContext {
  key: string;
  value: string;
}

export interface AccessLogsContext {
  /** Or else the bucket is there already. */
  makesBucket: boolean;
  /** Days after which a new bucket forgets them. */
  days: number;
}

export interface PrincipalContext {
  /** Roots of accounts, or everybody of the organization. */
  principals: string[];
  /** ARNs of roles, with `*` for the account where they are ours. */
  roles: string[];
}

/**
 * How foreign principals are named.
 */
export type PrincipalMode = 'accounts' | 'organization';

/**
 * Characters of role ARNs that go into an inline policy, of 10,240 for all of a
 * role's, and into a managed policy of 6,144. `IAM/latest/UserGuide/reference_iam-quotas`
 */
const maxInlineCharacters = 4_000;
const maxManagedCharacters = 5_800;

/** Quotes and a comma. */
const separators = 3;

export function foundationContext(
  spec: PipelineSpec,
  parts: PipelineParts,
  store: StoreParts,
  mode: PrincipalMode,
): FoundationContext {
  const isHome = store.region === spec.region;
  const stages = parts.pipelines.flatMap(pipeline => pipeline.stages);
  const rules = stages.flatMap(({ entry, success }) => [
    ...(entry?.rules ?? []),
    ...(success?.rules ?? []),
  ]);
  const [first, ...others] = parts.pipelines.map(({ name }) => name);
  return {
    isHome,
    makesStore: store.existingKeyArn === undefined,
    makesServiceRole: isHome && parts.serviceRole.isNew,
    makesBuildRole: isHome && spec.build !== undefined && parts.buildRole.isNew,
    retain: spec.retain ?? false,
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    principalTags: principalTags(spec),
    bucketNamespace: bucketNamespace(spec),
    accessLogs: accessLogs(spec, store.existingLogBucket === undefined),
    readers: principals(store.readers, parts, spec, mode),
    writers: principals(store.writers, parts, spec, mode),
    testRoles: principals(
      store.readers.filter(({ arn }) =>
        parts.places.some(({ roles }) => roles.test.arn === arn),
      ),
      parts,
      spec,
      mode,
    ).roles,
    organization: mode === 'organization' ? spec.organization : undefined,
    actionRoleLists: actionRoleLists(parts, spec, mode),
    pipelineNames: [first, ...others],
    startedPipelines: others,
    source: spec.source,
    sourceIsHere: parts.places.every(({ source }) => source === undefined),
    build: spec.build && buildContext(spec.build),
    topics: unique(
      stages.flatMap(({ approval }) => approval?.notifyTopicArn ?? []),
    ),
    usesAlarms: rules.some(({ provider }) => provider === 'CloudWatchAlarm'),
    functions: settingsOf(rules, 'LambdaInvoke', 'FunctionName'),
    projects: settingsOf(rules, 'CodeBuild', 'ProjectName'),
    runsCommands: rules.some(({ provider }) => provider === 'Commands'),
  };
}

export function principalTags({
  principalTags: tags = {},
}: PipelineSpec): TagContext[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

export function bucketNamespace(spec: PipelineSpec): string | undefined {
  return spec.bucketNamespace === 'global' ? undefined : spec.bucketNamespace;
}

/** As long as most are asked to keep them. */
const defaultDays = 365;

export function accessLogs(
  spec: PipelineSpec,
  makesBucket: boolean,
): AccessLogsContext | undefined {
  return (
    spec.accessLogs && {
      makesBucket,
      days: spec.accessLogs.days ?? defaultDays,
    }
  );
}

function settingsOf(
  rules: Array<{ provider: string; configuration: Record<string, string> }>,
  wanted: string,
  setting: string,
): string[] {
  return unique(
    rules
      .filter(({ provider }) => provider === wanted)
      .flatMap(({ configuration }) => configuration[setting] ?? []),
  );
}

function principals(
  roles: RoleParts[],
  { partition }: PipelineParts,
  spec: PipelineSpec,
  mode: PrincipalMode,
): PrincipalContext {
  return {
    principals:
      mode === 'organization'
        ? ['*']
        : unique(
            roles.map(
              ({ arn }) => `arn:${partition}:iam::${arn.split(':')[4]}:root`,
            ),
          ),
    roles: unique(roles.map(role => pattern(role, spec, partition))),
  };
}

/** A role that is ours has the same name in every account. */
function pattern(
  { name, arn, isNew }: RoleParts,
  { rolePath = '/' }: PipelineSpec,
  partition: string,
): string {
  return isNew ? `arn:${partition}:iam::*:role${rolePath}${name}` : arn;
}

function actionRoleLists(
  parts: PipelineParts,
  spec: PipelineSpec,
  mode: PrincipalMode,
): string[][] {
  const roles = actionRoles(parts);
  const arns =
    mode === 'organization'
      ? unique(roles.map(role => pattern(role, spec, parts.partition)))
      : roles.map(({ arn }) => arn);
  const length = arns.reduce((sum, arn) => sum + arn.length + separators, 0);
  return length <= maxInlineCharacters ? [arns] : splitBySize(arns);
}

function splitBySize(arns: string[]): string[][] {
  const lists: string[][] = [[]];
  let size = 0;
  for (const arn of arns) {
    if (size + arn.length + separators > maxManagedCharacters) {
      lists.push([]);
      size = 0;
    }
    lists.at(-1)!.push(arn);
    size += arn.length + separators;
  }
  return lists;
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
