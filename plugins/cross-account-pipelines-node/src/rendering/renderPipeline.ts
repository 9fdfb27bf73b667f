import { InputError } from '@backstage/errors';
import { stringify } from 'yaml';
import type {
  ManifestStack,
  PipelineSpec,
  StackManifest,
} from 'backstage-plugin-cross-account-pipelines-core';
import { pipelineArnOf } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { choosePrincipals } from './context/choosePrincipals';
import { existingParts } from './context/existingParts';
import { type ListedStack, listStacks } from './context/listStacks';
import type { StackPlacement } from './context/manifestStacks';
import { pipelineParts } from './context/PipelineParts';
import {
  addRecord,
  digestOfTemplates,
  type FormerParts,
  type PipelineRecord,
} from './PipelineRecord';
import type { PipelineTemplates } from './templates/PipelineTemplates';
import type { RenderedPipeline } from './RenderedPipeline';
import { renderTemplate } from './templates/renderTemplate';
import { byRuleTag, hasRules } from './byRuleTag';
import { SharedFiles } from './templates/SharedFiles';

/** What the files of each template are called. */
const fileNames = {
  foundation: 'foundation',
  targetAccount: 'target-account',
  targetStackSet: 'target-stack-set',
  pipeline: 'pipeline',
};

function renderStacks(
  listed: ListedStack[],
  templates: PipelineTemplates,
  record: PipelineRecord,
  files: SharedFiles,
): ManifestStack[] {
  const rendered = new Map<string, string>();
  const first = listed.find(({ source }) => source === 'pipeline');
  const render = ({ source, context }: ListedStack): string => {
    const shape = `${source} ${JSON.stringify(context)}`;
    const text =
      rendered.get(shape) ?? renderTemplate(templates[source], context);
    rendered.set(shape, text);
    return text;
  };
  const renderWhole = (stack: ListedStack): string => {
    if (!stack.instances) {
      return render(stack);
    }
    const template = renderInstances(stack.instances, render);
    // What is found in it is found at a line of a file.
    files.add(fileNames[stack.instances[0].source], template);
    return render({ ...stack, context: { ...stack.context, template } });
  };
  return listed.map(stack => {
    const { placement, source } = stack;
    const text = renderWhole(stack);
    return {
      ...placement,
      template: files.add(
        fileNames[source],
        stack === first ? addRecord(text, record) : text,
      ),
    };
  });
}

/**
 * The template of what a StackSet makes.
 *
 * @throws InputError when it is not one: a StackSet has one
 */
function renderInstances(
  instances: ListedStack[],
  render: (stack: ListedStack) => string,
): string {
  const alike = Map.groupBy(instances, render);
  const [text] = alike.keys();
  if (alike.size > 1) {
    const groups = [...alike.values()].map(stacks =>
      stacks
        .map(({ placement: { account, region } }) => `${account} ${region}`)
        .join(', '),
    );
    throw new InputError(
      `stackSet: a StackSet makes the same in every account, and the targets of this pipeline do not get the same: ${groups
        .map(places => `[${places}]`)
        .join(
          ' differs from ',
        )}. Give all targets the same deployment and tests, make a pipeline for each kind of target, or leave out stackSet`,
    );
  }
  return text;
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
  const stacks = renderStacks(
    listStacks(spec, parts, principals.mode),
    templates,
    {
      version: 1,
      spec,
      templates: {
        digest: digestOfTemplates(templates, spec),
        origin: templates.origin ?? 'suite',
      },
      former,
    },
    files,
  );
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

/**
 * Where the stacks of a pipeline go, without rendering what is in them.
 *
 * @param spec - as `parsePipelineSpec` returns it
 * @throws PipelineTooLargeError when AWS would not take it, with the way out
 */
export function placeStacks(spec: PipelineSpec): StackPlacement[] {
  const parts = pipelineParts(spec);
  const { mode } = choosePrincipals(spec, parts);
  return listStacks(spec, parts, mode).map(({ placement }) => placement);
}
