import type { PipelineSpec, StageSpec, TargetSpec } from '../pipeline';
import type { PipelineParts } from './PipelineParts';

/** What `pipeline.yaml` can name. */
export interface PipelineContext {
  homeRegion: string;
  /** The home Region first. */
  regions: string[];
  otherRegions: string[];
  source: { provider: string; bucket: string; objectKey: string };
  build?: BuildContext;
  /** The artifact that targets deploy from. */
  artifact: string;
  usesChangeSets: boolean;
  stages: StageContext[];
}

interface BuildContext {
  buildspec: string;
  image: string;
  computeType: string;
  environmentType: string;
  environment: Array<{ name: string; value: string }>;
  timeout: number;
}

interface StageContext {
  name: string;
  approval?: { message?: string };
  targets: TargetActionContext[];
}

interface TargetActionContext {
  account: string;
  region: string;
  actionRoleArn: string;
  deployRoleArn: string;
  prepareAction: string;
  prepareOrder: number;
  deployAction: string;
  deployOrder: number;
  deploy: {
    mode: string;
    stackName: string;
    /** With the artifact, as CodePipeline spells it: `Build::template.yaml`. */
    templatePath: string;
    templateConfigurationPath?: string;
    capabilities?: string;
    parameterOverrides?: string;
  };
}

/** `codepipeline/latest/userguide/limits` */
const maxActionName = 100;

export function pipelineContext(
  spec: PipelineSpec,
  parts: PipelineParts,
): PipelineContext {
  const artifact = spec.build ? 'Build' : 'Source';
  return {
    homeRegion: spec.region,
    regions: parts.regions,
    otherRegions: parts.regions.slice(1),
    source: spec.source,
    build: spec.build && buildContext(spec.build),
    artifact,
    usesChangeSets: parts.targets.some(target => target.usesChangeSets),
    stages: spec.stages.map(stage => stageContext(stage, artifact, parts)),
  };
}

function buildContext(build: NonNullable<PipelineSpec['build']>): BuildContext {
  return {
    buildspec: build.buildspec ?? 'buildspec.yml',
    image: build.image ?? 'aws/codebuild/amazonlinux2-x86_64-standard:5.0',
    computeType: build.computeType ?? 'BUILD_GENERAL1_SMALL',
    environmentType: 'LINUX_CONTAINER',
    environment: Object.entries(build.environment ?? {}).map(
      ([name, value]) => ({ name, value }),
    ),
    timeout: build.timeout ?? 60,
  };
}

function stageContext(
  stage: StageSpec,
  artifact: string,
  parts: PipelineParts,
): StageContext {
  const labels = labelTargets(stage.targets);
  const firstOrder = stage.approval ? 2 : 1;
  const inArtifact = (path: string) => `${artifact}::${path}`;
  return {
    name: stage.name,
    approval: stage.approval,
    targets: stage.targets.map(({ account, region, deploy }, index) => ({
      account,
      region,
      actionRoleArn: parts.roleArn(account, parts.names.actionRole),
      deployRoleArn: parts.roleArn(account, parts.names.deployRole),
      prepareAction: `${labels[index]}-prepare`,
      prepareOrder: firstOrder,
      deployAction: `${labels[index]}-deploy`,
      deployOrder: deploy.mode === 'direct' ? firstOrder : firstOrder + 1,
      deploy: {
        mode: deploy.mode ?? 'change-set',
        stackName: deploy.stackName,
        templatePath: inArtifact(deploy.templatePath),
        templateConfigurationPath:
          deploy.templateConfigurationPath &&
          inArtifact(deploy.templateConfigurationPath),
        capabilities: deploy.capabilities?.join(','),
        parameterOverrides:
          deploy.parameterOverrides &&
          JSON.stringify(deploy.parameterOverrides),
      },
    })),
  };
}

/** The shortest labels that tell the targets of a stage apart. */
function labelTargets(targets: TargetSpec[]): string[] {
  const label = ({ name, account }: TargetSpec) =>
    name?.replace(/[^A-Za-z0-9.@_-]+/g, '-') || account;
  const schemes: Array<(target: TargetSpec) => string> = [
    label,
    target => `${label(target)}-${target.region}`,
    target => `${target.account}-${target.region}-${target.deploy.stackName}`,
  ];
  const labelings = schemes.map(scheme =>
    targets.map(target =>
      scheme(target).slice(0, maxActionName - '-prepare'.length),
    ),
  );
  return (
    labelings.find(labels => new Set(labels).size === labels.length) ??
    targets.map((target, index) => `${target.account}-${index + 1}`)
  );
}
