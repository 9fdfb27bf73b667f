import type { PipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import {
  buildContext,
  type BuildContext,
  sourceKindOf,
  type SourceSpec,
  type StageSpec,
  type TargetAction,
  targetKindOf,
  type TargetSpec,
  type TriggerSpec,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import {
  actionRoleOf,
  alikeIn,
  deployRoleOf,
  targetPlace,
  type PipelineParts,
  type PlaceParts,
} from './PipelineParts';
import type { PipelinePart } from './splitStages';
import { toTemplateValue } from './toTemplateValue';

/** What `pipeline.yaml` can name. */
export interface PipelineContext {
  homeRegion: string;
  /** The home Region first. */
  regions: string[];
  otherRegions: string[];
  /** Whether this one makes what several pipelines share. */
  isFirst: boolean;
  makesServiceRole: boolean;
  retain: boolean;
  pipelineType: string;
  executionMode: string;
  permissionsBoundary?: unknown;
  source: SourceContext;
  triggers: TriggerSpec[];
  variables: NonNullable<PipelineSpec['variables']>;
  build?: BuildContext;
  /** The artifact that targets deploy from. */
  artifact: string;
  usesChangeSets: boolean;
  stages: StageContext[];
  /** The pipeline that goes on after this one, and the source it has to take. */
  next?: { name: string; sourceRevisions: string };
}

interface SourceContext {
  spec: SourceSpec;
  /** The role of another account that the repository is in. */
  actionRoleArn?: string;
  /** How the action itself looks for changes, as CodePipeline spells it. */
  detectsChanges: string;
  /** Set where an EventBridge rule starts the pipeline. */
  eventPattern?: unknown;
  /** The other account that events come from. */
  eventAccount?: string;
}

interface StageContext {
  name: string;
  approval?: StageSpec['approval'];
  entry?: StageSpec['entry'];
  success?: StageSpec['success'];
  failure?: StageSpec['failure'];
  actions: ActionContext[];
}

/** One action; a change set takes two. */
interface ActionContext {
  name: string;
  runOrder: number;
  region: string;
  roleArn: string;
  category: string;
  provider: string;
  /** Of the configuration, in CodePipeline's words. */
  settings: SettingContext[];
  /** What stands beside the configuration, in CloudFormation's words. */
  fields: Array<{ name: string; value: unknown }>;
  readsArtifact?: string;
  /** What it puts out. */
  output?: { name: string; files: string[] };
}

/** A value, or the name of a parameter of the template. */
type SettingContext =
  | { name: string; value: string | number }
  | { name: string; ref: string };

/** `codepipeline/latest/userguide/limits` */
const maxActionName = 100;

export function pipelineContext(
  spec: PipelineSpec,
  parts: PipelineParts,
  pipeline: PipelinePart,
): PipelineContext {
  const regions = parts.stores.map(({ region }) => region);
  const isFirst = pipeline === parts.pipelines[0];
  const artifact = spec.build ? 'Build' : 'Source';
  const targets = pipeline.stages.flatMap(stage => stage.targets);
  return {
    homeRegion: spec.region,
    regions,
    otherRegions: regions.slice(1),
    isFirst,
    makesServiceRole: parts.serviceRole.isNew,
    retain: spec.retain ?? false,
    pipelineType: spec.type ?? 'V2',
    executionMode: spec.executionMode ?? 'SUPERSEDED',
    permissionsBoundary: toTemplateValue(spec.permissionsBoundary),
    source: sourceContext(spec, parts, isFirst),
    triggers: isFirst ? (spec.triggers ?? []).map(withEvents) : [],
    variables: spec.variables ?? [],
    build: spec.build && buildContext(spec.build),
    artifact,
    usesChangeSets: targets.some(
      ({ deploy }) =>
        deploy.provider === 'CloudFormation' && deploy.mode === 'change-set',
    ),
    stages: pipeline.stages.map(stage =>
      stageContext(spec, stage, artifact, parts),
    ),
    next: pipeline.next
      ? { name: pipeline.next, sourceRevisions: sourceRevisions(spec.source) }
      : undefined,
  };
}

/** A pull request that names no events starts the pipeline by all of them. */
function withEvents(trigger: TriggerSpec): TriggerSpec {
  return trigger.on === 'pull-request'
    ? { events: ['OPEN', 'UPDATED', 'CLOSED'], ...trigger }
    : trigger;
}

function sourceContext(
  spec: PipelineSpec,
  { partition, places }: PipelineParts,
  isFirst: boolean,
): SourceContext {
  const { source } = spec;
  const place = places.find(each => each.source);
  const kind = sourceKindOf(source);
  const detection = kind.detection(source);
  const isOn = isFirst && detection !== 'none';
  return {
    spec:
      source.provider === 'ECR'
        ? { ...source, imageTag: source.imageTag ?? 'latest' }
        : source,
    actionRoleArn: place?.roles.action.arn,
    detectsChanges: String(isOn && detection === 'polling'),
    eventPattern:
      isOn && detection === 'events'
        ? kind.eventPattern?.(source, { ...spec, partition })
        : undefined,
    eventAccount: isOn && detection === 'events' ? place?.account : undefined,
  };
}

/** What the next pipeline has to take, so that both work on the same source. */
function sourceRevisions(source: SourceSpec): string {
  const { type, variable } = sourceKindOf(source).revision;
  return JSON.stringify([
    {
      actionName: 'Source',
      revisionType: type,
      revisionValue: `#{Source.${variable}}`,
    },
  ]);
}

function stageContext(
  spec: PipelineSpec,
  stage: StageSpec,
  artifact: string,
  parts: PipelineParts,
): StageContext {
  const labels = labelTargets(stage.targets);
  const firstOrder = stage.approval ? 2 : 1;
  return {
    name: stage.name,
    approval: stage.approval,
    entry: stage.entry,
    success: stage.success,
    failure: stage.failure && {
      retry: 'FAILED_ACTIONS',
      ...stage.failure,
    },
    actions: stage.targets.flatMap((target, index) =>
      targetActions({
        spec,
        target,
        artifact,
        place: placeOf(target, parts),
        label: labels[index],
        firstOrder: firstOrder + 2 * ((target.wave ?? 1) - 1),
      }),
    ),
  };
}

const placesByKey = new WeakMap<PipelineParts, Map<string, PlaceParts>>();

function placeOf({ account, region }: TargetSpec, parts: PipelineParts) {
  const places =
    placesByKey.get(parts) ??
    new Map(
      parts.places.map(place => [`${place.account} ${place.region}`, place]),
    );
  placesByKey.set(parts, places);
  return places.get(`${account} ${region}`)!;
}

function targetActions(options: {
  spec: PipelineSpec;
  target: TargetSpec;
  artifact: string;
  place: PlaceParts;
  label: string;
  firstOrder: number;
}): ActionContext[] {
  const { spec, target, artifact, place, label, firstOrder } = options;
  const { deploy, region } = target;
  const kind = targetKindOf(deploy);
  const actions = kind.actions(
    deploy,
    targetPlace(spec, place),
    alikeIn(place, target),
  );
  return actions.map((action, index) => {
    const name = `${label}-${action.suffix}`;
    return {
      name,
      runOrder: firstOrder + index,
      region,
      roleArn: actionRoleOf(target, place).arn,
      category: kind.category,
      provider: kind.provider,
      settings: toSettings(action, deployRoleOf(target, place).arn),
      fields: Object.entries(action.fields ?? {}).map(([key, value]) => ({
        name: key,
        value,
      })),
      readsArtifact: artifactOf(action, spec, artifact),
      output: action.files && {
        name: name.replace(/[^A-Za-z0-9_-]/g, '-'),
        files: action.files,
      },
    };
  });
}

function artifactOf(
  { readsNothing, readsSource }: TargetAction,
  spec: PipelineSpec,
  artifact: string,
): string | undefined {
  if (readsNothing) {
    return undefined;
  }
  // What another account made cannot go on to a third one.
  return readsSource && !sourceIsForeign(spec) ? 'Source' : artifact;
}

function toSettings(
  { settings }: TargetAction,
  deployRoleArn: string,
): SettingContext[] {
  return Object.entries(settings).flatMap(([name, value]): SettingContext[] => {
    if (value === undefined) {
      return [];
    }
    if (typeof value !== 'object') {
      return [{ name, value }];
    }
    return 'ref' in value
      ? [{ name, ref: value.ref }]
      : [{ name, value: deployRoleArn }];
  });
}

function sourceIsForeign({ source, account }: PipelineSpec): boolean {
  return (
    source.provider === 'CodeCommit' &&
    source.account !== undefined &&
    source.account !== account
  );
}

/** The shortest labels that tell the targets of a stage apart. */
function labelTargets(targets: TargetSpec[]): string[] {
  const plain = (text: string) => text.replace(/[^A-Za-z0-9.@_-]+/g, '-');
  const label = ({ name, account }: TargetSpec) =>
    (name && plain(name)) || account;
  const schemes: Array<(target: TargetSpec, index: number) => string> = [
    label,
    target => `${label(target)}-${target.region}`,
    target =>
      `${target.account}-${target.region}-${plain(
        targetKindOf(target.deploy).thing(target.deploy),
      )}`,
    ({ account, region }, index) => `${account}-${region}-${index + 1}`,
  ];
  const room = maxActionName - '-prepare'.length;
  const labelings = schemes.map(scheme =>
    targets.map((target, index) => scheme(target, index).slice(0, room)),
  );
  return (
    labelings.find(labels => tellApart(labels, targets)) ?? labelings.at(-1)!
  );
}

/** A test goes by the label of what it tests. */
function tellApart(labels: string[], targets: TargetSpec[]): boolean {
  const names = labels.map(
    (label, index) =>
      `${label} ${targetKindOf(targets[index].deploy).category === 'Test'}`,
  );
  return new Set(names).size === names.length;
}
