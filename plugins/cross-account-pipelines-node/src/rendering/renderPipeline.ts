import { stringify } from 'yaml';
import {
  type ManifestStack,
  pipelineArnOf,
  type PipelineSpec,
  type StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { choosePrincipals } from './context/choosePrincipals';
import { existingParts } from './context/existingParts';
import {
  foundationContext,
  type PrincipalMode,
} from './context/foundationContext';
import {
  foundationStack,
  pipelineStack,
  targetStack,
} from './context/manifestStacks';
import { pipelineContext } from './context/pipelineContext';
import { pipelineParts, type PipelineParts } from './context/PipelineParts';
import {
  addRecord,
  digestOfTemplates,
  type FormerParts,
} from './PipelineRecord';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import type { RenderedPipeline } from './RenderedPipeline';
import { renderTemplate } from './templates/renderTemplate';
import { byRuleTag, hasRules } from './byRuleTag';
import { SharedFiles } from './templates/SharedFiles';
import { targetAccountContext } from './context/targetAccountContext';

function renderFoundations(
  spec: PipelineSpec,
  parts: PipelineParts,
  templates: PipelineTemplates,
  mode: PrincipalMode,
  files: SharedFiles,
): ManifestStack[] {
  return parts.stores.flatMap(store => {
    const context = foundationContext(spec, parts, store, mode);
    const { makesStore, makesServiceRole, makesBuildRole } = context;
    return makesStore || makesServiceRole || makesBuildRole
      ? [
          {
            ...foundationStack(spec, parts, store, context),
            template: files.add(
              'foundation',
              renderTemplate(templates.foundation, context),
            ),
          },
        ]
      : [];
  });
}

function renderTargets(
  spec: PipelineSpec,
  parts: PipelineParts,
  templates: PipelineTemplates,
  files: SharedFiles,
): ManifestStack[] {
  const rendered = new Map<string, string>();
  return parts.places.flatMap(place => {
    const context = targetAccountContext(spec, place);
    // Where all roles are there already, there may be nothing left to make.
    if (!context.makesAnything) {
      return [];
    }
    const shape = JSON.stringify(context);
    const template =
      rendered.get(shape) ??
      files.add(
        'target-account',
        renderTemplate(templates.targetAccount, context),
      );
    rendered.set(shape, template);
    return [{ ...targetStack(spec, parts, place, context), template }];
  });
}

function renderPipelines(
  spec: PipelineSpec,
  parts: PipelineParts,
  templates: PipelineTemplates,
  files: SharedFiles,
  former?: FormerParts,
): ManifestStack[] {
  return parts.pipelines.map((pipeline, index) => {
    const context = pipelineContext(spec, parts, pipeline);
    const text = renderTemplate(templates.pipeline, context);
    return {
      ...pipelineStack(spec, parts, pipeline, context),
      template: files.add(
        'pipeline',
        index === 0
          ? addRecord(text, {
              version: 1,
              spec,
              templates: {
                digest: digestOfTemplates(templates),
                origin: templates.origin ?? 'suite',
              },
              former,
            })
          : text,
      ),
    };
  });
}

/** Whoever reads the pipeline learns from its tags whether there are rules. */
function withTags(stack: ManifestStack, spec: PipelineSpec): ManifestStack {
  const isByRule = stack.phase === 'pipeline' && hasRules(spec);
  return spec.tags || isByRule
    ? { ...stack, tags: { ...spec.tags, ...(isByRule && byRuleTag) } }
    : stack;
}

/** Without anchors, which CloudFormation's own files may not have either. */
function writeManifest(manifest: StackManifest): string {
  return stringify(manifest, {
    aliasDuplicateObjects: false,
    directives: false,
    lineWidth: 0,
  });
}

/**
 * Turns a spec into CloudFormation templates and the manifest that says where
 * each goes, in an order that needs no second pass: foundations, target
 * accounts, pipelines.
 *
 * Accounts that differ only in parameters share a template.
 *
 * @param options - `spec` as `parsePipelineSpec` returns it; `former` goes on
 * record with it
 * @throws TemplateError when a template cannot be rendered, with file and line
 * @throws PipelineTooLargeError when AWS would not take it, with the way out
 *
 * @public
 */
export function renderPipeline(options: {
  spec: PipelineSpec;
  templates: PipelineTemplates;
  former?: FormerParts;
}): RenderedPipeline {
  const { spec, templates, former } = options;
  const parts = pipelineParts(spec);
  const principals = choosePrincipals(spec, parts);
  const files = new SharedFiles();
  const stacks = [
    ...renderFoundations(spec, parts, templates, principals.mode, files),
    ...renderTargets(spec, parts, templates, files),
    ...renderPipelines(spec, parts, templates, files, former),
  ];
  const manifest: StackManifest = {
    version: 1,
    pipeline: { name: spec.name, account: spec.account, region: spec.region },
    stacks: stacks.map(stack => withTags(stack, spec)),
    existing: existingParts(spec, parts),
    ...(spec.organization && { organization: { id: spec.organization.id } }),
  };
  return {
    spec,
    pipelineArn: pipelineArnOf(spec),
    principals,
    manifest,
    files: {
      // Judging a plan needs the templates alone: the manifest of a thousand
      // accounts is written when somebody reads it.
      get 'manifest.yaml'() {
        return writeManifest(manifest);
      },
      ...files.texts,
    },
  };
}
