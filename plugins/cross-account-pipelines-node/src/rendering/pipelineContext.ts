import type {
  ApprovalSpec,
  ConditionSpec,
  DeploySpec,
  FailureSpec,
  PipelineSpec,
  SourceSpec,
  StackSetDeploySpec,
  StageSpec,
  TargetSpec,
  TriggerSpec,
  VariableSpec,
} from 'backstage-plugin-cross-account-pipelines-core';
import { buildContext, type BuildContext } from './buildContext';
import {
  actionRoleOf,
  deployRoleOf,
  type PipelineParts,
  type PlaceParts,
} from './PipelineParts';
import type { PipelinePart } from './splitStages';
import { setsAcl, testProject } from './targetAccountContext';
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
  variables: VariableSpec[];
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
  approval?: ApprovalSpec;
  entry?: ConditionSpec;
  success?: ConditionSpec;
  failure?: FailureSpec;
  actions: ActionContext[];
}

/** One action; a change set takes two. */
interface ActionContext {
  name: string;
  runOrder: number;
  region: string;
  roleArn: string;
  provider: string;
  /** Of a CloudFormation action. */
  mode?: string;
  deployRoleArn?: string;
  /** With paths in the artifact as CodePipeline spells them. */
  deploy: Record<string, unknown>;
  readsArtifact?: string;
}

/** `codepipeline/latest/userguide/limits` */
const maxActionName = 100;

const actionModes = {
  direct: 'CREATE_UPDATE',
  'replace-on-failure': 'REPLACE_ON_FAILURE',
  delete: 'DELETE_ONLY',
};

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
  const detection = detectionOf(source);
  const isOn = isFirst && detection !== 'none';
  return {
    spec:
      source.provider === 'ECR'
        ? { ...source, imageTag: source.imageTag ?? 'latest' }
        : source,
    actionRoleArn: place?.actionRole.arn,
    detectsChanges: String(isOn && detection === 'polling'),
    eventPattern:
      isOn && detection === 'events'
        ? eventPattern(source, spec, partition)
        : undefined,
    eventAccount: isOn && detection === 'events' ? place?.account : undefined,
  };
}

/** A connection notices pushes by itself, which the action calls detecting. */
function detectionOf(source: SourceSpec): 'polling' | 'events' | 'none' {
  switch (source.provider) {
    case 'CodeConnections':
      return source.detectChanges === false ? 'none' : 'polling';
    case 'ECR':
      return 'events';
    default:
      return source.detectChanges ?? 'polling';
  }
}

/** See `codepipeline/latest/userguide/triggering`. */
function eventPattern(
  source: SourceSpec,
  { account, region }: PipelineSpec,
  partition: string,
): unknown {
  switch (source.provider) {
    case 'S3':
      return {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: {
          bucket: { name: [source.bucket] },
          object: { key: [source.objectKey] },
        },
      };
    case 'ECR':
      return {
        source: ['aws.ecr'],
        'detail-type': ['ECR Image Action'],
        detail: {
          'action-type': ['PUSH'],
          'image-tag': [source.imageTag ?? 'latest'],
          'repository-name': [source.repository],
          result: ['SUCCESS'],
        },
      };
    case 'CodeCommit':
      return {
        source: ['aws.codecommit'],
        'detail-type': ['CodeCommit Repository State Change'],
        resources: [
          `arn:${partition}:codecommit:${region}:${source.account ?? account}:${
            source.repository
          }`,
        ],
        detail: {
          event: ['referenceCreated', 'referenceUpdated'],
          referenceType: ['branch'],
          referenceName: [source.branch],
        },
      };
    default:
      return undefined;
  }
}

