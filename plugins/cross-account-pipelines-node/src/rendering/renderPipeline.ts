import { stringify } from 'yaml';
import type { PipelineSpec } from '../pipeline';
import type { ManifestStack, ParameterValue, StackManifest } from '../template';
import { foundationContext } from './foundationContext';
import { pipelineContext } from './pipelineContext';
import {
  pipelineParts,
  type PipelineParts,
  type TargetAccountParts,
} from './PipelineParts';
import type { PipelineTemplates } from './PipelineTemplates';
import type { RenderedPipeline } from './RenderedPipeline';
import { renderTemplate } from './renderTemplate';
import { targetAccountContext } from './targetAccountContext';
import { toLogicalId } from './toLogicalId';

/** Gives every different text a file name, and the same text the same one. */
class SharedFiles {
  readonly texts: Record<string, string> = {};
  private readonly names = new Map<string, string>();

  add(base: string, text: string): string {
    const known = this.names.get(text);
    if (known) {
      return known;
    }
    let name = `${base}.yaml`;
    for (let number = 2; name in this.texts; number++) {
      name = `${base}-${number}.yaml`;
    }
    this.names.set(text, name);
    this.texts[name] = text;
    return name;
  }
}

/**
 * Turns a spec into CloudFormation templates and the manifest that says where
 * each goes, in an order that needs no second pass: foundations, target
 * accounts, pipeline.
 *
 * Accounts that differ only in parameters share a template.
 *
 * @param options - `spec` as `parsePipelineSpec` returns it
 * @throws TemplateError when a template cannot be rendered, with file and line
 *
 * @public
 */
export function renderPipeline(options: {
  spec: PipelineSpec;
  templates: PipelineTemplates;
}): RenderedPipeline {
  const { spec, templates } = options;
  const parts = pipelineParts(spec);
  const files = new SharedFiles();
  const stacks: ManifestStack[] = [
    ...parts.regions.map(region => ({
      ...foundationStack(spec, parts, region),
      template: files.add(
        'foundation',
        renderTemplate(
          templates.foundation,
          foundationContext(spec, parts, region),
        ),
      ),
    })),
    ...renderTargets(spec, parts, templates, files),
    {
      ...pipelineStack(spec, parts),
      template: files.add(
        'pipeline',
        renderTemplate(templates.pipeline, pipelineContext(spec, parts)),
      ),
    },
  ];
  const manifest: StackManifest = {
    version: 1,
    pipeline: { name: spec.name, account: spec.account, region: spec.region },
    stacks: spec.tags
      ? stacks.map(stack => ({ ...stack, tags: spec.tags }))
      : stacks,
    existing: [
      {
        arn: `arn:${parts.partition}:s3:::${spec.source.bucket}`,
        account: spec.account,
      },
    ],
  };
  return {
    spec,
    pipelineArn: parts.pipelineArn,
    manifest,
    files: { 'manifest.yaml': stringify(manifest), ...files.texts },
  };
}

function renderTargets(
  spec: PipelineSpec,
  parts: PipelineParts,
  templates: PipelineTemplates,
  files: SharedFiles,
): ManifestStack[] {
  const rendered = new Map<string, string>();
  return parts.targets.map(target => {
    const context = targetAccountContext(spec, target);
    const shape = JSON.stringify(context);
    const template =
      rendered.get(shape) ??
      files.add(
        'target-account',
        renderTemplate(templates.targetAccount, context),
      );
    rendered.set(shape, template);
    return { ...targetStack(spec, parts, target), template };
  });
}

type StackWithoutTemplate = Omit<ManifestStack, 'template'>;

function foundationStack(
  spec: PipelineSpec,
  { names }: PipelineParts,
  region: string,
): StackWithoutTemplate {
  const parameters: Record<string, ParameterValue> = {
    PipelineName: spec.name,
    ArtifactBucketName: names.artifactBucket(region),
    KeyAlias: names.keyAlias,
    RolePath: spec.rolePath ?? '/',
    ActionRoleName: names.actionRole,
    DeployRoleName: names.deployRole,
  };
  if (region !== spec.region) {
    return {
      phase: 'foundation',
      account: spec.account,
      region,
      stackName: names.foundationStack,
      parameters,
    };
  }
  return {
    phase: 'foundation',
    account: spec.account,
    region,
    stackName: names.foundationStack,
    parameters: {
      ...parameters,
      ServiceRoleName: names.serviceRole,
      SourceBucketName: spec.source.bucket,
      SourceObjectKey: spec.source.objectKey,
      ...(spec.build && {
        BuildRoleName: names.buildRole,
        BuildProjectName: names.buildProject,
      }),
    },
    capabilities: ['CAPABILITY_NAMED_IAM'],
  };
}

function targetStack(
  spec: PipelineSpec,
  parts: PipelineParts,
  target: TargetAccountParts,
): StackWithoutTemplate {
  const { names } = parts;
  return {
    phase: 'target',
    account: target.account,
    region: target.region,
    stackName: names.targetStack,
    parameters: {
      PipelineAccount: spec.account,
      ServiceRoleArn: foundationOutput(spec, parts, 'ServiceRoleArn'),
      ActionRoleName: names.actionRole,
      DeployRoleName: names.deployRole,
      RolePath: spec.rolePath ?? '/',
      ...artifactParameters(spec, parts, target.regions),
      StackArns: target.stackArns.join(','),
      ...(target.usesChangeSets && { ChangeSetName: names.changeSet }),
    },
    capabilities: ['CAPABILITY_NAMED_IAM'],
  };
}

function pipelineStack(
  spec: PipelineSpec,
  parts: PipelineParts,
): StackWithoutTemplate {
  const { names, regions, targets } = parts;
  const isCrossRegion = regions.length > 1;
  return {
    phase: 'pipeline',
    account: spec.account,
    region: spec.region,
    stackName: names.pipelineStack,
    parameters: {
      PipelineName: spec.name,
      ServiceRoleArn: foundationOutput(spec, parts, 'ServiceRoleArn'),
      ...(isCrossRegion && { ServiceRoleName: names.serviceRole }),
      ...artifactParameters(spec, parts, regions),
      ...(spec.build && {
        BuildRoleArn: foundationOutput(spec, parts, 'BuildRoleArn'),
        BuildProjectName: names.buildProject,
      }),
      ...(targets.some(({ usesChangeSets }) => usesChangeSets) && {
        ChangeSetName: names.changeSet,
      }),
    },
    ...(isCrossRegion && { capabilities: ['CAPABILITY_IAM'] }),
  };
}

/** Bucket and key of each Region, as the foundations put them out. */
function artifactParameters(
  spec: PipelineSpec,
  parts: PipelineParts,
  regions: string[],
): Record<string, ParameterValue> {
  return Object.fromEntries(
    regions.flatMap(region =>
      ['ArtifactBucketName', 'ArtifactKeyArn'].map(output => [
        `${output}${toLogicalId(region)}`,
        foundationOutput(spec, parts, output, region),
      ]),
    ),
  );
}

function foundationOutput(
  spec: PipelineSpec,
  parts: PipelineParts,
  output: string,
  region: string = spec.region,
): ParameterValue {
  return {
    fromStack: {
      account: spec.account,
      region,
      stackName: parts.names.foundationStack,
    },
    output,
  };
}