/** What the next pipeline has to take, so that both work on the same source. */
function sourceRevisions({ provider }: SourceSpec): string {
  const [revisionType, variable] = {
    S3: ['S3_OBJECT_VERSION_ID', 'VersionId'],
    CodeConnections: ['COMMIT_ID', 'CommitId'],
    CodeCommit: ['COMMIT_ID', 'CommitId'],
    ECR: ['IMAGE_DIGEST', 'ImageDigest'],
  }[provider];
  return JSON.stringify([
    {
      actionName: 'Source',
      revisionType,
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
  const common = {
    region,
    roleArn: actionRoleOf(target, place).arn,
    provider: deploy.provider,
    deploy: deployContext(deploy, artifact, spec, place),
    readsArtifact: artifact,
  };
  if (deploy.provider !== 'CloudFormation') {
    return deploy.provider === 'CodeBuild'
      ? [
          {
            ...common,
            name: `${label}-test`,
            runOrder: firstOrder,
            // What another account made cannot go on to a third one.
            readsArtifact: sourceIsForeign(spec) ? artifact : 'Source',
          },
        ]
      : [{ ...common, name: `${label}-deploy`, runOrder: firstOrder }];
  }
  const deployRoleArn = deployRoleOf(target, place).arn;
  const mode = deploy.mode ?? 'change-set';
  if (mode !== 'change-set') {
    return [
      {
        ...common,
        deployRoleArn,
        name: `${label}-${mode === 'delete' ? 'delete' : 'deploy'}`,
        runOrder: firstOrder,
        mode: actionModes[mode],
        readsArtifact: mode === 'delete' ? undefined : artifact,
      },
    ];
  }
  return [
    {
      ...common,
      deployRoleArn,
      name: `${label}-prepare`,
      runOrder: firstOrder,
      mode: 'CHANGE_SET_REPLACE',
    },
    {
      ...common,
      name: `${label}-deploy`,
      runOrder: firstOrder + 1,
      mode: 'CHANGE_SET_EXECUTE',
      readsArtifact: undefined,
    },
  ];
}

function sourceIsForeign({ source, account }: PipelineSpec): boolean {
  return (
    source.provider === 'CodeCommit' &&
    source.account !== undefined &&
    source.account !== account
  );
}

/** Settings as the templates put them into an action's configuration. */
function deployContext(
  deploy: DeploySpec,
  artifact: string,
  spec: PipelineSpec,
  place: PlaceParts,
): Record<string, unknown> {
  const inArtifact = (path: string | undefined) =>
    path && `${artifact}::${path}`;
  switch (deploy.provider) {
    case 'CloudFormation':
      return {
        stackName: deploy.stackName,
        templatePath: inArtifact(deploy.templatePath),
        templateConfigurationPath: inArtifact(deploy.templateConfigurationPath),
        capabilities: deploy.capabilities?.join(','),
        parameterOverrides:
          deploy.parameterOverrides &&
          JSON.stringify(deploy.parameterOverrides),
      };
    case 'CloudFormationStackSet':
      return {
        stackSetName: deploy.stackSetName,
        templatePath: inArtifact(deploy.templatePath),
        parametersPath: inArtifact(deploy.parametersPath),
        capabilities: deploy.capabilities?.join(','),
        ...stackSetSettings(deploy),
      };
    case 'CodeBuild':
      return { project: testProject(spec, place, deploy) };
    case 'S3':
      return {
        ...deploy,
        extract: String(deploy.extract ?? true),
        cannedAcl: setsAcl(deploy) ? 'bucket-owner-full-control' : undefined,
      };
    default:
      return { ...deploy };
  }
}

function stackSetSettings(deploy: StackSetDeploySpec) {
  const { accounts, organizationalUnits } = deploy;
  return {
    permissionModel: accounts ? 'SELF_MANAGED' : 'SERVICE_MANAGED',
    deploymentTargets: accounts
      ? `Accounts=${accounts.join(',')}`
      : `OrganizationalUnitIds=${organizationalUnits?.join(',')}`,
    regions: deploy.regions.join(','),
    administrationRoleArn: deploy.administrationRoleArn,
    executionRoleName: deploy.executionRoleName,
    failureTolerancePercentage: deploy.failureTolerancePercentage?.toString(),
    maxConcurrentPercentage: deploy.maxConcurrentPercentage?.toString(),
  };
}

/** The shortest labels that tell the targets of a stage apart. */
function labelTargets(targets: TargetSpec[]): string[] {
  const label = ({ name, account }: TargetSpec) =>
    name?.replace(/[^A-Za-z0-9.@_-]+/g, '-') || account;
  const schemes: Array<(target: TargetSpec, index: number) => string> = [
    label,
    target => `${label(target)}-${target.region}`,
    target => `${target.account}-${target.region}-${thingOf(target.deploy)}`,
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
      `${label} ${targets[index].deploy.provider === 'CodeBuild'}`,
  );
  return new Set(names).size === names.length;
}

/** What people would call the thing that is deployed. */
function thingOf(deploy: DeploySpec): string {
  switch (deploy.provider) {
    case 'CloudFormation':
      return deploy.stackName;
    case 'CloudFormationStackSet':
      return deploy.stackSetName;
    case 'CodeDeploy':
      return deploy.deploymentGroup;
    case 'ECS':
      return deploy.service;
    case 'Lambda':
      return deploy.function;
    case 'S3':
      return deploy.bucket;
    default:
      return 'test';
  }
}
